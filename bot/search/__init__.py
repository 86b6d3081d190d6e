"""The engine: index builder, immutable index, scoring, confidence, evaluation."""
