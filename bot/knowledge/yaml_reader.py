"""From the text of one file to drafts of what it holds, with every problem on its line.

Nothing here touches the disk. A file that cannot be understood as a whole has `broken` set; otherwise
each bad entry costs a problem and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from bot.knowledge.files import ChannelFile, CourseFile, EntryFile, LinkFile, SourceFile, TopicFile
from bot.knowledge.model import Course, Entry, Problem, Severity, Status
from bot.knowledge.tidy import body, one_line
from bot.knowledge.yaml_errors import Lines, LocatedError
from bot.knowledge.yaml_nodes import Mapping, Node, Scalar, Sequence, compose, kind
from bot.knowledge.yaml_values import Reading

# Models inside other models, by their key: their unknown keys are warned of too.
_NESTED: dict[str, type[BaseModel]] = {"links": LinkFile, "source": SourceFile, "channels": ChannelFile}
_Model = TypeVar("_Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class EntryDraft:
    """An entry as one file shows it; `item` is its place in the file's list, from 0.

    `entry` is None when it has a problem; `given_id` is the id in the file, "" when there is none.
    """

    item: int
    line: int
    given_id: str
    entry: Entry | None


@dataclass(frozen=True, slots=True)
class TopicDraft:
    """A topic as its file shows it."""

    name: str = ""
    summary: str | None = None
    entries: tuple[EntryDraft, ...] = ()
    problems: tuple[Problem, ...] = ()
    broken: LocatedError | None = None


@dataclass(frozen=True, slots=True)
class CourseDraft:
    """A course's settings as its file shows them."""

    course: Course
    problems: tuple[Problem, ...] = ()
    broken: LocatedError | None = None


@dataclass(slots=True)
class _Reader:
    """One pass over one file."""

    lines: Lines
    problems: list[Problem] = field(default_factory=list)

    def root(self, text: str, needs: str) -> Mapping:
        node = compose(text, self.lines)
        if node is None or (isinstance(node, Scalar) and not node.value):
            raise self.lines.error(None, "the file is empty", f"Start it with `{needs}: ...`.")
        if not isinstance(node, Mapping):
            raise self.lines.error(node.start, f"the file must start with `{needs}:`", f"Put `{needs}: ...` on top.")
        data(node, self.lines, skip="entries")  # the only check: no key twice
        return node

    def validated(self, model: type[_Model], node: Mapping, skip: str = "") -> _Model | None:
        """The model, or None with its problems noted."""
        context = Reading(self.lines)
        try:
            value: _Model | None = model.model_validate(data(node, self.lines, skip), context=context)
        except LocatedError as error:
            self.problems.append(error.located)
            return None
        except ValidationError as error:
            self.problems += [self._problem(node, detail) for detail in error.errors(include_url=False)]
            value = None
        self.problems += [*context.warnings, *self._unknown_keys(model, node)]
        return value

    def _problem(self, node: Mapping, detail: ErrorDetails) -> Problem:
        where, name = _follow(node, detail["loc"])
        if detail["type"] == "missing":
            problem, remedy = f"`{name}` is missing", f"Add `{name}: ...`."
        elif detail["type"] == "wrong":
            problem, remedy = f"`{name}`: {detail['ctx']['problem']}", detail["ctx"]["remedy"]
        elif detail["type"] == "list_type":
            problem, remedy = f"`{name}` must be a list", "Write each item on a line of its own, starting with `- `."
        else:
            problem, remedy = f"`{name}` must be keys and values", "Write each as `key: value` on a line of its own."
        return self.lines.problem(where.start, problem, remedy)

    def _unknown_keys(self, model: type[BaseModel], node: Mapping) -> list[Problem]:
        found: list[Problem] = []
        for key, value in node.pairs:
            if key.value not in model.model_fields:
                near = get_close_matches(key.value, list(model.model_fields), n=1)
                remedy = f"Did you mean `{near[0]}`?" if near else f"Known keys: {', '.join(model.model_fields)}."
                problem = f"the key `{key.value}` is not known, so nothing reads it"
                found.append(self.lines.problem(key.start, problem, remedy, Severity.WARNING))
            elif nested := _NESTED.get(key.value):
                inner = value.items if isinstance(value, Sequence) else (value,)
                found += [p for item in inner if isinstance(item, Mapping) for p in self._unknown_keys(nested, item)]
        return found


