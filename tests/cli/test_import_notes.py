from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.running import Run

NOTES = """\
# Ship School - 8차

도구: Terminal, Editor

## Docker

- 볼륨은 컨테이너를 지우면 같이 지워지나요?
  - 아니요, 따로 지워야 합니다.
```bash
docker volume rm data\t# trailing\x20\x20
```

- 컨테이너 포트는 밖으로 어떻게 여나요?
  - `-p`를 쓰세요.

## Helm

- 차트는 어디에 보관하나요?
  - ...
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    file = tmp_path / "ship_8.md"
    file.write_text(NOTES, encoding="utf-8")
    return file


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def entries(qabot: Run, *args: str) -> dict[str, dict[str, object]]:
    return {entry["question"]: entry for entry in json.loads(qabot("entries", "--json", *args).out)}


def test_adds_the_entries_and_reports_them(qabot: Run, notes: Path) -> None:
    ran = qabot("import", str(notes), "--course", "ship")
    assert ran.status == 0, ran.err
    assert "ship: 3 added (written)" in ran.out
    added = entries(qabot)["볼륨은 컨테이너를 지우면 같이 지워지나요?"]
    assert added["topic"] == "docker"
    assert added["cohort"] == "8차"
    assert added["source"] == {"file": str(notes), "line": 7}
    assert "docker volume rm data\t# trailing  \n" in str(added["answer"])
    assert entries(qabot)["차트는 어디에 보관하나요?"]["status"] == "pending"


def test_a_dry_run_writes_nothing_and_shows_the_same(qabot: Run, notes: Path, knowledge: Path) -> None:
    before = snapshot(knowledge)
    ran = qabot("import", str(notes), "--course", "ship", "--dry-run")
    assert "3 added (dry run, nothing written)" in ran.out
    assert snapshot(knowledge) == before


def test_near_duplicates_of_another_file_stand_side_by_side(qabot: Run, notes: Path) -> None:
    out = qabot("import", str(notes), "--course", "ship", "--dry-run").out
    line = next(line for line in out.splitlines() if "port1" in line)
    assert "컨테이너 포트는 밖으로 어떻게 여나요?" in line
    assert "컨테이너 포트를 밖으로 어떻게 여나요?" in line


def test_what_is_left_out_is_listed_with_its_line(qabot: Run, notes: Path) -> None:
    out = qabot("import", str(notes), "--course", "ship", "--dry-run").out
    assert "ship_8.md:3" in out


def test_the_same_notes_again_change_no_byte(qabot: Run, notes: Path, knowledge: Path) -> None:
    qabot("import", str(notes), "--course", "ship")
    before = snapshot(knowledge)
    ran = qabot("import", str(notes), "--course", "ship")
    assert "3 unchanged (nothing to write)" in ran.out
    assert snapshot(knowledge) == before


def test_edited_notes_keep_their_ids(qabot: Run, notes: Path) -> None:
    qabot("import", str(notes), "--course", "ship")
    before = entries(qabot)
    edited = NOTES.replace("같이 지워지나요?", "함께 지워지나요?").replace("`-p`를 쓰세요.", "`-p`를 쓰세요!")
    notes.write_text(edited.replace("## Docker\n", "## Docker\n\n- 새 질문인가요?\n  - 네.\n"), encoding="utf-8")
    ran = qabot("import", str(notes), "--course", "ship")
    assert "1 added, 1 changed, 1 reworded, 1 unchanged (written)" in ran.out
    after = entries(qabot)
    assert (
        after["볼륨은 컨테이너를 지우면 함께 지워지나요?"]["id"]
        == before["볼륨은 컨테이너를 지우면 같이 지워지나요?"]["id"]
    )
    assert after["컨테이너 포트는 밖으로 어떻게 여나요?"]["answer"] == "- `-p`를 쓰세요!"


def test_a_new_course_gets_its_name_cohort_and_language(qabot: Run, notes: Path, tmp_path: Path) -> None:
    folder = tmp_path / "fresh"
    ran = qabot("import", str(notes), "--course", "ship8", "--knowledge", str(folder))
    assert ran.status == 0, ran.err
    course = (folder / "ship8" / "course.yaml").read_text(encoding="utf-8")
    assert "name: Ship School" in course
    assert "cohort: 8차" in course


def test_one_bad_file_of_several_means_nothing_is_written(
    qabot: Run, notes: Path, tmp_path: Path, knowledge: Path
) -> None:
    before = snapshot(knowledge)
    bad = tmp_path / "bad.md"
    for data in (b"\xff\xfe\x00", b"", b"# Title only\n"):
        bad.write_bytes(data)
        ran = qabot("import", str(notes), str(bad), "--course", "ship")
        assert ran.status == 1
        assert "bad.md" in ran.err
        assert snapshot(knowledge) == before


def test_a_file_that_is_not_there_is_a_clear_error(qabot: Run) -> None:
    ran = qabot("import", "nowhere.md", "--course", "ship")
    assert ran.status == 1
    assert ran.err.startswith("Error: nowhere.md: cannot be read")


def test_columns_that_are_not_used_are_named(qabot: Run, tmp_path: Path) -> None:
    table = tmp_path / "entries.csv"
    table.write_text("question,answer,topic,mood\n왜요?,그래요.,Docker,good\n", encoding="utf-8")
    assert "mood" in qabot("import", str(table), "--course", "ship").out


def test_a_course_name_that_is_no_folder_name_is_refused(qabot: Run, notes: Path) -> None:
    ran = qabot("import", str(notes), "--course", "../ship")
    assert ran.status == 1
    assert "cannot name a folder" in ran.err


def test_a_course_with_unreadable_parts_is_mended_first(qabot: Run, notes: Path, knowledge: Path) -> None:
    with (knowledge / "ship" / "docker.yaml").open("a", encoding="utf-8") as file:
        file.write("  - answer: 질문이 없어요\n")
    ran = qabot("import", str(notes), "--course", "ship")
    assert ran.status == 1
    assert "ship/docker.yaml:" in ran.err
    assert "Then import again." in ran.err


REAL = os.environ.get("QABOT_TEST_NOTES")


@pytest.mark.skipif(REAL is None, reason="QABOT_TEST_NOTES names a folder of real notes")
@pytest.mark.parametrize("file", sorted(Path(REAL or ".").glob("*.md")) if REAL else [], ids=lambda p: p.name)
def test_real_notes_import_and_import_again_without_a_change(qabot: Run, tmp_path: Path, file: Path) -> None:
    folder = tmp_path / "real"
    call = ("import", str(file), "--course", "real", "--knowledge", str(folder))
    assert qabot(*call).status == 0
    before = snapshot(folder)
    assert "(nothing to write)" in qabot(*call).out
    assert snapshot(folder) == before


def test_notes_under_a_new_name_are_noticed_before_all_of_it_stands_there_twice(qabot: Run, notes: Path) -> None:
    asked = "".join(
        f"- {word} 볼륨은 어디에 있나요?\n  - {word}에 있습니다.\n" for word in ("첫", "둘째", "셋째", "넷째")
    )
    notes.write_text(f"# Ship School - 8차\n\n## Docker\n\n{asked}", encoding="utf-8")
    qabot("import", str(notes), "--course", "ship")
    later = notes.rename(notes.with_name("ship_8_final.md"))
    out = qabot("import", str(later), "--course", "ship", "--dry-run").out
    assert f"{later} looks like {notes} under another name" in out
    assert "4 of its 4 new entries" in out


def test_a_new_summary_is_told(qabot: Run, notes: Path) -> None:
    notes.write_text(f"{NOTES}\n## Helm Summary\n\n![helm](helm.png)\n", encoding="utf-8")
    out = qabot("import", str(notes), "--course", "ship", "--dry-run").out
    assert "Topics with a summary: 1\n  helm  ![helm](helm.png)\n" in out
