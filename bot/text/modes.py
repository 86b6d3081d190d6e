"""What a sentence asks for: a time, a place, a choice, a prohibition … in either language.

Two questions about the same things that ask for different ones are told apart by these.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.text.hangul import has_hangul

_KOREAN = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("when", r"언제|몇\s*시(?!간)|며칠|몇\s*일|어느\s*날|시각|시점|기한|날짜|무슨\s*요일"),
        ("duration", r"얼마\s*동안|얼마나\s*(?:걸|오래)|몇\s*(?:시간|분|달|개월)|기간"),
        ("where", r"어디|어느\s*(?:곳|쪽|데|방)|위치|장소|어딨"),
        ("amount", r"얼마|몇\s*(?:개|명|번|통|마리|점|가지)?|개수|갯수"),
        ("who", r"누가|누구|누군"),
        ("why", r"왜|이유|까닭|원인|어째서|때문인가"),
        ("how", r"어떻게|어떡|어케|방법|하려면|방식"),
        ("what", r"무엇|뭐|뭔|뭘|무슨|어떤"),
        ("which", r"중에|중에서|아니면|어느|둘\s*중|어떤\s*(?:게|것|거)\s*(?:더|낫|좋)|이나\s"),
        ("difference", r"차이|다른\s*(?:점|가|지|건)|다르|달라|구분|구별|비교|\bvs\b"),
        ("forbid", r"지\s*(?:마|말|않)|말고|말아|말자|말라|안\s*(?:돼|되|됩|된)|못\s*하|금지|큰일|안해도"),
        ("may", r"(?:수|방법)[도는이가]?\s*있|가능|되나|되는|될까|돼요|도\s*(?:돼|되)"),
        ("must", r"(?:해|어|아|여)야|필요|필수|꼭|반드시|굳이"),
        ("failing", r"안\s*(?:돼|되|됨|됩)|에러|오류|실패|안나와|문제|[Ee]rror|[Ff]ail|[Ee]xception|denied|not found"),
        ("please", r"주세요|줘|줄래|바랍|바라|주실|부탁|알려"),
        ("let", r"자[.!~ ]*$|합시다|하자|읍시다"),
    )
)
_ENGLISH = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("when", r"\bwhen\b|\bwhat time\b|\bdeadline\b"),
        ("duration", r"\bhow long\b"),
        ("where", r"\bwhere\b|\bwhich (?:folder|directory|path|place)\b"),
        ("amount", r"\bhow (?:many|much)\b"),
        ("who", r"\bwho\b|\bwhom\b"),
        ("why", r"\bwhy\b|\breason\b|\bcause[sd]?\b"),
        ("how", r"\bhow (?:to|do|can|should|could|would)\b|\bsteps?\b|\bway to\b"),
        ("what", r"\bwhat\b"),
        ("which", r"\bwhich\b|\bwhether\b|\bor\b"),
        ("difference", r"\bdiffer|\bversus\b|\bvs\b|\bcompar"),
        ("forbid", r"\bdon'?t\b|\bnever\b|\bnot allowed\b|\bshouldn'?t\b"),
        ("may", r"\bcan\b|\bcould\b|\bpossible\b|\bable\b|\bis there\b|\bmay\b"),
        ("must", r"\bmust\b|\bneed\b|\bhave to\b|\brequired?\b|\bnecessary\b|\bshould\b"),
        ("failing", r"\berrors?\b|\bfail|\bexception\b|\bcannot\b|\bcan'?t\b|\bnot (?:work|found)"),
        ("please", r"\bplease\b|\bcould you\b|\bcan you\b"),
        ("let", r"\blet'?s\b"),
    )
)


@lru_cache(maxsize=16384)
def modes(text: str) -> frozenset[str]:
    """What the text asks for, as names of modes; often several, sometimes none."""
    return frozenset(
        name for name, pattern in (_KOREAN if has_hangul(text) else _ENGLISH) if pattern.search(text[:600])
    )
