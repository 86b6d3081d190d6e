from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("QABOT_KNOWLEDGE", raising=False)
    monkeypatch.chdir(tmp_path)


def test_the_knowledge_base_is_in_this_folder_unless_told() -> None:
    assert load_settings().knowledge == Path("knowledge")


def test_the_environment_tells(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QABOT_KNOWLEDGE", "/srv/notes")
    assert load_settings().knowledge == Path("/srv/notes")


def test_a_dotenv_file_tells_too(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("QABOT_KNOWLEDGE=courses\nOTHER=1\n", encoding="utf-8")
    assert load_settings().knowledge == Path("courses")


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QABOT_KNOWLEDGE", "")
    assert load_settings().knowledge == Path("knowledge")


def test_a_dotenv_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"QABOT_KNOWLEDGE=\xff\xfe\n")
    with pytest.raises(SettingsError, match=r"\.env: the file is not UTF-8"):
        load_settings()


def test_every_setting_carries_its_own_documentation() -> None:
    assert all(field.description for field in Settings.model_fields.values())
