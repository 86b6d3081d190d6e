"""From what a student typed in Slack to plain text, one sentence a line, the pasted parts marked.

Markup per docs.slack.dev/messaging/formatting-message-text: `<@U…>`, `<#C…|name>`, `<url|label>`,
`<!here>`, `:emoji:`, fences, code spans, `>` quotes, and the escapes `&lt;` `&gt;` `&amp;`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

LONGEST = 4000  # characters looked at: the two ends of a longer message, where questions stand

_MENTION = re.compile(r"<[@!][^>\n]{0,80}>")
_NAME = re.compile(r"(?<![\w.])@[\w가-힣.-]{1,40}")
_CHANNEL = re.compile(r"<#[A-Z0-9]+(?:\|([^>\n]*))?>")
_LINK = re.compile(r"<(?:https?|mailto|tel)[^|>\s]*(?:\|([^>\n]*))?>")
_MARKDOWN_LINK = re.compile(r"!?\[([^\]\n]{0,300})\]\((?:[^()\s]|\([^()\s]*\)){0,500}\)")
_URL = re.compile(r"\b(?:https?|ftp)://[^\s<>\"'가-힣]+|\bwww\.[^\s<>\"'가-힣]+")
_EMOJI = re.compile(r"(?<![\w:]):[a-z0-9_+'-]*[a-z_+][a-z0-9_+'-]*:(?![\w:])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_QUOTE = re.compile(r"^[ \t]*(?:>|&gt;)[ \t]?", re.MULTILINE)
_FENCE = re.compile(r"```(?:[a-zA-Z]{1,15}(?=[ \t]*\n))?|~~~")
_EMPHASIS = re.compile(r"`|\*\*|~~|(?<=\w)\\(?=_)")
_LAUGHTER = re.compile(r"[ㅋㅎㅠㅜ]{2,}|[ㅋㅎ](?![가-힣])|[~!?.]{3,}")


def clean(message: str) -> str:
    """The message without markup, mentions, addresses and emoji; labels, code and line breaks stay."""
    text = _INVISIBLE.sub("", _ends(message))
    text = _LAUGHTER.sub(_first_mark, text)  # before NFKC, which takes ㅋ for a part of a syllable
    text = _ends(unicodedata.normalize("NFKC", text))  # which makes up to eighteen letters of one
    text = _CONTROL.sub(" ", text)
    for sign, pattern, instead in _STEPS:
        if sign in text:
            text = pattern.sub(instead, text)
    return text


def _ends(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST // 2] + "\n" + text[-LONGEST // 2 :]


def _first_mark(found: re.Match[str]) -> str:
    return f"{found[0][0]} " if found[0][0] in "?!." else " "


def _label(found: re.Match[str]) -> str:
    return f" {found[1] or ''} "


# In this order; a pattern runs only where its sign stands in the text.
_STEPS: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("<", _CHANNEL, _label),
    ("<", _LINK, _label),
    ("<", _MENTION, " "),
    ("@", _NAME, " "),
    ("](", _MARKDOWN_LINK, _label),
    ("://", _URL, " "),
    ("www.", _URL, " "),
    (":", _EMOJI, " "),
    ("&lt;", re.compile("&lt;"), "<"),
    ("&gt;", re.compile("&gt;"), ">"),
    ("&amp;", re.compile("&amp;"), "&"),
    (">", _QUOTE, ""),
    ("```", _FENCE, "\n"),
    ("~~~", _FENCE, "\n"),
    ("`", _EMPHASIS, ""),
    ("**", _EMPHASIS, ""),
    ("~~", _EMPHASIS, ""),
    ("\\", _EMPHASIS, ""),
)
