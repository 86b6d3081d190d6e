"""Spoils a question the way people do: slips of the fingers, no spaces, the wrong keyboard layout."""

from __future__ import annotations

import random

from bot.text import hangul

_KEYS = {jamo: key for key, jamo in reversed(list(hangul.KEYS.items()))}
_VOWELS = dict(zip("ㅐㅔㅗㅓㅏㅡㅣㅙㅚㅜㅕ", "ㅔㅐㅜㅏㅓㅜㅡㅚㅙㅗㅓ", strict=True))
_LEADS = dict(zip("ㄱㄷㅂㅈㅅㅋㅌㄴㅁ", "ㅋㅌㅍㅊㅆㄱㄷㅇㄴ", strict=True))
_TAILS = {"ㅆ": "ㅅ", "ㅎ": "", "ㄶ": "ㄴ", "ㅂ": "ㅁ", "ㄹ": "ㄴ", "": "ㄴ"}


def on_english_layout(text: str) -> str:
    """The keys that a Korean typist presses for the text."""
    return "".join(_KEYS.get(letter, letter) for letter in hangul.jamo(text))


def mistyped(text: str, chance: random.Random) -> str:
    """The text with a slip in about every ninth syllable, one at least."""
    letters = list(text)
    places = [at for at, letter in enumerate(letters) if hangul.is_syllable(letter)]
    for at in chance.sample(places, min(len(places), max(1, len(places) // 9))):
        lead, vowel, tail = hangul.split(letters[at])
        which = chance.random()
        if which < 0.4:
            vowel = _VOWELS.get(vowel, vowel)
        elif which < 0.65:
            lead = _LEADS.get(lead, lead)
        else:
            tail = _TAILS.get(tail, "")
        letters[at] = hangul.join(lead, vowel, tail)
    return "".join(letters)


def messy(text: str, chance: random.Random) -> str:
    """The text spoilt in one of four ways."""
    which = chance.random()
    if which < 0.4:
        return mistyped(text, chance)
    if which < 0.75:
        return text.replace(" ", "")
    if which < 0.9:
        return on_english_layout(text)
    return " ".join(word for word in text.split() if chance.random() < 0.65) or text
