"""Weights of the ranking and the confidence, written by `python -m benchmarks fit --write`."""

FULL = {
    "bm25": 10.64,
    "grams": 2.93,
    "coverage": 7.02,
    "row_coverage": 0.96,
    "token_set": 3.56,
    "token_sort": 0.12,
    "ratio": 4.06,
    "jamo": 0.11,
    "modes": 1.3,
}
THIN = {
    "bm25": 1.11,
    "grams": 11.06,
    "coverage": 2.85,
    "row_coverage": 2.26,
    "cosine": 1.78,
    "token_set": 1.82,
    "token_sort": 5.67,
    "ratio": 2.16,
    "jamo": 2.96,
    "modes": 0.57,
}
HANGUL_BIAS = -8.856
HANGUL = {
    "score": 2.932,
    "lead": 7.456,
    "lead_of_all": 7.92,
    "fourth": 1.651,
    "bm25": 3.118,
    "question_coverage": 1.098,
    "token_set": 2.223,
    "jamo": 0.614,
    "information": 0.708,
    "near": -1.184,
    "tiny": 0.304,
    "lead_tiny": -2.929,
    "tells": -2.317,
    "greets": -2.245,
    "names": -0.2,
    "short": 0.956,
    "length": 5.103,
    "thin": 0.412,
}
LATIN_BIAS = -4.012
LATIN = {
    "lead_of_all": 11.189,
    "fourth": 2.134,
    "bm25": 4.988,
    "token_set": 0.925,
    "information": 2.238,
    "tiny": -0.798,
    "tells": -0.219,
    "greets": -0.219,
    "names": 0.138,
    "short": -5.745,
    "length": -0.27,
    "thin": 0.697,
    "modes": 0.79,
}
