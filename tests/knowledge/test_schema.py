"""The JSON Schemas: shipped as generated, valid themselves, and true of what the store writes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from bot.knowledge.files import CourseFile, TopicFile
from bot.knowledge.schema import FOLDER, schema, schema_files
from bot.knowledge.store import Change, PutCourse, PutEntry, PutTopic
from bot.knowledge.yaml_store import YamlStore
from tests.knowledge.test_store_contract import FULL, OPS, SVC

SHIPPED = Path(__file__).parents[2] / "knowledge"


class EditorLoader(yaml.SafeLoader):
    """Reads days as texts, as YAML 1.2 and so the editors do."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as the base class has it
        first: [(tag, regexp) for tag, regexp in resolvers if not tag.endswith(":timestamp")]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def as_an_editor_reads(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=EditorLoader)  # noqa: S506 - a safe loader


def test_the_shipped_copies_are_as_generated() -> None:
    again = "run: python -c 'from bot.knowledge.yaml_store import *; YamlStore(Path(\"knowledge\")).write_schemas()'"
    for name, text in schema_files().items():
        assert (SHIPPED / FOLDER / name).read_text(encoding="utf-8") == text, again


@pytest.mark.parametrize("model", [CourseFile, TopicFile])
def test_the_schemas_are_valid_and_describe_every_key(model: type[CourseFile | TopicFile]) -> None:
    made = schema(model)
    jsonschema.Draft202012Validator.check_schema(made)
    objects = [made, *made.get("$defs", {}).values()]
    described = [key for each in objects for key in each.get("properties", {}).values()]
    assert described
    assert all(key.get("description") for key in described)


def test_what_the_store_writes_is_valid(tmp_path: Path) -> None:
    changes: list[Change] = [PutCourse(OPS), PutTopic("a", "A", "요약"), PutEntry("a", FULL), PutEntry("a", SVC)]
    YamlStore(tmp_path).apply("ops", changes)
    jsonschema.validate(as_an_editor_reads(tmp_path / "ops" / "course.yaml"), schema(CourseFile))
    jsonschema.validate(as_an_editor_reads(tmp_path / "ops" / "a.yaml"), schema(TopicFile))


@pytest.mark.parametrize("text", ["entries: []", "topic: a\nentires: []", "topic: a\nentries: [{question: no}]"])
def test_mistakes_are_underlined(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(yaml.safe_load(text), schema(TopicFile))


def test_every_shipped_file_is_valid() -> None:
    for path in sorted(SHIPPED.glob("[!._]*/*.yaml")):
        model = CourseFile if path.name == "course.yaml" else TopicFile
        jsonschema.validate(as_an_editor_reads(path), schema(model))
