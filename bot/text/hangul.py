"""Hangul: syllables to jamo and back, the two-set keyboard, sound skeletons.

Arithmetic of the Unicode Hangul block: a syllable is 0xAC00 + (lead * 21 + vowel) * 28 + tail
(The Unicode Standard, chapter 3.12). Jamo are written with compatibility letters (ㄱ, ㅏ).
"""

from __future__ import annotations

from functools import lru_cache

LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
TAILS = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")

_FIRST, _LAST = 0xAC00, 0xD7A3
_SPLIT_VOWELS = {"ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ", "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ"}
_SPLIT_TAILS = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
_JOIN = {pair: joined for joined, pair in (_SPLIT_VOWELS | _SPLIT_TAILS).items()}

# The standard two-set (dubeolsik) layout, KS X 5002.
KEYS = dict(
    zip(
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        strict=True,
    )
)
KEYS |= {key.upper(): jamo for key, jamo in KEYS.items() if key.islower() and key.upper() not in KEYS}


def is_syllable(char: str) -> bool:
    """Whether the character is a whole Hangul syllable."""
    return _FIRST <= ord(char) <= _LAST


def has_hangul(text: str) -> bool:
    """Whether any whole Hangul syllable stands in the text."""
    return any("가" <= char <= "힣" for char in text)


def split(syllable: str) -> tuple[str, str, str]:
    """Lead, vowel and tail ("" where there is none) of one syllable."""
    number = ord(syllable) - _FIRST
    return LEADS[number // 588], VOWELS[number % 588 // 28], TAILS[number % 28]


def join(lead: str, vowel: str, tail: str = "") -> str:
    """The syllable of a lead, a vowel and a tail."""
    return chr(_FIRST + (LEADS.index(lead) * 21 + VOWELS.index(vowel)) * 28 + TAILS.index(tail))


class _KeyStrokes(dict[int, str]):
    """A translation table for `str.translate` that fills itself."""

    def __missing__(self, number: int) -> str:
        char = chr(number)
        if is_syllable(char):
            lead, vowel, tail = split(char)
            char = lead + _SPLIT_VOWELS.get(vowel, vowel) + _SPLIT_TAILS.get(tail, tail)
        self[number] = char
        return char


_KEY_STROKES = _KeyStrokes()


def jamo(text: str) -> str:
    """The text with each syllable written as its key strokes; other characters stay."""
    return text.translate(_KEY_STROKES)


def from_keys(keys: str) -> str | None:
    """What a Korean typist meant who pressed these keys on an English layout.

    None unless every key is a letter and they compose to whole syllables, with none left over:
    `from_keys("vkem") == "파드"`, `from_keys("pod") is None`.
    """
    if not keys or any(key not in KEYS for key in keys):
        return None
    strokes = [KEYS[key] for key in keys]
    done: list[str] = []
    at = 0
    while at < len(strokes):
        composed = _compose(strokes, at)
        if composed is None:
            return None
        syllable, at = composed
        done.append(syllable)
    return "".join(done)


def _compose(strokes: list[str], at: int) -> tuple[str, int] | None:
    """One syllable from `at`, and where the next begins."""
    if strokes[at] not in LEADS or at + 1 >= len(strokes) or strokes[at + 1] not in VOWELS:
        return None
    lead, vowel = strokes[at], strokes[at + 1]
    at += 2
    if at < len(strokes) and vowel + strokes[at] in _JOIN:
        vowel = _JOIN[vowel + strokes[at]]
        at += 1
    tail = ""
    # A consonant is this syllable's tail unless a vowel follows it.
    while at < len(strokes) and strokes[at] not in VOWELS and not _starts_syllable(strokes, at):
        joined = _JOIN.get(tail + strokes[at]) if tail else strokes[at]
        if joined is None or joined not in TAILS:
            break
        tail = joined
        at += 1
    return join(lead, vowel, tail), at


def _starts_syllable(strokes: list[str], at: int) -> bool:
    return at + 1 < len(strokes) and strokes[at + 1] in VOWELS


_ROMAN_LEADS = dict(zip(LEADS, "g kk n d tt r m b pp s ss  j jj ch k t p h".split(" "), strict=True))
_ROMAN_VOWELS = dict(
    zip(VOWELS, "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(), strict=True),
)
_ROMAN_TAILS = {
    "ㄱ": "k",
    "ㄲ": "k",
    "ㄴ": "n",
    "ㄷ": "t",
    "ㄹ": "l",
    "ㅁ": "m",
    "ㅂ": "p",
    "ㅅ": "t",
    "ㅆ": "t",
    "ㅇ": "ng",
}


@lru_cache(maxsize=65536)
def romanise(text: str) -> str:
    """A plain romanisation of the Hangul in the text (Revised Romanization, without sound changes)."""
    out = []
    for char in text:
        if is_syllable(char):
            lead, vowel, tail = split(char)
            out += [_ROMAN_LEADS[lead], _ROMAN_VOWELS[vowel], _ROMAN_TAILS.get(tail, "t" if tail else "")]
        else:
            out.append(char)
    return "".join(out)
