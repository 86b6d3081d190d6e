"""A made-up course of any size, for measuring speed: the same size and seed give the same course.

Words are drawn by rank from a Lomax (shifted Pareto) distribution, which is Zipf's law as Mandelbrot corrected it:
a few words are everywhere, and new ones never stop coming. The vocabulary grows with the number of words
written to the power of about 0.56 (Heaps' law): 6,000 words at 1,000 entries, 22,000 at 10,000, 79,000 at 100,000.
Two words in three are Korean and take particles, the others are Latin. Grammar is not minded.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from benchmarks.messy import messy
from benchmarks.systems import Corpus
from bot.knowledge.model import Entry
from bot.search.evaluation import Query
from bot.search.results import Document
from bot.text.hangul import join

COURSE = "synthetic"
QUESTION_WORDS, ANSWER_WORDS = (8, 12), (45, 75)

_TAIL, _SHIFT = 0.8, 100  # of the Lomax distribution
_UNKNOWN = 10**12  # no word of a course has so high a rank
_ENTRIES_OF_TOPIC = 100
_GLOSSARY = 100
_REPEATED = 0.15  # share of an answer's words that its question has too

_PARTICLES = ("", "", "", "은", "는", "이", "가", "을", "를", "에", "에서", "의", "으로", "도", "하고", "까지")
_ENDINGS = ("어떻게 하나요?", "왜 안 되나요?", "차이가 뭔가요?", "설정할 수 있나요?", "무슨 뜻인가요?", "언제 쓰나요?")
_CONSONANTS, _VOWELS = "bcdfghklmnprstvwxz", "aeiou"
_LEADS, _MEDIALS, _FINALS = "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ", "ㅏㅓㅗㅜㅡㅣㅐㅔ", ("", "", "ㄴ", "ㄹ", "ㅁ", "ㅇ", "ㄱ")


@dataclass(frozen=True, slots=True)
class Synthetic:
    """The course, and spoilt questions with the one entry that each was made from."""

    corpus: Corpus
    queries: tuple[Query, ...]


def synthetic(entries: int, queries: int = 300, seed: int = 7) -> Synthetic:
    """A course of so many entries with so many spoilt questions."""
    chance = random.Random(seed)  # noqa: S311 - no secret is drawn
    documents = tuple(_document(number, chance) for number in range(entries))
    glossary = tuple((word(3 * rank), word(3 * rank + 1)) for rank in range(_GLOSSARY))
    asked = (chance.choice(documents).entry for _ in range(queries))
    return Synthetic(
        Corpus(documents, {COURSE: glossary}),
        tuple(Query(spoilt(entry.question, chance), (entry.id,)) for entry in asked),
    )


def spoilt(question: str, chance: random.Random) -> str:
    """The question as a student may type it: words left out, a word that no entry has, slips, no spaces."""
    words = [one for one in question.split() if chance.random() < 0.8] or [question]
    if chance.random() < 0.5:
        words.insert(chance.randrange(len(words) + 1), word(_UNKNOWN + chance.randrange(_UNKNOWN)))
    at = chance.randrange(len(words))
    if words[at].isascii():
        words[at] = _swapped(words[at], chance)
    text = " ".join(words)
    return messy(text, chance) if chance.random() < 0.4 else text


@lru_cache(maxsize=1 << 20)
def word(rank: int) -> str:
    """The word of a rank, 0 being the most frequent; rare words are longer, every third one is Latin."""
    chance = random.Random(rank)  # noqa: S311 - no secret is drawn
    syllables = 2 + (rank > 2_000) + (rank > 50_000)
    if rank % 3 == 0:
        return "".join(chance.choice(_CONSONANTS) + chance.choice(_VOWELS) for _ in range(syllables + 1))
    return "".join(
        join(chance.choice(_LEADS), chance.choice(_MEDIALS), chance.choice(_FINALS)) for _ in range(syllables)
    )


def _document(number: int, chance: random.Random) -> Document:
    topic = number // _ENTRIES_OF_TOPIC
    asked = [_drawn(chance) for _ in range(chance.randint(*QUESTION_WORDS) - 2)]
    question = " ".join([*(_inflected(one, chance) for one in asked), chance.choice(_ENDINGS)])
    entry = Entry(id=f"e{number}", question=question, answer=" ".join(_answer(asked, chance)))
    return Document(COURSE, f"topic-{topic}", word(3 * topic), entry)


def _answer(asked: list[str], chance: random.Random) -> Iterator[str]:
    for at in range(1, chance.randint(*ANSWER_WORDS) + 1):
        one = chance.choice(asked) if chance.random() < _REPEATED else _drawn(chance)
        yield _inflected(one, chance) if at % 12 else f"{one} 합니다."


def _drawn(chance: random.Random) -> str:
    return word(int(_SHIFT * (chance.paretovariate(_TAIL) - 1)))


def _inflected(one: str, chance: random.Random) -> str:
    return one + chance.choice(_PARTICLES)


def _swapped(latin: str, chance: random.Random) -> str:
    """Two neighbouring letters change places."""
    at = chance.randrange(max(1, len(latin) - 1))
    return latin[:at] + latin[at : at + 2][::-1] + latin[at + 2 :]
