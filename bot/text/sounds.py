"""How a word sounds, so that 인그레스 finds ingress and the other way round.

A skeleton keeps the consonants, merged into the classes that Korean spelling of foreign words
does not tell apart (p, b, f, v; t, d; k, g; l, r; ch, j, z). Equal skeletons make a candidate;
`likeness` of the romanised forms decides.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.hangul import is_syllable, split

_LEAD = dict(zip("ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ", "kknttlmppss-cccktp-", strict=True))
_TAIL = {"ㄱ": "k", "ㄲ": "k", "ㄴ": "n", "ㄷ": "t", "ㄹ": "l", "ㅁ": "m", "ㅂ": "p", "ㅅ": "t", "ㅆ": "t", "ㅇ": "n"}

# Applied in order; capitals are sounds already decided, which no later rule touches.
_LATIN_RULES = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^kn|^gn", "N"),
        (r"^wr", "r"),
        (r"^ps", "S"),
        (r"mb$", "M"),
        (r"igh|ough", ""),
        (r"tion|sion|cian|tian", "SN"),
        (r"tch|ch", "C"),
        (r"sch", "SK"),
        (r"sh|th", "S"),
        (r"ph", "P"),
        (r"ck", "K"),
        (r"ng(?![aeiourl])", "N"),
        (r"dg(?=[eiy])|g(?=[eiy])", "C"),
        (r"c(?=[eiy])", "S"),
        (r"qu", "K"),
        (r"x", "KS"),
        (r"[cgqk]", "K"),
        (r"[jz]", "C"),
        (r"[bfvp]", "P"),
        (r"[dt]", "T"),
        (r"r(?![aeiouy])", ""),
        (r"[rl]", "L"),
        (r"[aeiouyhw]", ""),
    )
)
_DOUBLE = re.compile(r"(.)\1+")


def _fold(skeleton: str) -> str:
    return _DOUBLE.sub(r"\1", skeleton)


@lru_cache(maxsize=65536)
def skeleton(word: str) -> str:
    """The consonant classes of a Hangul or Latin word; those of 인그레스 and ingress are equal."""
    if word and is_syllable(word[0]):
        sounds = []
        for char in word:
            if is_syllable(char):
                lead, _vowel, tail = split(char)
                sounds += [_LEAD[lead].strip("-"), _TAIL.get(tail, "")]
        return _fold("".join(sounds))
    word = word.casefold()
    for pattern, sound in _LATIN_RULES:
        word = pattern.sub(sound, word)
    return _fold(re.sub(r"[^a-z]", "", word.casefold()))


_VOWELLIKE = (
    (re.compile(r"dge|ge"), "ja"),
    (re.compile(r"ce"), "sa"),
    (re.compile(r"sh"), "s"),
    (re.compile(r"ch"), "j"),
    (re.compile(r"r(?![aeiouyw])"), ""),
    (re.compile(r"eo|eu|ae|oe|wi|ui|[aeiouyw]+"), "a"),
    (re.compile(r"[bfv]|pp|ph"), "p"),
    (re.compile(r"[dt]+h?"), "t"),
    (re.compile(r"ck|[gkcq]+"), "k"),
    (re.compile(r"[lr]+"), "l"),
    (re.compile(r"[jz]|ch|kh"), "c"),
    (re.compile(r"ng"), "n"),
)


@lru_cache(maxsize=65536)
def sound_form(romanised: str) -> str:
    """A romanised or English word with like sounds written alike, for a similarity ratio."""
    word = romanised.casefold()
    for pattern, sound in _VOWELLIKE:
        word = pattern.sub(sound, word)
    return word
