"""What the words of notes tell: a question, a promise, a look back at another answer, a heading's use.

Korean and English, in the manner of course notes. All of it reads plain text of one line or one
sentence, without markup and without code.
"""

from __future__ import annotations

import re
from enum import Enum, auto

_TRAILING = r"(?:\s*\([^()]*\))*[\s.!~…^;ㅎㅋㅠㅜ]*$"

_ASKS = re.compile(
    rf"[?？]|(?:[나까가은는지]요|[까죠냐]|[는은인]지|(?:알려|보여|가르쳐|설명해?|해결해?|추천해?)\s?주세요){_TRAILING}"
    r"|(?:궁금|모르겠|헷갈리|싶|부탁)\S*(?:다|요)" + _TRAILING
)
_REMARKS = re.compile(rf"요{_TRAILING}")
_ASKS_FOR_SURE = re.compile(rf"(?:[?？]|[나까가은는]요|지요|[까죠]){_TRAILING}")
# "그러니까요" and "편하죠" are no questions where an answer is told
_ASKS_ANEW = re.compile(rf"(?:[?？]|(?:나|[은는인던한된큰런른]가|(?<!니)까)요|(?<!니)까|[습입합됩]니까){_TRAILING}")
_ANNOUNCES = re.compile(r"다음|아래|\b(?:following|below)\b|[:：]\s*$", re.IGNORECASE)

_ROLE = re.compile(
    r"(?P<bold>\*\*|__)?(?:(?P<question>[Qq]|질문)|(?P<answer>A|답변?))\s?\d{0,3}(?P<inner>\*\*|__)?\s?[.:)]"
    r"(?P<outer>\*\*|__)?\s*(?P<rest>\S.*)"
)

_BOLD = re.compile(r"(\*\*|__)(?!\s)(?P<inner>(?:(?!\1).)+)(?<!\s)\1")

_SENTENCE = re.compile(r"[^.!?\n]+")
_WILL = r"(?:(?<![르알])겠습니다|(?<![르알])겠어요|[할릴볼을둘길줄]\s?[게께]요|예정)"
_COMES_BACK = re.compile(
    r"(?:업데이트\s?[를을]?\s?[하해할]|답변\s?[을를]?\s?(?:드리|드릴|하|해|할)|보충|보완)(?P<between>.*)" + _WILL
)
_CHECKS_AND_TELLS = re.compile(
    r"(?:(?:더|다시|따로|나중에|추후|추가로)\s.*)(?:확인|알아|찾아|조사|테스트|공유|알려|올려|추가).*"
    + _WILL
    + r"|(?:확인|알아|찾아|조사|테스트).*(?:공유|알려|올려|추가|설명|남겨|적어).*"
    + _WILL
)
_IS_PLANNED = re.compile(
    r"(?:^\W*|(?:추후|나중|곧|조만간|다시|추가|내용|답변)\S*\s.*)(?:업데이트|답변|공유)(?:할|될)?\s?예정"
)
_ABOUT_THE_COURSE = re.compile(r"수업|실습|교재|강의|같이|함께|다음|뒤에|내일")
_ENGLISH_PROMISE = re.compile(
    r"\b(?:I|we)(?:'ll| will)\b.*\b(?:check|update|confirm|get back|look into|follow up)\b|\bto be confirmed\b",
    re.IGNORECASE,
)
_CHECKING = re.compile(r"확인\s?중(?:입니다|이에요|임)?\s*$")
_PLACEHOLDER = re.compile(r"[\W_]*(?:(?:tbd|todo|n/?a|wip)[\W_]*)?", re.IGNORECASE)

_BEFORE = r"(?:앞선?|위|윗|이전)(?:의|에서?|쪽)?\s?"
_OTHER_ANSWER = re.compile(
    _BEFORE + r"(?:질문|답변|Q&A)"
    r"|\b(?:previous|preceding|above) (?:question|answer)|\b(?:question|answer)s? above\b|\bsame as above\b",
    re.IGNORECASE,
)
_SAME_AS_BEFORE = re.compile(
    rf"^\W*(?:{_BEFORE}(?:내용|설명|답)\S*\s?(?:참고|참조|마찬가지|동일|같)|(?:앞|위)[와과]\s?(?:동일|마찬가지|같습))"
)
_SAME_CASE = re.compile(r"^\W*(?:(?:그럼|그러면|혹시),?\s?)?(?:앞|위)[와의]?\s?(?:같은\s?)?(?:경우|상황|케이스)")

