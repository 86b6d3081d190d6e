"""Korean words: particles and endings taken off, running text without spaces cut into words."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from bot.text.hangul import LEADS, VOWELS, join

# Particles (josa) and endings (eomi) that join to a noun, to 하다/되다, or to each other.
_ATOMS = frozenset(
    """
    은 는 이 가 을 를 에 의 와 과 도 만 로 나 랑 야 요 께 서 다 고 며 면 지 게 든 여 어 아 해 돼 되 한 할 함 하 된 될 됨 인 일 임 들 씩 뿐 쯤 간 별
    에서 에게 에다 에만 에는 에도 으로 까지 부터 처럼 보다 마다 밖에 조차 마저 한테 이랑 이나 이란 라는 이라 라고 라도 라면 라서 께서 만큼 대로 커녕 이며 이고 이면
    이야 이죠 이지 인가 인지 인데 이에 예요 에요 이라는 이라고 이라도 이라면 이라서 으로는 으로도 으로서 으로써 로서 로써 로는 에서는 에서도 에서의 이요 이여
    입니다 입니까 습니다 습니까 합니다 합니까 됩니다 됩니까 ㅂ니다 십니까 이었 였는데 였나요 이었나요 이에요 이예요
    하다 하는 하고 하면 하며 하게 하지 하기 하나 하여 해서 해야 해도 해요 했다 했던 했는 했을 하던 하려 하자 하죠 하네 하니 한지 한다 한데 할지 할때 함께 하든
    하나요 하는데 하는지 하려면 하려고 하거나 하면서 하니까 할까요 할까 할수 해줘 해주 해서요 해야지 했는데 했더니 했는지 했어요 했나요 해봤 해보 해볼 하실
    되다 되는 되고 되면 되며 되게 되지 되기 되나 되어 돼서 돼야 돼도 돼요 됐다 됐던 됐는 되던 되려 되죠 되네 되니 된다 된지 될지 될때 되든 되었
    되나요 되는데 되는지 되려면 되거나 되면서 되니까 될까요 될까 됐는데 됐어요 되나여 되여 하나여 하냐 되냐 하남 되남 하노 돼나 돼는 됐나
    시키다 시키는 시키고 시키면 시켜 시킬 시킨 시키려면 시켜서 시켜야 시키나요 당하 당한 당해 받는 받은
    나요 까요 가요 네요 군요 어요 아요 세요 죠 지요 는지 은지 을지 는데 은데 던데 려면 으려면 으면 면서 으면서 아서 어서 여서 아야 어야 여야 아도 어도
    거나 든지 도록 니까 으니까 으니 려고 으려고 자마자 자고 다가 다고 다면 다는 단 는 은 을 던 었 았 겠 었는데 았는데 었다 았다 었던 았던 었어요 았어요 었나요 았나요
    겠죠 겠네요 건가요 건지 걸까요 건데 거예요 거에요 거죠 거임 거지 거야 건가 것인가요 것인지 는거 은거 는건 는게 는것 을때 는중 중인데 중에 중인 나여 까여 가여 대여 는댄 데요 데여
    됨 함 임 음 ㅁ 냐 니 노 누 남 감 삼 셈 염 엉 욤 슴 슴다 습니당 에여 예여 이여 요?
    같은 같이 같아 같은데 같아요 같습니다 없이 없는 없는데 없나요 없어요 있는 있나요 있어요 있는데 있을까요 있는지 있다면 있으면 있을 있고 있음 있던 있죠
    이라던가 이라든지 라던가 라든가 말고 말고도 대신 관련 관련해서 때문에 때문 덕분 위한 위해 위해서 대한 대해 대해서 통한 통해 통해서
    때 때는 때도 때만 할때 될때 일때 을때
    들은 들이 들을 들의 들도 들과 들에 들끼리 끼리 쪽 쪽은 쪽이 쪽에 측 용 식 형 당 내 외 상 전 후 시 적 적인 적으로 화 성 단위
    """.split()
)
_LONGEST_ATOM = max(map(len, _ATOMS))
_ROUNDS = 3

# Endings that are no word even where they stand alone, as after a code span.
ALONE = frozenset(
    """
    에서 에게 에서는 에서도 에는 에도 으로 으로는 로는 까지 부터 처럼 보다 마다 밖에 한테 이랑 이나 이란 라는 이라는 이라고 라고 이라도 라도 이라면 라면 라서
    이며 이고 이면 인가 인지 인데 인가요 이죠 에요 예요 이에요 입니다 입니까 하고 하는 하면 해서 하나요 하려면 합니다 했는데 하는데 되나요 되는 되면 됩니다 된다 시키면
    """.split()
)


@lru_cache(maxsize=65536)
def is_ending(tail: str, rounds: int = _ROUNDS) -> bool:
    """Whether the tail is nothing but particles and endings, at most three of them in a row."""
    if not tail:
        return True
    if rounds == 0:
        return False
    return any(
        tail[:length] in _ATOMS and is_ending(tail[length:], rounds - 1)
        for length in range(min(_LONGEST_ATOM, len(tail)), 0, -1)
    )


@lru_cache(maxsize=65536)
def stems(word: str) -> tuple[str, ...]:
    """What the word may be without its endings, shortest (two syllables at least) first, the word itself last."""
    found = [word[:cut] for cut in range(2, len(word)) if is_ending(word[cut:])]
    return (*map(plain_form, found), plain_form(word))


def stem(word: str) -> str:
    """The shortest stem: the same for 설치하나요, 설치를 and 설치."""
    return stems(word)[0]


_NOUN_TAILS = tuple(
    """
    은 는 이 가 을 를 에 의 와 과 도 만 로 랑 나 으로 까지 부터 처럼 보다 마다 밖에 께 한테 들 별 간 용 쪽 인 입
    하 한 할 함 해 했 합 되 된 될 됨 돼 됐 됩 시키 시킬 시킨 시켜
    """.split()
)


@lru_cache(maxsize=65536)
def is_predicate(word: str) -> bool:
    """Whether the word ends as a verb or adjective does that no noun is made into by 하다 or 되다."""
    cut_at = len(stems(word)[0])
    tail = word[cut_at:]
    return bool(tail) and not tail.startswith(_NOUN_TAILS)


_CONTRACTED = {"ㅝ": "ㅜ", "ㅕ": "ㅣ", "ㅘ": "ㅗ", "ㅙ": "ㅚ"}
_PLAIN = {
    join(lead, vowel, tail): join(lead, _CONTRACTED.get(vowel, vowel))
    for lead in LEADS
    for vowel in VOWELS
    for tail in ("ㅆ", "")
    if tail or vowel in _CONTRACTED
}


def plain_form(verb: str) -> str:
    """A verb's stem without past and contraction: 지웠, 지워 -> 지우; 없어졌 -> 없어지. Nouns stay."""
    plain = _PLAIN.get(verb[-1:])
    return verb[:-1] + plain if plain is not None and len(verb) > 1 else verb


