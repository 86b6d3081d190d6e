"""From text to terms: the one pipeline that entries and questions both go through.

A term is the key under which a word is indexed: `=pod` for a concept (equal terms), `~3` for a
class (near in meaning), the plain stem otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.text import english, korean
from bot.text.lexicon import Lexicon, Surface, compact
from bot.text.stopwords import DROPPED, FAINT, WEAK
from bot.text.tokens import Kind, Token, tokens

_SHORT_CUT = 4  # syllables from which an unknown Hangul word is tried as a compound
_PHRASE = 3  # words at most in a term of several words
PART_WEIGHT = 0.5
_NEGATIONS = "안못"
WEAK_WEIGHT, FAINT_WEIGHT = 0.4, 0.15


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text with the terms it stands for.

    `terms` are what it is indexed under (several for a compound, none of them certain to be in an
    index), `classes` those near in meaning. `parts` are the pieces of an identifier or a phrase.
    """

    text: str
    form: str
    kind: Kind
    terms: tuple[str, ...]
    classes: tuple[str, ...] = ()
    parts: tuple[Word, ...] = ()
    weight: float = 1.0  # of its IDF
    known: bool = False  # the lexicon has it
    route: str = "exact"


_Read = tuple[Token, Word | None]


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two spaces: its tokens, its words, and whether a phrase may start in it."""

    read: tuple[_Read, ...]
    words: tuple[Word, ...]
    opens: bool


@dataclass(slots=True)
class TermReader:
    """Reads texts with one lexicon; keeps what it found out about a word for the next time."""

    lexicon: Lexicon
    most: int = 20_000  # pieces of text that are remembered
    _seen: dict[str, _Piece] = field(default_factory=dict)

    def words(self, text: str) -> list[Word]:
        """The words of a cleaned text that carry a subject, in order."""
        seen = self._seen
        pieces = [seen.get(piece) or self._read(piece) for piece in text.split()]
        if any([piece.opens for piece in pieces]):  # noqa: C419 - a list is faster than a generator here
            return list(self._with_phrases([one for piece in pieces for one in piece.read]))
        return [word for piece in pieces for word in piece.words]

    def _read(self, text: str) -> _Piece:
        if len(self._seen) >= self.most:
            self._seen.clear()
        found = tuple((token, read(token, self.lexicon)) for token in tokens(text))
        words = tuple(word for _, word in found if word is not None)
        piece = self._seen[text] = _Piece(found, words, any(token.form in self.lexicon.firsts for token, _ in found))
        return piece

    def forget(self) -> None:
        """Drops what was remembered, bit by bit: freed at once it would stop other threads for long."""
        while self._seen:
            self._seen.popitem()

    def _with_phrases(self, found: list[_Read]) -> Iterator[Word]:
        listed = [token for token, _ in found]
        at = 0
        while at < len(found):
            token, word = found[at]
            phrase = _phrase(listed, at, self.lexicon) if token.form in self.lexicon.firsts else None
            if phrase is not None:
                yield phrase[1]
            elif word is not None:
                yield word
            at += phrase[0] if phrase is not None else 1


def _phrase(found: list[Token], at: int, lexicon: Lexicon) -> tuple[int, Word] | None:
    """A glossary term of several words that starts here: how many tokens it takes, and the word."""
    for size in range(min(_PHRASE, len(found) - at), 1, -1):
        taken = found[at : at + size]
        joined = compact("".join(token.form for token in taken))
        hit = lexicon.find_start(joined) if taken[-1].kind is Kind.HANGUL else _whole(joined, lexicon)
        if hit is not None and hit[1].concept and len(hit[0]) > len(compact("".join(t.form for t in taken[:-1]))):
            parts = tuple(part for token in taken if (part := read(token, lexicon)) is not None)
            text = " ".join(token.text for token in taken)
            return size, Word(
                text, hit[0], taken[0].kind, (hit[1].concept,), hit[1].classes, parts, 1.0, True, "glossary"
            )
    return None


def _whole(joined: str, lexicon: Lexicon) -> tuple[str, Surface] | None:
    surface = lexicon.find(joined)
    return (joined, surface) if surface is not None else None


def read(token: Token, lexicon: Lexicon) -> Word | None:
    """The word that a token is, or None for one that carries no subject."""
    if token.kind is Kind.HANGUL:
        return _read_hangul(token, lexicon)
    if token.kind is Kind.NUMBER:
        return Word(token.text, token.form, token.kind, (token.form,), weight=_weight(len(token.form) < 3))
    return _read_latin(token, lexicon)


def _read_latin(token: Token, lexicon: Lexicon) -> Word | None:
    form = token.form
    if form in english.STOPWORDS or (len(form) == 1 and token.kind is Kind.LATIN):
        return None
    surface = lexicon.find(compact(form) if token.kind is Kind.LATIN or "-" not in form[:1] else form)
    parts = tuple(
        part for piece in token.parts if (part := _read_latin(Token(piece, piece, Kind.LATIN), lexicon)) is not None
    )
    if surface is not None and surface.concept:
        route = "glossary" if surface.glossary else "lexicon"
        return Word(
            token.text, form, token.kind, (surface.concept,), surface.classes, parts, _weight(form in WEAK), True, route
        )
    # `CrashLoopBackOff` and `crashloopbackoff` are one word; a flag or a path stands as it is.
    stem = english.stem(form) if token.kind is Kind.LATIN or form.isalpha() else form
    classes = surface.classes if surface is not None else ()
    return Word(
        token.text,
        form,
        token.kind,
        (stem,),
        classes,
        parts,
        _weight(form in WEAK or stem in WEAK),
        surface is not None,
    )


def _read_hangul(token: Token, lexicon: Lexicon) -> Word | None:
    """The reading of a Hangul word: known to the lexicon, faint, a compound, or else its stem."""
    form = token.form
    if form in DROPPED or form in korean.ALONE or (token.glued and korean.is_ending(form)):
        return None
    start, classes = lexicon.look(form)
    if start is not None and start[1].concept:
        return _known(token, start, classes)
    faint = _faint(form)
    if faint in DROPPED:
        return None
    if faint is not None:
        return Word(token.text, form, token.kind, (faint,), classes, weight=FAINT_WEIGHT)
    return _known(token, start, classes) if start is not None else _unknown(token, lexicon)


def _known(token: Token, start: tuple[str, Surface], classes: tuple[str, ...]) -> Word:
    beginning, surface = start
    return Word(
        text=token.text,
        form=token.form,
        kind=token.kind,
        terms=(surface.concept or korean.plain_form(beginning),),
        classes=classes,
        weight=_weight(beginning in WEAK or korean.stem(token.form) in WEAK),
        known=True,
        route="glossary" if surface.glossary else "lexicon" if surface.concept else "stem",
    )


def _unknown(token: Token, lexicon: Lexicon) -> Word | None:
    """A word that the lexicon does not begin: without its negation, as a compound, or as its stem."""
    form = token.form
    if len(form) == 1:
        return None if korean.is_ending(form) else Word(token.text, form, token.kind, (form,), weight=WEAK_WEIGHT)
    if form[0] in _NEGATIONS and len(form) > 2 and lexicon.find_start(form[1:]) is not None:
        return _read_hangul(Token(token.text, form[1:], token.kind), lexicon)
    compound = _compound(token, lexicon) if len(form) >= _SHORT_CUT else None
    if compound is not None:
        return compound
    stem = korean.stem(form)
    return Word(token.text, form, token.kind, (stem,), weight=_weight(stem in WEAK), route="stem")


def _weight(weak: bool) -> float:
    return WEAK_WEIGHT if weak else 1.0


def _faint(form: str) -> str | None:
    """The faint word that this is a form of."""
    known = next((stem for stem in korean.stems(form) if stem in FAINT), None)
    return known or (form[0] if form[0] in FAINT and korean.is_ending(form[1:]) else None)


def _compound(token: Token, lexicon: Lexicon) -> Word | None:
    """A word that is wholly made of words of the lexicon: 컨테이너이미지 is 컨테이너 and 이미지."""
    form = token.form
    if not any([form[:size] in lexicon.surfaces for size in range(2, len(form))]):  # noqa: C419 - faster than a generator
        return None
    pieces, unknown = korean.cut(form, lexicon.surfaces.__contains__)
    if unknown or not pieces or not any(lexicon.surfaces[piece].concept for piece in pieces):
        return None
    surfaces = [(piece, lexicon.surfaces[piece]) for piece in pieces]
    terms = tuple(dict.fromkeys(surface.concept or korean.plain_form(piece) for piece, surface in surfaces))
    classes = tuple(dict.fromkeys(name for _piece, surface in surfaces for name in surface.classes))
    return Word(token.text, form, token.kind, terms, classes, known=True, route="segment")
