from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.running import Run


@pytest.mark.parametrize("suffix", ["md", "yaml", "json", "csv"])
def test_what_is_exported_imports_to_equal_entries(qabot: Run, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"export.{suffix}"
    assert qabot("export", "-o", str(file)).status == 0
    other = str(tmp_path / "other")
    imported = qabot(
        "import", str(file), "--course", "ship", "--knowledge", other, "--assets-url", "https://example.com/qna/"
    )
    assert imported.status == 0, imported.err
    first, again = (json.loads(qabot("entries", "--json", *where).out) for where in ((), ("--knowledge", other)))
    for entry in (*first, *again):
        del entry["source"]
        if suffix == "csv":
            del entry["cohort"]  # that of the course, which a table of entries has no place for
    assert again == first


def test_an_export_imported_into_its_own_course_adds_nothing(qabot: Run, tmp_path: Path) -> None:
    file = tmp_path / "export.md"
    qabot("export", "-o", str(file))
    ran = qabot("import", str(file), "--course", "ship", "--dry-run")
    assert "4 unchanged" in ran.out
    assert "added" not in ran.out


def test_writes_notes_to_standard_output(qabot: Run) -> None:
    out = qabot("export").out
    assert "## Docker" in out
    assert "\tcurl localhost:8080   # a line" in out


def test_the_format_can_be_chosen_apart_from_the_name(qabot: Run, tmp_path: Path) -> None:
    qabot("export", "--format", "json", "-o", str(tmp_path / "backup.txt"))
    assert json.loads((tmp_path / "backup.txt").read_text(encoding="utf-8"))


def test_a_file_that_cannot_be_written_is_a_clear_error(qabot: Run, tmp_path: Path) -> None:
    ran = qabot("export", "-o", str(tmp_path / "no" / "such.md"))
    assert ran.status == 1
    assert "cannot be written" in ran.err


def test_asks_which_course_when_there_are_several(qabot: Run, knowledge: Path) -> None:
    (knowledge / "second").mkdir()
    (knowledge / "second" / "course.yaml").write_text("name: Second\n", encoding="utf-8")
    ran = qabot("export")
    assert ran.status == 1
    assert "--course second, ship" in ran.err
