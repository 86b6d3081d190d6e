"""What `course.yaml` and a topic's file may hold: the source of validation and of the JSON Schema."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, Strict

from bot.knowledge.model import Channel, Course, Entry, Link, ReplyPolicy, Source, Status
from bot.knowledge.tidy import tidy_course, tidy_entry
from bot.knowledge.yaml_values import (
    choice,
    to_channel,
    to_channel_id,
    to_day,
    to_instructor,
    to_link,
    to_needed_text,
    to_terms,
    to_text,
    whole_number,
)

MAX_WAIT = 86_400  # a day, in seconds
MAX_DAYS = 3_650

_T = TypeVar("_T")
ListOf = Annotated[list[_T], Strict()]  # a located scalar is a tuple, which lax pydantic would take for a list
NeededText = Annotated[str, BeforeValidator(to_needed_text), Field(min_length=1)]
Text = Annotated[str | None, BeforeValidator(to_text)]
Day = Annotated[date | None, BeforeValidator(to_day)]
LineNumber = Annotated[Annotated[int, Field(ge=1)] | None, BeforeValidator(whole_number("a line number", 1))]
StatusName = Annotated[Status | None, BeforeValidator(choice(Status, "a status"))]
PolicyName = Annotated[ReplyPolicy | None, BeforeValidator(choice(ReplyPolicy, "a reply policy"))]
Seconds = Annotated[
    Annotated[int, Field(ge=0, le=MAX_WAIT)] | None,
    BeforeValidator(whole_number("a number of seconds", 0, MAX_WAIT)),
]
Days = Annotated[
    Annotated[int, Field(ge=1, le=MAX_DAYS)] | None,
    BeforeValidator(whole_number("a number of days", 1, MAX_DAYS)),
]
ChannelId = Annotated[str, BeforeValidator(to_channel_id), Field(min_length=1)]
InstructorId = Annotated[str, BeforeValidator(to_instructor), Field(min_length=1)]
Terms = Annotated[
    list[NeededText],
    BeforeValidator(to_terms, json_schema_input_type=Annotated[list[str], Field(min_length=2)] | str),
]


class _File(BaseModel):
    """Unknown keys are kept on disk and warned of by the reader; editors underline them."""

    model_config = ConfigDict(frozen=True, json_schema_extra={"additionalProperties": False})


class LinkFile(_File):
    """A doc link."""

    text: Text = Field(default=None, description="The words the link stands on; the address itself when left out.")
    url: NeededText = Field(description="Where the link leads.")


class ChannelFile(_File):
    """A Slack channel with settings of its own."""

    id: ChannelId = Field(description="The channel's id or name.")
    reply: PolicyName = Field(default=None, description="As the course's `reply`, for this channel.")
    wait: Seconds = Field(default=None, description="As the course's `wait`, for this channel.")


LinkItem = Annotated[LinkFile, BeforeValidator(to_link, json_schema_input_type=LinkFile | str)]
ChannelItem = Annotated[ChannelFile, BeforeValidator(to_channel, json_schema_input_type=ChannelFile | str)]


class SourceFile(_File):
    """Where an entry comes from."""

    file: Text = Field(default=None, description="The imported notes file, as it was given.")
    line: LineNumber = Field(default=None, description="The line of the question in that file, from 1.")
    added_by: Text = Field(default=None, description="Who added the entry.")
    digest: Text = Field(default=None, description="What the file said, as a short hash; written by the importer.")


class EntryFile(_File):
    """One question with its answer."""

    id: Text = Field(
        default=None,
        description="Short and unique in the course; left out, the bot makes one and adds it.",
    )
    question: NeededText = Field(description="The question as a student would ask it (inline Markdown, one line).")
    aliases: ListOf[NeededText] | None = Field(default=None, description="Other wordings of the same question.")
    status: StatusName = Field(
        default=None,
        description="`answered` (as soon as there is an answer), `provisional` (the instructor promised to come back) "
        "or `pending` (no answer yet).",
    )
    answer: Text = Field(default=None, description="The answer in Markdown; write it below `|`, indented.")
    links: ListOf[LinkItem] | None = Field(
        default=None,
        description="Further doc links: an address, `[text](address)`, or `text` and `url`.",
    )
    related: ListOf[NeededText] | None = Field(default=None, description="Ids of entries to read next.")
    source: SourceFile | None = Field(default=None, description="Where the entry comes from.")
    cohort: Text = Field(default=None, description="The cohort that asked.")
    created: Day = Field(default=None, description="The day the entry was added, such as 2024-03-01.")
    updated: Day = Field(default=None, description="The day of the last change.")
    updated_by: Text = Field(default=None, description="Who made the last change.")
    review_by: Day = Field(default=None, description="The day from which an instructor should look at the entry again.")

    def entry(self) -> Entry:
        """The entry as a value of the model; its id is "" when the file gives none."""
        source = self.source or SourceFile()
        return tidy_entry(
            Entry(
                id=self.id or "",
                question=self.question,
                answer=self.answer or "",
                status=self.status or Status.ANSWERED,
                aliases=tuple(self.aliases or ()),
                links=tuple(Link(link.text or "", link.url) for link in self.links or ()),
                related=tuple(self.related or ()),
                source=Source(source.file, source.line, source.added_by, source.digest),
                cohort=self.cohort,
                created=self.created,
                updated=self.updated,
                updated_by=self.updated_by,
                review_by=self.review_by,
            )
        )


class TopicFile(_File):
    """A topic of a course: questions and answers about one subject."""

    topic: NeededText = Field(description="The topic's name, such as Docker.")
    summary: Text = Field(default=None, description="Markdown shown above the topic's questions; text or a picture.")
    entries: ListOf[EntryFile] | None = Field(default=None, description="The questions with their answers.")


class CourseFile(_File):
    """A course and its cohort."""

    name: NeededText = Field(description="The course's name.")
    cohort: Text = Field(default=None, description="The cohort, such as 23-4차.")
    language: Text = Field(default=None, description="The language of the questions: ko (when left out) or en.")
    assets_url: Text = Field(default=None, description="The address against which relative pictures and links resolve.")
    notes_url: Text = Field(default=None, description="Where the course's notes are to be read.")
    channels: ListOf[ChannelItem] | None = Field(
        default=None,
        description="The Slack channels of the course: each an id or a name, or `id` with `reply` and `wait`.",
    )
    reply: PolicyName = Field(
        default=None,
        description="What the bot replies to in a channel: `confident` (when left out; questions that it is sure of), "
        "`always` (every message) or `mention` (only when it is mentioned).",
    )
    wait: Seconds = Field(
        default=None, description="For how many seconds a question is left to people first; 0 when left out."
    )
    instructors: ListOf[InstructorId] | None = Field(
        default=None,
        description="Who may change entries: Slack member ids (U...), or the ids of user groups (S...) and private "
        "channels (C...) whose members may.",
    )
    instructors_channel: ChannelId | None = Field(
        default=None, description="The Slack channel where students' questions to an instructor are posted."
    )
    retention_days: Days = Field(
        default=None, description="For how many days asks are kept; 180 when left out, 3650 at most."
    )
    glossary: ListOf[Terms] | None = Field(
        default=None, description="Groups of terms that mean the same, each as `파드 = pod = pods` or as a list."
    )
    retired_ids: ListOf[NeededText] | None = Field(
        default=None, description="Ids of deleted entries, kept by the bot so that none is ever given again."
    )

    def course(self, slug: str) -> Course:
        """The course's settings as a value of the model, without topics."""
        values: dict[str, Any] = dict(self)
        settings = {key: _frozen(value) for key, value in values.items() if value is not None}
        return tidy_course(Course(slug=slug, **settings))


def _frozen(value: Any) -> Any:
    if isinstance(value, ChannelFile):
        return Channel(value.id, value.reply, value.wait)
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value
