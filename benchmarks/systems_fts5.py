"""SQLite FTS5 in memory, with three of its tokenizers."""

from __future__ import annotations

import re
import sqlite3
import weakref
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from benchmarks.systems import Corpus, full_text

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, weakref_slot=True)
class Fts5:
    """A full-text table whose rowids count the ids, and what to ask it for."""

    connection: sqlite3.Connection
    ids: list[str]
    pieces: Callable[[str], Iterable[str]]

    def rank(self, question: str, k: int) -> list[str]:
        """The ids of at most `k` entries, best first."""
        query = match_query(self.pieces(question))
        if not query:
            return []
        statement = "SELECT rowid FROM entries WHERE entries MATCH ? ORDER BY rank LIMIT ?"
        return [self.ids[rowid] for (rowid,) in self.connection.execute(statement, (query, k))]


def unicode61(corpus: Corpus) -> Fts5:
    """The tokenizer that FTS5 takes by itself."""
    return _table(corpus, "unicode61", words)


def porter(corpus: Corpus) -> Fts5:
    """The same with Porter's English stems."""
    return _table(corpus, "porter unicode61", words)


def trigram(corpus: Corpus) -> Fts5:
    """Every three letters in a row."""
    return _table(corpus, "trigram", trigrams)


def match_query(pieces: Iterable[str]) -> str:
    """An FTS5 expression for any of the pieces, each once and quoted; "" for none."""
    return " OR ".join('"' + piece.replace('"', '""') + '"' for piece in dict.fromkeys(pieces))


def words(question: str) -> Iterator[str]:
    """Runs of letters and digits, as unicode61 cuts them."""
    return (found.group() for found in _WORD.finditer(question.casefold()))


def trigrams(question: str) -> Iterator[str]:
    """Every three letters in a row, over the spaces between words too, as the tokenizer cuts an entry."""
    text = " ".join(question.split())
    return (text[at : at + 3] for at in range(len(text) - 2))


def _table(corpus: Corpus, tokenizer: str, pieces: Callable[[str], Iterable[str]]) -> Fts5:
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE entries USING fts5(body, content='', tokenize='{tokenizer}')")
    connection.executemany(
        "INSERT INTO entries(rowid, body) VALUES (?, ?)",
        ((number, full_text(document)) for number, document in enumerate(corpus.documents)),
    )
    connection.commit()
    table = Fts5(connection, [document.entry.id for document in corpus.documents], pieces)
    weakref.finalize(table, connection.close)
    return table
