"""The systems that are compared, each behind the same two calls: build from a corpus, rank a question.

What each of them sees, so that the comparison is fair:

- `qabot`: the entries as the product indexes them, with the glossary of their course; every course has an
  index of its own and the matches are joined as `bot.answering` joins them.
- `qabot-no-glossary`: the same without glossaries, which no other system can use.
- `rapidfuzz-*`: a ratio between whole strings, so questions and aliases only, after rapidfuzz's own
  `default_process`; an entry counts by its best wording.
- `fts5-*`: SQLite FTS5 in memory, one contentless column, ranked by its BM25. The words of the question are quoted
  and joined with OR; `fts5-trigram` is asked for the trigrams of the question instead, which finds more than whole
  words, that would have to occur letter by letter.
- `bm25s`: Lucene's BM25 over Latin words and numbers, and over the Hangul bigrams of each word.
- `tfidf-char`: scikit-learn's TF-IDF of character n-grams (2 to 4) inside word boundaries, by cosine.

The last three kinds see one text per entry: question, aliases, topic and answer as plain text. None but qabot knows
stop words or Korean endings: that knowledge is part of what is measured. Entries with a score of zero are not named.
All run on one thread. Of a few ways to set up each system, the one that found most is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast

from bot.errors import UsageError
from bot.search.results import Document
from bot.text.markdown import plain_inline, plain_text


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is searched: entries, and the glossaries of their courses by slug."""

    documents: tuple[Document, ...]
    glossaries: Mapping[str, Sequence[Sequence[str]]]


class Ranker(Protocol):
    """A system that was built over a corpus."""

    def rank(self, question: str, k: int) -> list[str]:
        """The ids of at most `k` entries, best first."""
        ...


Build = Callable[[Corpus], Ranker]


@dataclass(frozen=True, slots=True)
class System:
    """A system by name; `builder` is where its `Build` stands, as `module:name`."""

    name: str
    builder: str

    def load(self) -> Build:
        """The function that builds it, with its library imported; raises `UsageError` where that is missing."""
        module, name = self.builder.split(":")
        try:
            return cast(Build, getattr(import_module(f"benchmarks.{module}"), name))
        except ModuleNotFoundError as error:
            raise UsageError(
                f"the system {self.name} needs the package {error.name}, which is not installed",
                remedy="Install the group of the benchmarks: pip install -U pip, then pip install --group benchmarks",
            ) from error


SYSTEMS = {
    system.name: system
    for system in (
        System("qabot", "systems_qabot:with_glossary"),
        System("qabot-no-glossary", "systems_qabot:without_glossary"),
        System("rapidfuzz-wratio", "systems_rapidfuzz:wratio"),
        System("rapidfuzz-token-set", "systems_rapidfuzz:token_set"),
        System("fts5-unicode61", "systems_fts5:unicode61"),
        System("fts5-porter", "systems_fts5:porter"),
        System("fts5-trigram", "systems_fts5:trigram"),
        System("bm25s", "systems_bm25s:bigrams"),
        System("tfidf-char", "systems_tfidf:characters"),
    )
}


def load_all(names: Iterable[str]) -> dict[str, Build]:
    """The builders of these systems; raises `UsageError` before any work is done when a library is missing."""
    return {name: SYSTEMS[name].load() for name in names}


def wordings(document: Document) -> tuple[str, ...]:
    """The question and the aliases as plain text."""
    return tuple(plain_inline(wording) for wording in (document.entry.question, *document.entry.aliases))


def full_text(document: Document) -> str:
    """Question, aliases, topic and answer as one plain text."""
    return "\n".join((*wordings(document), document.topic_name, plain_text(document.entry.answer)))
