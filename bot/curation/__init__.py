"""Use cases that change the knowledge base or look after it: imports, and what `qabot check` finds."""
