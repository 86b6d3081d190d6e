"""The JSON Schemas of the two kinds of files, for completion and red underlines in an editor.

The copies in `knowledge/.schema/` are these, and a test holds them equal. `YamlStore.write_schemas` writes
them, and so does every save that creates a file.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from bot.knowledge.files import CourseFile, TopicFile

FOLDER = ".schema"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(model: type[BaseModel]) -> dict[str, Any]:
    """The schema (draft 2020-12) of one kind of file."""
    return {"$schema": DIALECT, **model.model_json_schema()}


def schema_files() -> dict[str, str]:
    """The text of each schema by its file name in the folder `.schema`."""
    models: dict[str, type[BaseModel]] = {"course.schema.json": CourseFile, "topic.schema.json": TopicFile}
    return {name: json.dumps(schema(model), ensure_ascii=False, indent=2) + "\n" for name, model in models.items()}