_GROUP = re.compile(
    r"(?:[\W\d_]|q\s?(?:&|and|n)?\s?a|faq|질문|답변|질의|응답|과|및|와|모음|정리|사항|노트|notes?|questions?|answers?|and)+",
    re.IGNORECASE,
)
_SITTING = re.compile(
    r"\W*(?:(?:day|week|session|part|lesson|lecture)\s?\d|제?\s?\d+\s?(?:일차|주차|교시|차시|번째)"
    r"|\d{2,4}[-./]\d{1,2}|\d{1,2}\s?[월/]\s?\d{1,2})",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"summary|summaries|recap|요약|정리", re.IGNORECASE)
_NO_QUESTIONS = {
    "a playlist": re.compile(r"play\s?-?list|플레이\s?리스트|music|song|\bbgm\b|노래|음악", re.IGNORECASE),
    "a timetable": re.compile(r"time\s?-?table|\bschedule\b|\bagenda\b|시간표|일정(?![한하])", re.IGNORECASE),
    "a survey": re.compile(r"survey|설문|만족도", re.IGNORECASE),
    "a table of contents": re.compile(r"table of contents|\btoc\b|목차", re.IGNORECASE),
}


class Role(Enum):
    """What a line says it is by a prefix such as `Q.` or `답변:`."""

    QUESTION = auto()
    ANSWER = auto()


def asks(text: str) -> bool:
    """Whether the text may well be a student's question or remark."""
    return _ASKS.search(text) is not None


def asks_for_sure(text: str) -> bool:
    """Whether the text ends as only a question does; for headings, which rarely ask."""
    return _ASKS_FOR_SURE.search(text) is not None


def asks_anew(text: str) -> bool:
    """Whether the text ends as a question does and as the sentences of an answer do not."""
    return _ASKS_ANEW.search(text) is not None


def announces_a_list(text: str) -> bool:
    """Whether the end of a paragraph leads to the list below it."""
    return _ANNOUNCES.search(text) is not None


def remarks(text: str) -> bool:
    """Whether the text ends as spoken Korean does, as a student's remark would."""
    return _REMARKS.search(text) is not None


def role(markdown: str) -> tuple[Role | None, str]:
    """The role that a line's prefix tells, and the line without the prefix; None and the line when there is none."""
    match = _ROLE.fullmatch(markdown)
    if match is None:
        return None, markdown
    closed = match["inner"] or match["outer"]
    rest = match["rest"] if closed or not match["bold"] else match["bold"] + match["rest"]
    return (Role.QUESTION if match["question"] else Role.ANSWER), rest


def without_bold(markdown: str) -> str:
    """What a line says that is bold from end to end; any other line as it is."""
    whole = _BOLD.fullmatch(markdown)
    return whole["inner"] if whole else markdown


def promises(prose: str) -> bool:
    """Whether an answer says that more will follow: 더 확인하고 업데이트 해 놓겠습니다.

    What was done already (업데이트 해 놓았습니다), and what concerns the course and not the
    answer (교재 업데이트 시 고려하겠습니다, 수업시간에 설명드릴게요), is no promise.
    """
    return any(_promises(sentence) for sentence in _SENTENCE.findall(prose))


def _promises(sentence: str) -> bool:
    if _COMES_BACK.search(sentence):
        return "교재" not in sentence
    if _CHECKS_AND_TELLS.search(sentence) or _IS_PLANNED.search(sentence):
        return not _ABOUT_THE_COURSE.search(sentence)
    return bool(_CHECKING.search(sentence) or _ENGLISH_PROMISE.search(sentence))


def is_placeholder(prose: str) -> bool:
    """Whether an answer only keeps a place: `...`, `TBD`, or nothing."""
    return _PLACEHOLDER.fullmatch(prose) is not None


def looks_back(question: str, answer_start: str, answer: str) -> bool:
    """Whether a question or its answer refers to the entry before.

    `answer_start` is the answer's first line: 위의 내용 further down means the answer itself.
    """
    return bool(
        _SAME_CASE.search(question)
        or _OTHER_ANSWER.search(question)
        or _OTHER_ANSWER.search(answer)
        or _SAME_AS_BEFORE.search(answer_start)
    )


def no_questions(heading: str) -> str | None:
    """What a heading announces when it is never about questions ("a playlist"), else None."""
    return next((what for what, pattern in _NO_QUESTIONS.items() if pattern.search(heading)), None)


def is_group(heading: str) -> bool:
    """Whether a heading only gathers questions ("Q&A", "질문과 답변") and names no subject."""
    return _GROUP.fullmatch(heading) is not None


def is_sitting(heading: str) -> bool:
    """Whether a heading tells when and not what ("Day 1", "2일차", "11/16")."""
    return _SITTING.match(heading) is not None


def summarised(heading: str) -> str | None:
    """What a summary's heading says it sums up ("" when only "Summary"), None for any other heading."""
    return " ".join(_SUMMARY.sub(" ", heading).split()).strip(" -–—:") if _SUMMARY.search(heading) else None
