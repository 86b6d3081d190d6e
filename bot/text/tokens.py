"""Words of a cleaned text: Hangul runs, Latin words, and the things that programmers type.

Flags, paths, versions and error codes are words of their own; hashes, addresses and other ids of
pasted output are none.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Kind(StrEnum):
    """What a word is made of."""

    HANGUL = "hangul"
    LATIN = "latin"
    CODE = "code"  # a flag, a path, an identifier: stands for itself and for its parts
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Token:
    """One word as written (`text`), folded (`form`), and the parts of a compound."""

    text: str
    form: str
    kind: Kind
    parts: tuple[str, ...] = ()
    glued: bool = False  # no space stood before it: `pod가` is `pod` and a glued `가`


_NOISE = re.compile(
    r"""
    \b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b     # UUID
    | \bsha(?:256|512|1):[0-9a-f…]+                                       # digest
    | (?<![\w-])(?=[0-9a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,64}\b               # hash, container id
    | \bip(?:-\d{1,3}){4}\b                                               # AWS host name
    | (?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?:/\d{1,2})?(?::\d{2,5})?\b       # IPv4, with mask or port
    | \b(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}\b                            # IPv6, MAC address
    | \b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?Z?)?\b       # date, time stamp
    | \b\d\d:\d\d:\d\d(?:[.,]\d+)?\b
    | (?<![\w-])\d{6,}\b                                                  # any long number
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
# What a ReplicaSet or a Job, and a DaemonSet, put behind a pod's name; a digit tells it from a word (`my-facade`).
_POD_SUFFIX = re.compile(
    r"-(?=[a-f]*\d)[0-9a-f]{6,10}(?:-[bcdfghjklmnpqrstvwxz2456789]{5})?$"
    r"|-(?=[a-z]*\d)[bcdfghjklmnpqrstvwxz2456789]{5}$"
)
_WORD = re.compile(
    r"""
    (?P<version>(?<![\w.])[vV]?\d+(?:\.\d+)+(?![A-Za-z]))
    | (?P<flag>(?<![A-Za-z0-9_-])--?[A-Za-z][A-Za-z0-9_-]*)
    | (?P<path>(?<![\w.])(?:~|\.{1,2})?(?:/[\w.@+-]+){2,}/?|(?<![\w.])/[a-z][\w.-]+)
    | (?P<latin>[A-Za-zÀ-ɏ_$][A-Za-zÀ-ɏ0-9_]*(?:[.\-/:'’+#@][A-Za-zÀ-ɏ0-9_]+)*(?:\+\+|\#(?!\w))?)
    | (?P<number>\d+(?:[.,]\d+)*(?:[A-Za-z]+\d*)?%?)
    | (?P<hangul>[가-힣]+)
    | (?P<other>[ぁ-ヿ一-鿿Ѐ-ӿͰ-Ͽ]+)
    """,
    re.VERBOSE,
)
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-zÀ-ɏ0-9]+|[A-Z0-9]+")
_LONGEST_WORD = 64


def tokens(text: str) -> list[Token]:
    """The words of the text in order; ids and addresses of pasted output are left out."""
    text = _NOISE.sub(" ", text)
    found = []
    end = -1
    for word in _WORD.finditer(text):
        kind = word.lastgroup or ""
        token = _READERS[kind](word[0][:_LONGEST_WORD], word.start() == end)
        end = word.end()
        if token is not None:
            found.append(token)
    return found


@lru_cache(maxsize=32768)
def _flag(text: str, glued: bool) -> Token:
    # -P is not -p; long flags are written in lower case everywhere.
    form = text if len(text) == 2 else text.casefold()
    parts = tuple(part for part in text.casefold().strip("-").split("-") if len(part) > 1)
    return Token(text, form, Kind.CODE, parts, glued)


@lru_cache(maxsize=32768)
def _path(text: str, glued: bool) -> Token | None:
    form = text.casefold().rstrip("/.")
    if not form:  # `../../..` names nothing
        return None
    return Token(text, form, Kind.CODE, tuple(part for part in re.split(r"[/._]", form) if len(part) > 1), glued)


@lru_cache(maxsize=32768)
def _latin(text: str, glued: bool) -> Token | None:
    text = _POD_SUFFIX.sub("", text.replace("’", "'")).strip("_$")
    text = re.sub(r"'(?:s|t|re|ve|ll|d|m)$", "", text, flags=re.IGNORECASE)
    form = text.casefold()
    if not form:
        return None
    pieces = [piece for part in re.split(r"[.\-/:'+#@_]", text) for piece in _CAMEL.findall(part)]
    if len(pieces) < 2 or text.isupper():
        return Token(text, form, Kind.LATIN, (), glued)
    parts = tuple(piece.casefold() for piece in pieces if len(piece) > 1 or piece.isdigit())
    return Token(text, re.sub(r"[\-_ ]", "", form), Kind.CODE, parts, glued)


@lru_cache(maxsize=32768)
def _number(text: str, glued: bool) -> Token:
    return Token(text, text.casefold().replace(",", "").removeprefix("v"), Kind.NUMBER, (), glued)


@lru_cache(maxsize=32768)
def _hangul(text: str, glued: bool) -> Token:
    return Token(text, text, Kind.HANGUL, (), glued)


_READERS: dict[str, Callable[[str, bool], Token | None]] = {
    "version": _number,
    "flag": _flag,
    "path": _path,
    "latin": _latin,
    "number": _number,
    "hangul": _hangul,
    "other": _hangul,
}
