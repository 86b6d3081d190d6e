"""CSV and JSON read into topics and entries: one record is one entry."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from bot.errors import ImportFileError
from bot.knowledge.notes.parsed import ParsedNotes
from bot.knowledge.notes.records import FIELDS, Gathering, Record
from bot.knowledge.notes.titles import Title, title_of_file

_DELIMITERS = ",;\t"


def parse_csv(text: str, file: str) -> ParsedNotes:
    """The entries of a table with a header; columns are those of `FIELDS`, others are ignored and named.

    Cells may hold several lines. `aliases` and `links` hold one on each line, or several with ` | `
    between them. Raises `ImportFileError`.
    """
    gathering = Gathering(file, title_of_file(file))
    for record in _rows(text, file):
        if any(value for value in record.values.values()):
            gathering.add(record)
    return gathering.notes()


def parse_json(text: str, file: str) -> ParsedNotes:
    """The entries of a list of objects, or of an object with `entries`; keys as in `FIELDS`.

    An object may also give the course's `name` and `cohort`, and `topics` with their `summary`.
    Raises `ImportFileError`.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise ImportFileError(
            f"is no valid JSON: {error.msg}",
            where=f"{file}:{error.lineno}",
            remedy=f"Mend it at column {error.colno}.",
        ) from error
    except RecursionError as error:
        raise ImportFileError("is nested too deeply", where=file, remedy=_SHAPE) from error
    return parse_objects(data, file)


_SHAPE = 'Make it a list of objects: [{"question": "...", "answer": "...", "topic": "..."}]'


def parse_objects(data: object, file: str) -> ParsedNotes:
    """The entries of data as JSON and our own YAML have them; raises `ImportFileError`."""
    if isinstance(data, list):
        data = {"entries": data}
    if not isinstance(data, Mapping) or not isinstance(data.get("entries", []), list):
        raise ImportFileError("holds no list of entries", where=file, remedy=_SHAPE)
    course = Record(data, file, "the file")
    from_file = title_of_file(file)
    title = Title(course.text("name") or from_file.name, course.text("cohort") or from_file.cohort)
    gathering = Gathering(file, title)
    for topic in _objects(data.get("topics"), file, "topic"):
        gathering.add_topic(topic.text("topic"), topic.text("summary"))
        for record in _objects(topic.values.get("entries"), file, "entry"):
            gathering.add(record, topic.text("topic"))
    default = course.text("topic")
    if default:
        gathering.add_topic(default, course.text("summary"))
    for record in _objects(data.get("entries"), file, "entry"):
        gathering.add(record, default)
    return gathering.notes()


def _objects(items: object, file: str, what: str) -> Iterator[Record]:
    if items is None:
        return
    if not isinstance(items, list):
        raise ImportFileError(f"what should be a list of {what} objects is none", where=file, remedy=_SHAPE)
    for number, item in enumerate(items, start=1):
        if not isinstance(item, Mapping):
            raise ImportFileError(f"{what} {number} is no object", where=file, remedy=_SHAPE)
        yield Record({str(key): value for key, value in item.items()}, file, f"{what} {number}")


def _rows(text: str, file: str) -> Iterator[Record]:
    """One record for each row; its line is that of the row's first cell."""
    limit = csv.field_size_limit(max(len(text), 1))
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
        header = _header(next(reader, []), file)
        line = reader.line_num + 1
        for number, row in enumerate(reader, start=2):
            yield _record(header, row, Record({}, f"{file}:{line}", f"row {number}", line))
            line = reader.line_num + 1
    except csv.Error as error:
        raise ImportFileError(
            f"is no valid CSV: {error}",
            where=f"{file}:{reader.line_num}",
            remedy='Put cells with commas, quotes or line breaks in double quotes, and double the quotes inside ("").',
        ) from error
    finally:
        csv.field_size_limit(limit)


def _delimiter(text: str) -> str:
    """The delimiter of the header line; some spreadsheets write semicolons or tabs."""
    first = text.split("\n", 1)[0]
    return max(_DELIMITERS, key=first.count)


def _header(cells: Iterable[str], file: str) -> list[str]:
    names = [_column(cell) for cell in cells]
    if "question" not in names:
        raise ImportFileError(
            "has no column `question`",
            where=f"{file}:1",
            remedy=f"Name the columns in the first row; these are read: {', '.join(FIELDS)}.",
        )
    twice = next((name for name in FIELDS if names.count(name) > 1), None)
    if twice:
        raise ImportFileError(f"has two columns `{twice}`", where=f"{file}:1", remedy="Take one out, or rename it.")
    return names


def _column(cell: str) -> str:
    name = cell.strip()
    return name.casefold() if name.casefold() in FIELDS else name


def _record(header: list[str], row: list[str], place: Record) -> Record:
    if any(row[len(header) :]):
        raise place.wrong("has more cells than the header has columns", "Put cells with commas in double quotes.")
    return Record(dict(zip(header, row, strict=False)), place.where, place.what, place.line)
