"""What an index knows about words, and the ways in which a word of a question can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from bot.search.spellings import Spellings
from bot.text.lexicon import Lexicon
from bot.text.terms import TermReader


@dataclass(frozen=True, slots=True)
class Reading:
    """One term that a word may stand for, how sure that is (0 to 1), and how it was found."""

    term: str
    weight: float
    route: str


@dataclass(frozen=True, slots=True)
class AskedWord:
    """A word of the question: its share of the question's weight (IDF units), and its readings."""

    text: str
    form: str
    share: float
    readings: tuple[Reading, ...]
    guessed: bool = False


class Vocabulary(Protocol):
    """What an index tells about terms."""

    @property
    def lexicon(self) -> Lexicon:
        """The general words with the course's glossary."""
        ...

    @property
    def reader(self) -> TermReader:
        """Reads texts with that lexicon."""
        ...

    @property
    def spellings(self) -> Spellings:
        """Of the words in the entries."""
        ...

    @property
    def known_spellings(self) -> Spellings:
        """Of the lexicon's surfaces."""
        ...

    def count(self, term: str) -> int:
        """In how many rows the term stands."""
        ...

    def idf(self, term: str) -> float:
        """Inverse document frequency; the highest one for a term that stands nowhere."""
        ...
