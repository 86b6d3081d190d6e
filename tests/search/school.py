"""A small course to search in, and what Minji asks of it."""

from __future__ import annotations

from functools import lru_cache

from bot.knowledge.model import Entry, Status
from bot.search.builder import build
from bot.search.index import Index
from bot.search.results import Document, Evidence, SearchResult

GLOSSARY = (("파드", "pod"), ("쿠버네티스", "kubernetes", "k8s"), ("클러스터 아이피", "cluster ip"))


def document(
    entry_id: str, question: str, answer: str = "", *, aliases: tuple[str, ...] = (), course: str = "ship"
) -> Document:
    """An entry of the topic Containers; without an answer it is pending."""
    status = Status.ANSWERED if answer else Status.PENDING
    return Document(course, "containers", "Containers", Entry(entry_id, question, answer, status, aliases=aliases))


ENTRIES = (
    document("alarm", "방범 모드는 어떻게 켜나요?", "벽에 있는 단추를 누르세요."),
    document("certs", "인그레스에 인증서를 등록하나요?", "네, 시크릿으로 등록합니다."),
    document(
        "crash", "파드가 CrashLoopBackOff 상태일 때 로그를 어떻게 보나요?", "`kubectl logs --previous` 를 쓰세요."
    ),
    document("dryer", "세탁건조기 필터 청소는 언제 하나요?", "한 달에 한 번 하세요."),
    document("exits", "컨테이너가 exit code 137 로 죽는 이유는 무엇인가요?", "메모리가 모자라서 커널이 끈 것입니다."),
    document("hosts", "/etc/hosts 파일을 컨테이너에서 바꿀 수 있나요?", "네, `--add-host` 를 주세요."),
    document("ports", "docker run 에서 포트를 하나만 여는 옵션은?", "`-p 8080:80` 입니다."),
    document("publi", "docker run 에서 포트를 모두 여는 옵션은?", "`-P` 입니다."),
    document("prune", "쓰지 않는 이미지를 지우는 명령은?", "`docker image prune`", aliases=("dangling image 정리",)),
    document("shims", "쿠버네티스 1.20 부터 도커 런타임이 빠지나요?", "네, 1.24 에서 없어집니다."),
    document("vipip", "클러스터 아이피로 서비스에 접속하나요?"),
)


@lru_cache(maxsize=1)
def school() -> Index:
    """The course with its glossary."""
    return build(ENTRIES, GLOSSARY)


@lru_cache(maxsize=1)
def plain_school() -> Index:
    """The course without any glossary."""
    return build(ENTRIES)


def ids(result: SearchResult) -> list[str]:
    """The entries found, best first."""
    return [match.document.entry.id for match in result.matches]


def first(question: str, index: Index | None = None) -> str | None:
    """The entry found first."""
    return next(iter(ids((index or school()).search(question))), None)


def evidence(question: str, index: Index | None = None) -> dict[str, Evidence]:
    """The evidence for the first match, by the word as typed."""
    match = (index or school()).search(question, explain=True).matches[0]
    return {one.word: one for one in match.evidence}
