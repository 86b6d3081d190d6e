"""English words: a light stemmer and the words that tell nothing."""

from __future__ import annotations

from functools import lru_cache

# What is left of a question when its subject is taken out.
STOPWORDS = frozenset(
    """
    a an the this that these those it its is are am was were be been being do does did doing done have has had having
    i me my mine we us our ours you your yours he him his she her they them their theirs one ones
    and or but if so because as than then there here also too just only even still yet
    of in on at to from by with for into onto about over under between during without within through per via
    what which who whom whose when where why how can could would should shall will may might must
    not no nor don't doesn't isn't can't didn't won't
    some any all each every other another such same both more most much many few
    please thanks thank hi hello hey dear guys everyone someone anyone something anything
    get gets getting got want wants need needs know like able way ways thing things really actually exactly
    up down out off again once very there's what's
    """.split()
)

_KEEP = frozenset(
    "this is as us his was has news always kubernetes https redis series alias bus dns aws css ls ps os".split()
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its commonest endings (plural, -ed, -ing, -ly, -er of doing); never under three letters."""
    if len(word) < 4 or word in _KEEP or not word.isascii():
        return word
    word = _plural(word)
    for ending in ("ingly", "edly", "ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and _has_vowel(word[: -len(ending)]):
            return _tidy(word[: -len(ending)])
    for ending, instead in _DERIVED:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _tidy(word[: -len(ending)] + instead)
    return _tidy(word)


_DERIVED = (
    ("ization", "ize"),
    ("ations", "ate"),
    ("ation", "ate"),
    ("ments", ""),
    ("ment", ""),
    ("ness", ""),
    ("fully", ""),
    ("ful", ""),
    ("ably", ""),
    ("able", ""),
    ("ible", ""),
    ("ally", "al"),
    ("ly", ""),
    ("ers", ""),
    ("er", ""),
    ("ors", ""),
    ("tion", "t"),
    ("sion", "s"),
)


def _plural(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _has_vowel(part: str) -> bool:
    return any(letter in "aeiouy" for letter in part)


def _tidy(word: str) -> str:
    """One spelling for `runn`, `stat(e)`, `copi` / `copy`."""
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    if len(word) > 3 and word.endswith("y") and word[-2] not in "aeiou":
        word = word[:-1] + "i"
    return word
