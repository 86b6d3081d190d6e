"""Everything the bot says, in every language it speaks."""

from __future__ import annotations

from collections.abc import Mapping

from bot.i18n.en import ENGLISH
from bot.i18n.ko import KOREAN
from bot.i18n.strings import Strings

LANGUAGES: Mapping[str, Strings] = {"ko": KOREAN, "en": ENGLISH}

__all__ = ["LANGUAGES", "Strings", "strings"]


def strings(language: str) -> Strings:
    """The texts of a language; Korean ones for a language that the bot does not speak."""
    return LANGUAGES.get(language, KOREAN)
