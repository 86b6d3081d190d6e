"""Weights of the ranking and the confidence, written by `python -m benchmarks fit --write`."""

FULL = {
    "bm25": 11.35,
    "grams": 3.0,
    "coverage": 6.42,
    "row_coverage": 0.86,
    "token_set": 3.67,
    "token_sort": 0.14,
    "ratio": 4.07,
    "jamo": 0.07,
    "modes": 1.4,
}
THIN = {
    "bm25": 1.49,
    "grams": 10.89,
    "coverage": 3.25,
    "row_coverage": 2.29,
    "cosine": 1.14,
    "token_set": 1.88,
    "token_sort": 5.59,
    "ratio": 2.23,
    "jamo": 2.78,
    "modes": 0.62,
}
HANGUL_BIAS = -8.957
HANGUL = {
    "score": 2.965,
    "lead": 7.557,
    "lead_of_all": 7.746,
    "fourth": 0.766,
    "bm25": 2.265,
    "grams": 0.888,
    "question_coverage": 1.267,
    "token_set": 2.228,
    "jamo": 0.79,
    "information": 1.228,
    "missing_term": -0.927,
    "near": -1.626,
    "tiny": 0.469,
    "lead_tiny": -3.985,
    "tells": -2.375,
    "greets": -2.297,
    "names": 0.009,
    "short": 1.05,
    "length": 5.557,
    "thin": 0.297,
}
LATIN_BIAS = -4.756
LATIN = {
    "lead_of_all": 8.702,
    "fourth": 5.426,
    "bm25": 4.142,
    "token_set": 1.246,
    "information": 2.943,
    "tiny": 0.658,
    "tells": -0.867,
    "greets": -0.867,
    "names": 0.298,
    "short": -1.863,
    "length": -0.755,
    "thin": 0.939,
    "modes": 0.765,
}
