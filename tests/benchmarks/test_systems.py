from __future__ import annotations

import pytest

from benchmarks.systems import SYSTEMS, Corpus, Ranker, System, full_text, load_all
from bot.errors import UsageError
from bot.knowledge.model import Entry
from bot.search.results import Document

ENTRIES = (
    Entry("logs", "컨테이너 로그는 어떻게 보나요?", "`docker logs web` 으로 봅니다.", aliases=("로그 확인 방법",)),
    Entry("ports", "How do I publish a port?", 'Use `-p 8080:80`, the "publish" flag.'),
    Entry("volumes", "볼륨과 바인드 마운트의 차이가 뭔가요?", "볼륨은 Docker가 관리합니다."),
    Entry("ingress", "인그레스에 인증서를 어떻게 등록하나요?"),
)
CORPUS = Corpus(tuple(Document("cloud", "docker", "Docker", entry) for entry in ENTRIES), {"cloud": [["로그", "log"]]})
LIBRARIES = {"bm25s": "bm25s", "tfidf-char": "sklearn"}


@pytest.fixture(params=SYSTEMS)
def ranker(request: pytest.FixtureRequest) -> Ranker:
    if request.param in LIBRARIES:
        pytest.importorskip(LIBRARIES[request.param])
    return SYSTEMS[request.param].load()(CORPUS)


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("컨테이너 로그는 어떻게 보나요?", "logs"),
        ("How can I publish a port?", "ports"),
        ("볼륨과 바인드 마운트의 차이", "volumes"),
    ],
)
def test_every_system_finds_what_is_asked_in_the_words_of_the_entry(
    ranker: Ranker, question: str, expected: str
) -> None:
    assert ranker.rank(question, 3)[0] == expected


def test_every_system_names_an_entry_once_and_no_more_than_asked_for(ranker: Ranker) -> None:
    for most in (1, 2, 3, 10):
        found = ranker.rank("로그 확인 방법, port and 볼륨과 인증서", most)
        assert len(found) == len(set(found))
        assert len(found) <= most


@pytest.mark.parametrize("question", ["", "?!", '"', "AND OR NOT", 'NEAR("a" b)*', "body:포트 -port ^docker", "\x00"])
def test_every_system_survives_whatever_is_typed(ranker: Ranker, question: str) -> None:
    assert set(ranker.rank(question, 3)) <= {entry.id for entry in ENTRIES}


def test_every_system_keeps_silent_when_nothing_is_shared(ranker: Ranker) -> None:
    assert ranker.rank("zzqx", 3) == [] or "rapidfuzz" in type(ranker).__module__


def test_an_alias_finds_its_entry_in_the_fuzzy_ratios() -> None:
    assert SYSTEMS["rapidfuzz-wratio"].load()(CORPUS).rank("로그 확인 방법", 2)[0] == "logs"


def test_the_full_text_holds_all_words_and_no_markup() -> None:
    assert full_text(CORPUS.documents[0]).split("\n") == [
        "컨테이너 로그는 어떻게 보나요?",
        "로그 확인 방법",
        "Docker",
        "docker logs web 으로 봅니다.",
    ]


def test_a_missing_library_is_told_in_one_sentence_with_the_way_to_install_it() -> None:
    lacking = System("hermit", "no_such_system:build")
    with pytest.raises(UsageError, match=r"hermit needs the package .*no_such_system, which is not installed") as told:
        lacking.load()
    assert "pip install --group benchmarks" in told.value.remedy


def test_builders_come_by_name_in_the_order_given() -> None:
    assert list(load_all(["fts5-porter", "qabot"])) == ["fts5-porter", "qabot"]
