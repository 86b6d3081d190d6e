from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.quality import SHIPPED, EvaluationSet, Quality, main, measure, read_set
from benchmarks.systems import Corpus
from bot.errors import BotError, UsageError
from bot.knowledge.model import Course, Entry, Topic
from bot.search.evaluation import Query


class Parrot:
    """Ranks the ids that the question names, in its order."""

    def __init__(self, corpus: Corpus) -> None:
        self.ids = {document.entry.id for document in corpus.documents}

    def rank(self, question: str, k: int) -> list[str]:
        """The first words that are ids."""
        return [word for word in question.split() if word in self.ids][:k]


def course(slug: str, *ids: str) -> Course:
    entries = tuple(Entry(one, f"{one}?") for one in ids)
    return Course(slug, slug, topics=(Topic("docker", "Docker", entries=entries),))


def asked(*queries: Query) -> EvaluationSet:
    return EvaluationSet("made up", (course("a", "x", "y", "z"), course("b", "v", "w")), queries)


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge" / "cloud"
    folder.mkdir(parents=True)
    (folder / "course.yaml").write_text("name: Cloud\n", encoding="utf-8")
    (folder / "docker.yaml").write_text(
        "topic: Docker\nentries:\n- id: logs1\n  question: 로그는 어떻게 보나요?\n  answer: docker logs\n",
        encoding="utf-8",
    )
    return tmp_path / "knowledge"


def queries_file(folder: Path, *lines: dict[str, object]) -> Path:
    path = folder / "asked.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    return path


def test_rates_count_the_first_right_entry_of_each_question() -> None:
    found = measure(Parrot, asked(Query("x", ("x",)), Query("x y z", ("z", "y")), Query("nothing", ("x",))))
    assert (found.hit_at_1, found.hit_at_5, found.mrr_at_5) == (1 / 3, 2 / 3, 0.5)
    assert isinstance(found, Quality)
    assert found.ms > 0


def test_a_question_to_one_course_does_not_see_the_others() -> None:
    alone = measure(Parrot, asked(Query("v x", ("x",), course="a"), Query("w", ("w",), course="b")))
    together = measure(Parrot, asked(Query("v x", ("x",))))
    assert alone.hit_at_1 == 1
    assert (together.hit_at_1, together.hit_at_5) == (0, 1)


def test_a_set_keeps_the_questions_that_have_an_answer(knowledge: Path, tmp_path: Path) -> None:
    queries = queries_file(tmp_path, {"q": "로그 보기", "relevant": ["logs1"]}, {"q": "안녕", "relevant": []})
    found = read_set(knowledge, queries)
    assert [query.q for query in found.queries] == ["로그 보기"]
    assert found.name == "knowledge, asked.jsonl"


def test_sets_that_cannot_be_measured_are_refused(knowledge: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no query names a right entry"):
        read_set(knowledge, queries_file(tmp_path, {"q": "안녕", "relevant": []}))
    with pytest.raises(UsageError, match="no entry has the id 'logs2'"):
        read_set(knowledge, queries_file(tmp_path, {"q": "로그", "relevant": ["logs2"]}))
    with pytest.raises(UsageError, match="no course can be read"):
        read_set(tmp_path / "nowhere", SHIPPED[1])


def test_a_run_prints_a_table_for_each_set_and_saves_the_figures(
    knowledge: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    queries = queries_file(tmp_path, {"q": "로그 보기", "relevant": ["logs1"]})
    monkeypatch.setattr("benchmarks.quality.SHIPPED", (knowledge, queries))
    given = ["--knowledge", str(knowledge), "--queries", str(queries)]
    main([*given, "--systems", "qabot", "rapidfuzz-wratio", "--results", str(tmp_path / "results")])
    lines = capsys.readouterr().out.split("\n")
    assert lines[0] == lines[5] == "knowledge, asked.jsonl: 1 questions, 1 entries"
    assert lines[1].split() == ["system", "hit@1", "hit@5", "MRR@5", "ms/query"]
    assert lines[2].split()[:4] == ["qabot", "100.0", "100.0", "100.0"]
    saved = json.loads(next((tmp_path / "results").iterdir()).read_text(encoding="utf-8"))
    assert [one["systems"]["qabot"]["hit_at_1"] for one in saved["quality"]] == [1.0, 1.0]


def test_a_folder_without_courses_is_an_expected_error(tmp_path: Path) -> None:
    given = ["--knowledge", str(tmp_path / "nowhere"), "--queries", str(SHIPPED[1]), "--systems", "qabot"]
    with pytest.raises(BotError) as error:
        main(given)
    assert "no course can be read here" in str(error.value)


def test_knowledge_without_queries_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--knowledge", "courses"])
    assert "every --knowledge needs its --queries" in capsys.readouterr().err