_WORD_GAIN, _ENDING_COST, _UNKNOWN_COST = 2.0, 0.15, 1.2


def cut(run: str, known: Callable[[str], bool], *, longest: int = 10) -> tuple[list[str], int]:
    """The known words inside a run of Hangul without spaces, and how many syllables nothing explains.

    Dynamic programming over `known` words (two syllables and more; each gains by its length), endings
    (nearly free) and unknown syllables (dear).
    """
    size = len(run)
    best: list[tuple[float, int, str, int]] = [(0.0, 0, "", 0)] + [(float("-inf"), 0, "", 0)] * size
    for start in range(size):
        score = best[start][0]
        for length in range(1, min(longest, size - start) + 1):
            piece = run[start : start + length]
            if length >= 2 and known(piece):
                step = (_WORD_GAIN * (length - 0.5) ** 1.1, piece, 0)
            elif length <= _LONGEST_ATOM and piece in _ATOMS:
                step = (-_ENDING_COST, "", 0)
            elif length == 1:
                step = (-_UNKNOWN_COST, "", 1)
            else:
                continue
            if score + step[0] > best[start + length][0]:
                best[start + length] = (score + step[0], start, step[1], step[2])
    words, unknown, at = [], 0, size
    while at > 0:
        _score, start, word, missed = best[at]
        unknown += missed
        if word:
            words.append(word)
        at = start
    return words[::-1], unknown
