"""What holds across the courses of a knowledge base: a Slack channel belongs to one of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.knowledge.model import Course, Problem, Severity


def shared_channels(courses: Iterable[Course]) -> Iterator[Problem]:
    """A problem for each channel that a course lists although one before it does; the first one answers there."""
    owners: dict[str, str] = {}
    for course in courses:
        for channel in course.channels:
            name = channel.id.removeprefix("#")
            owner = owners.setdefault(name, course.slug)
            if owner != course.slug:
                problem = f"the channel `{name}` is {owner}'s already, which answers there"
                remedy = "List it in one of the two courses."
                yield Problem(f"{course.slug}/course.yaml", None, problem, remedy, Severity.WARNING)
