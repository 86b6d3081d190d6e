"""What import-linter cannot see: reads of the environment, and libraries with one owner, in new modules too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "bot"
OWNERS = {
    "rapidfuzz": ("search/",),
    "yaml": ("knowledge/",),
    "pydantic_settings": ("settings.py",),
    "click": ("cli/",),
    "rich": ("cli/",),
    "slack_bolt": ("slack/", "bootstrap.py"),
    "slack_sdk": ("slack/", "bootstrap.py"),
    "sqlalchemy": ("journal/",),
    "alembic": ("journal/",),
    "watchfiles": ("live/",),
}
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


@pytest.mark.parametrize("library", OWNERS)
def test_a_library_is_imported_by_its_owner_alone(library: str) -> None:
    users = [name for name, tree in modules() if library in imported(tree)]
    assert [name for name in users if not name.startswith(OWNERS[library])] == []


def test_the_environment_is_read_in_settings_alone() -> None:
    readers = [
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT)
        or (isinstance(node, ast.ImportFrom) and node.module == "os" and ENVIRONMENT & {a.name for a in node.names})
    ]
    assert [name for name in readers if name != "settings.py"] == []