def read_topic(file: str, text: str, slug: str) -> TopicDraft:
    """What a topic's file holds; a missing name is replaced by the slug."""
    lines = Lines(file, text)
    reader = _Reader(lines)
    try:
        root = reader.root(text, needs="topic")
        items = _items(root, lines)
    except LocatedError as error:
        return TopicDraft(name=slug, problems=(error.located,), broken=error)
    topic = reader.validated(TopicFile, root, skip="entries") or _readable(TopicFile, root, lines, {"topic": slug})
    entries = tuple(_entry(number, item, reader) for number, item in enumerate(items))
    return TopicDraft(
        name=one_line(topic.topic),
        summary=body(topic.summary or "") or None,
        entries=entries,
        problems=tuple(reader.problems),
    )


def read_course(file: str, text: str, slug: str) -> CourseDraft:
    """What a `course.yaml` holds; a setting that is wrong is left at its default, a list without its wrong items."""
    lines = Lines(file, text)
    reader = _Reader(lines)
    try:
        root = reader.root(text, needs="name")
    except LocatedError as error:
        return CourseDraft(Course(slug=slug, name=slug), problems=(error.located,), broken=error)
    settings = reader.validated(CourseFile, root)
    broken = None
    if settings is None:
        broken = LocatedError(reader.problems[0])
        settings = _readable(CourseFile, root, lines, {"name": slug})
    return CourseDraft(settings.course(slug), problems=tuple(reader.problems), broken=broken)


def data(node: Node, lines: Lines, skip: str = "") -> object:
    """Nodes as the models take them: dicts, lists, scalars, None; raises `LocatedError` for a key twice."""
    if isinstance(node, Scalar):
        return None if kind(node) == "null" else node
    if isinstance(node, Sequence):
        return [data(item, lines) for item in node.items]
    values: dict[str, object] = {}
    for key, value in node.pairs:
        if key.value in values:
            raise lines.error(key.start, f"the key `{key.value}` stands here twice", "Keep one of the two.")
        values[key.value] = None if key.value == skip else data(value, lines)
    return values


def _items(root: Mapping, lines: Lines) -> tuple[Node, ...]:
    pair = root.get("entries")
    if pair is None or (isinstance(pair.value, Scalar) and kind(pair.value) == "null"):
        return ()
    if isinstance(pair.value, Sequence):
        return pair.value.items
    raise lines.error(pair.value.start, "`entries` must be a list", "Start every entry with `- question: ...`.")


def _entry(number: int, node: Node, reader: _Reader) -> EntryDraft:
    lines = reader.lines
    line = lines.line(node.start)
    if not isinstance(node, Mapping):
        problem, remedy = "an entry must be keys and values", "Write `- question: ...` and `answer:` below it."
        reader.problems.append(lines.problem(node.start, problem, remedy))
        return EntryDraft(number, line, "", None)
    found = reader.validated(EntryFile, node)
    given = node.get("id")
    raw = given.value.value if given and isinstance(given.value, Scalar) else ""
    if found is None:
        return EntryDraft(number, line, one_line(raw), None)
    entry = found.entry()
    if found.status is Status.ANSWERED and not entry.answer:
        problem, remedy = "the entry has no answer, so it is pending", "Write the answer, or take `status` out."
        reader.problems.append(lines.problem(node.start, problem, remedy, Severity.WARNING))
    return EntryDraft(number, line, entry.id, entry)


def _readable(model: type[_Model], root: Mapping, lines: Lines, needed: dict[str, str]) -> _Model:
    """The model from those keys of the file, and items of lists, that are right; problems are noted already."""
    good: dict[str, object] = dict(needed)
    for pair in root.pairs:
        key = pair.key.value
        one = data(Mapping((pair,), root.flow, root.start, root.end), lines, skip="entries")
        value = one[key] if isinstance(one, dict) else None
        if isinstance(value, list):
            value = [each for each in value if _is_right(model, {**needed, key: [each]})]
        if _is_right(model, {**needed, key: value}):
            good[key] = value
    return model.model_validate(good)


def _is_right(model: type[BaseModel], values: dict[str, object]) -> bool:
    try:
        model.model_validate(values)
    except ValidationError:
        return False
    return True


def _follow(node: Node, path: tuple[int | str, ...]) -> tuple[Node, str]:
    """The node at pydantic's path, or the last one on the way, with the name of the last key."""
    name = ""
    for step in path:
        name = step if isinstance(step, str) else name
        if isinstance(node, Mapping):
            pair = node.get(str(step))
            if pair is None:
                break
            node = pair.value if pair.value.end > pair.value.start else pair.key
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
    return node, name
