"""Hangul that was typed with the English layout on: `vkem` is 파드."""

from __future__ import annotations

import re

from bot.search.vocabulary import Vocabulary
from bot.text.english import STOPWORDS, stem
from bot.text.hangul import from_keys

_LATIN_RUN = re.compile(r"(?<![A-Za-z0-9_./-])[A-Za-z]+(?![A-Za-z0-9_/-])")
_LEAST_KEYS = 3
_MOSTLY = 0.6  # of the longer runs, from which short and known ones are read so too


def from_keyboard(cleaned: str, vocabulary: Vocabulary) -> tuple[str, bool]:
    """The text with Hangul where it was typed on an English layout, and whether there was any."""
    runs = list(dict.fromkeys(_LATIN_RUN.findall(cleaned)))
    if not runs:
        return cleaned, False
    meant = {run: hangul for run in runs if (hangul := from_keys(run)) is not None}
    strange = [run for run in runs if len(run) >= _LEAST_KEYS and not _is_word(run, vocabulary)]
    typed = [run for run in strange if run in meant]
    if not typed:
        return cleaned, False
    mostly = len(typed) >= _MOSTLY * sum(len(run) >= _LEAST_KEYS for run in runs)
    wanted = set(meant) if mostly else {run for run in typed if len(run) > _LEAST_KEYS}
    if not wanted:
        return cleaned, False
    return _LATIN_RUN.sub(lambda run: meant[run[0]] if run[0] in wanted else run[0], cleaned), True


def _is_word(run: str, vocabulary: Vocabulary) -> bool:
    form = run.casefold()
    if form in STOPWORDS or vocabulary.lexicon.find(form) is not None:
        return True
    return vocabulary.count(stem(form)) > 0 or vocabulary.count(form) > 0
