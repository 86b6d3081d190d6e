"""Weights of the ranking and the confidence, written by `python -m benchmarks fit --write`."""

FULL = {
    "bm25": 11.17,
    "grams": 3.1,
    "coverage": 6.57,
    "row_coverage": 0.89,
    "token_set": 3.53,
    "token_sort": 0.21,
    "ratio": 4.1,
    "jamo": 0.11,
    "modes": 1.33,
}
THIN = {
    "bm25": 1.28,
    "grams": 11.01,
    "coverage": 2.9,
    "row_coverage": 2.01,
    "cosine": 1.66,
    "token_set": 1.99,
    "token_sort": 5.68,
    "ratio": 2.25,
    "jamo": 2.71,
    "modes": 0.53,
}
HANGUL_BIAS = -9.046
HANGUL = {
    "score": 3.117,
    "lead": 7.417,
    "lead_of_all": 7.931,
    "fourth": 1.472,
    "bm25": 2.482,
    "grams": 0.649,
    "question_coverage": 1.153,
    "token_set": 2.128,
    "jamo": 0.796,
    "information": 0.975,
    "missing_term": -0.863,
    "near": -1.458,
    "tiny": 0.438,
    "lead_tiny": -3.624,
    "tells": -2.351,
    "greets": -2.247,
    "names": -0.098,
    "short": 1.086,
    "length": 5.69,
    "thin": 0.301,
}
LATIN_BIAS = -4.807
LATIN = {
    "lead_of_all": 8.674,
    "fourth": 5.335,
    "bm25": 4.176,
    "token_set": 1.306,
    "information": 2.918,
    "tiny": 0.672,
    "tells": -0.859,
    "greets": -0.859,
    "names": 0.286,
    "short": -1.84,
    "length": -0.737,
    "thin": 0.927,
    "modes": 0.794,
}
