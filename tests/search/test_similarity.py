from __future__ import annotations

from bot.knowledge.model import Course, Entry, Topic
from bot.search.similarity import Repeats, similarity

PROSE = (
    "네, 도커 데몬이 `-p` 옵션에 적은 호스트 포트로 들어온 요청을 컨테이너 포트로 전달합니다. EXPOSE는 문서일 뿐입니다."
)
ENTRIES = (
    Entry("port1", "EXPOSE 하지 않은 포트도 밖에서 접속되나요?", PROSE),
    Entry("port2", "Dockerfile에 EXPOSE를 안 쓰면 외부 접속이 안되나요?", f"{PROSE}\n```\ndocker run -p 80:80\n```"),
    Entry("tags1", "tag와 label의 차이는 뭔가요?", "tag는 이미지의 이름, label은 메타데이터입니다."),
    Entry("equal", "Selector에서 = 와 ==의 차이는 뭔가요?", "같은 의미입니다."),
    Entry("yes01", "레지스트리를 사내에 둘 수 있나요?", "네, 맞습니다."),
    Entry("yes02", "라벨을 나중에 바꿔도 되나요?", "네, 맞습니다."),
)


def repeats(*entries: Entry) -> Repeats:
    return Repeats(Course("ship", "Ship", topics=(Topic("docker", "Docker", entries=entries or ENTRIES),)))


def found(of: Repeats, entry_id: str) -> list[str]:
    return [document.entry.id for document, _ in of.of(entry_id)]


def test_the_same_question_in_other_words_is_found_both_ways() -> None:
    assert found(repeats(), "port1") == ["port2"]
    assert found(repeats(), "port2") == ["port1"]


def test_words_that_every_question_uses_tell_nothing() -> None:
    assert found(repeats(), "tags1") == []


def test_a_short_answer_that_fits_anything_tells_nothing() -> None:
    assert found(repeats(), "yes01") == []


def test_only_the_same_words_are_wholly_alike() -> None:
    same = Entry("port3", ENTRIES[0].question, PROSE)
    likeness = {document.entry.id: alike for document, alike in repeats(*ENTRIES, same).of("port1")}
    assert likeness["port3"] == 1.0
    assert likeness["port2"] < 1.0


def test_the_most_alike_comes_first_and_no_more_than_the_limit() -> None:
    same = Entry("port3", ENTRIES[0].question, PROSE)
    assert [document.entry.id for document, _ in repeats(*ENTRIES, same).of("port1", limit=1)] == ["port3"]


def test_a_reworded_question_is_more_similar_than_another_one() -> None:
    asked = "컨테이너 포트를 밖으로 어떻게 여나요?"
    reworded = similarity(asked, "container 포트는 밖으로 어떻게 여는 건가요?")
    assert similarity(asked, asked) == 1.0
    assert reworded > similarity(asked, "볼륨은 컨테이너를 지우면 같이 지워지나요?")
