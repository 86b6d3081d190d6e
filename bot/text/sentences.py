"""The sentences of a message: which of them ask, tell, greet, or were pasted from a terminal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from bot.text.hangul import has_hangul


class Act(StrEnum):
    """What a sentence does."""

    ASKS = "asks"
    TELLS = "tells"
    GREETS = "greets"
    PASTED = "pasted"
    NAMES = "names"  # bare keywords, no verb


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and what it does."""

    text: str
    act: Act


_END = re.compile(r"(?<=[?!。])\s*|(?<=[.~])\s+|\n+|(?<=[요다죠까])[,;]\s+")
_GREETING = re.compile(
    r"안녕하|안녕\b|반갑|반가워|좋은\s*(?:아침|오후|저녁|하루)|감사(?:합|드|해|했)|고맙|고마워|수고(?:하|많)|잘\s*부탁|부탁\s*드|ㅎㅇ|하이\b|땡큐|"
    r"화이팅|파이팅|죄송|실례합|(?:입니다|이에요|예요)\s*[:;)^.!~]*$(?<=수강생입니다)|"
    r"\b(?:hello|hi|hey|thanks|thank you|thx|good (?:morning|evening)|cheers|welcome)\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    r"\?|(?:나요|까요|까여|나여|가요|가여|은가|는가|인가|ㄴ가|니까|는지|은지|을지|인지|한지|건지|될지|할지|냐|냐고|던데요|려면|ㄹ까|을까|할까|될까|까|나|나욤|나용|낭요|까욤|까용|가욤|가용|느지요|뭐임|뭐야|뭐지|뭐시여|죠|거임|건가|라며|라던데|아님|[뭐머모](?:예|에))"
    r"\s*(?:요|여)?[\s.~!…ㅠㅜㅎㅋ)]*$|"
    r"궁금|알려\s*주|알려\s*줘|가르쳐|설명\s*(?:부탁|해\s*주|좀)|알고\s*싶|모르겠|헷갈|햇갈|헛갈|이해가\s*(?:안|잘)|여쭤|여쭙|질문|아시는\s*분|(?:법|방법|요약|차이)\s*좀|방법\s*(?:좀|있)|"
    r"(?:어떻게|어떡|왜|무엇|뭐가|뭐예요|뭐에요|뭐여|뭘|뭔|모가|무슨|언제|어디|얼마|어느|어떤)\s*\S|차이(?:점)?(?:가|는|좀)?\s*$|해결\s*(?:법|해\s*주|좀)|"
    r"^(?:\W*)(?:what|why|how|when|where|which|who|can|could|should|would|is|are|does|do|did|will|may|if)\b|\b(?:how (?:to|do|can)|is there|are there|what(?:'s| is| are)|anyone know)\b",
    re.IGNORECASE,
)
_TELLING = re.compile(
    r"(?:습니다|입니다|ㅂ니다|됩니다|합니다|니다|어요|아요|예요|에요|해요|네요|군요|거든요|더라고요|더라구요|래요|대요|드려요|했음|했다|됐다|세요|셔요|시길|바랍니다|주세요|받아주세요|싶네요|듯|듯요)"
    r"[\s.~!…ㅠㅜㅎㅋ:)^]*$",
)
_REQUEST = re.compile(
    r"(?:알려|설명|가르쳐|해결|도와|확인해|보여|찾아|추천)\S*\s*(?:좀\s*)?(?:주세요|줘|주실|부탁|바랍)|좀\s*요"
)
_TERMINAL = re.compile(
    r"^\s*(?:[$#>%]\s|\S+@\S+[:~$#]|\w+ ?\$ |[A-Z][A-Z ]{3,}\s{2,}|\S+\s{2,}\S+\s{2,}\S+|\S*(?:Error|Exception|error|fatal|failed|denied|refused|not found)\b.*|[\w./-]+:\s)",
)


def sentences(cleaned: str) -> list[Sentence]:
    """The sentences of a cleaned message in order; empty ones are left out."""
    pieces = [piece.strip() for piece in _END.split(cleaned)]
    korean = has_hangul(cleaned)
    return [Sentence(piece, act(piece, in_korean=korean)) for piece in pieces if any(map(str.isalnum, piece))]


def act(sentence: str, *, in_korean: bool = True) -> Act:
    """What one sentence does; `in_korean` tells whether the whole message has Hangul in it."""
    if in_korean and not has_hangul(sentence) and (_TERMINAL.match(sentence) or len(sentence) > 60):
        return Act.PASTED
    greets = _GREETING.search(sentence)
    if _QUESTION.search(sentence) or _REQUEST.search(sentence):
        return Act.GREETS if greets and len(sentence) < 12 else Act.ASKS
    if greets:
        return Act.GREETS
    if _TELLING.search(sentence):
        return Act.TELLS
    return Act.NAMES
