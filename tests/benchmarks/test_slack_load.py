from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks.slack_load import Load, Size, Taken, main, measure, missed, tables
from benchmarks.slack_load_bot import serving, usage_of
from benchmarks.slack_load_run import Asked, Figures, figures, spread
from benchmarks.slack_load_school import School, seed_course, synthetic_course
from bot.errors import UsageError
from bot.knowledge.model import ReplyPolicy
from bot.knowledge.yaml_store import YamlStore
from bot.settings import SlackMode
from tests.loopback import ApiCall, Delivery, Kind, LoopbackSlack, Message
from tests.loopback.records import Records

CHANNEL, DM = "C0DOCKER01", "D0MINJI001"
GOOD = Figures(
    asked=10,
    ack_p50_ms=5,
    ack_p99_ms=99,
    ack_max_ms=300,
    first_reply_ms=9,
    reply_p50_ms=12,
    reply_p99_ms=249,
    reply_max_ms=900,
    lost=0,
    doubled=0,
    redelivered=0,
    refused=0,
    late_p99_ms=1,
)
KEPT = Load(GOOD, GOOD, GOOD, Taken((90, 100, 104), 0.4, 0.1, 0.0), ())


def asked(channel: str, due: float, ts: str) -> Asked:
    """A question that Minji was to ask at that moment."""
    return Asked(Message(channel, ts, "U0MINJI001", "파드가 뭔가요?"), due)


def reply(channel: str, at: float, thread: str | None = None) -> ApiCall:
    """The bot's answer, as it came in."""
    return ApiCall("chat.postMessage", {"channel": channel, "thread_ts": thread}, at, None)


def delivery(one: Asked, at: float, seconds: float, *, acknowledged: bool = True) -> Delivery:
    """An attempt to tell the bot of the question."""
    event = {"channel": one.message.channel, "ts": one.message.ts}
    return Delivery(Kind.EVENT, {"event": event}, at=at, seconds=seconds, acknowledged=acknowledged)


def test_times_count_from_when_the_question_was_due() -> None:
    one = asked(CHANNEL, 100.0, "100.250000")
    records = Records(calls=[reply(CHANNEL, 100.75, "100.250000")], deliveries=[delivery(one, 100.25, 0.25)])
    found = figures(records, [one])
    assert (found.late_p99_ms, found.ack_p50_ms, found.reply_p50_ms) == (250, 500, 750)
    assert (found.lost, found.doubled) == (0, 0)


def test_a_question_without_a_reply_is_lost() -> None:
    found = figures(Records(), [asked(CHANNEL, 100.0, "100.000000")])
    assert (found.lost, found.doubled) == (1, 0)


def test_a_second_reply_is_doubled_and_makes_up_for_no_lost_one() -> None:
    twice = [reply(CHANNEL, 101, "100.000000"), reply(CHANNEL, 102, "100.000000")]
    found = figures(Records(calls=twice), [asked(CHANNEL, 100, "100.000000"), asked(CHANNEL, 100, "100.000001")])
    assert (found.lost, found.doubled) == (1, 1)


def test_a_reply_that_slack_refused_is_none() -> None:
    refused = replace(reply(CHANNEL, 101, "100.000000"), error="ratelimited")
    found = figures(Records(calls=[refused]), [asked(CHANNEL, 100, "100.000000")])
    assert (found.lost, found.refused) == (1, 1)


def test_replies_in_a_dm_belong_to_its_questions_in_their_order() -> None:
    questions = [asked(DM, 100, "100.000000"), asked(DM, 110, "110.000000")]
    found = figures(Records(calls=[reply(DM, 101), reply(DM, 113)]), questions)
    assert (found.first_reply_ms, found.reply_max_ms, found.lost, found.doubled) == (1000, 3000, 0, 0)


def test_an_attempt_that_was_not_acknowledged_has_no_time_but_the_next_has() -> None:
    one = asked(CHANNEL, 100, "100.000000")
    again = replace(delivery(one, 103.0, 0.5), attempt=1)
    found = figures(Records(deliveries=[delivery(one, 100, 3.0, acknowledged=False), again]), [one])
    assert (found.ack_p50_ms, found.ack_max_ms, found.redelivered) == (3500, 3500, 1)


def test_arrivals_are_as_many_as_asked_for_uneven_and_the_same_in_every_run() -> None:
    times = spread(50, 10)
    assert len(times) == 500
    assert times == sorted(times) == spread(50, 10)
    assert 0 <= times[0] < times[-1] <= 10
    assert len({round(later - earlier, 3) for earlier, later in pairwise(times)}) > 10


def test_everything_promised_is_kept() -> None:
    assert missed(KEPT) == []
    assert tables({"socket": KEPT}).endswith("\n\nevery promise was kept")


@pytest.mark.parametrize(
    ("load", "broken"),
    [
        (replace(KEPT, steady=replace(GOOD, ack_p99_ms=100)), "acknowledgements: p99 under 100 ms"),
        (replace(KEPT, steady=replace(GOOD, reply_p99_ms=250)), "replies: p99 under 250 ms"),
        (replace(KEPT, steady=replace(GOOD, redelivered=1)), "every delivery acknowledged the first time"),
        (replace(KEPT, burst=replace(GOOD, lost=1)), "none lost"),
        (replace(KEPT, crowd=replace(GOOD, doubled=1)), "none doubled"),
        (replace(KEPT, taken=Taken((90, 100, 106), 0.4, 0.1, 0.0)), "memory flat"),
        (replace(KEPT, crowd=replace(GOOD, first_reply_ms=251)), "in one channel, the first at once"),
        (replace(KEPT, crowd=replace(GOOD, refused=1)), "in one channel, none refused by Slack"),
        (replace(KEPT, faults=("a ping: <!here>",)), "no faults"),
    ],
)
def test_what_was_promised_and_not_kept_is_told(load: Load, broken: str) -> None:
    assert missed(load) == [broken]
    assert f"http, missed: {broken}" in tables({"http": load})


async def test_students_ask_in_channels_and_dms_and_some_of_them_call_the_bot() -> None:
    async with LoopbackSlack() as slack:
        school = School(slack, ["파드가 뭔가요?", "도커가 뭔가요?"], places=40, crowd=3)
        said = [school.ask(place) for place in school.places]
        await slack.outbox.close()
    assert sum(message.channel.startswith("D") for message in said) == 8
    assert sum("<@" in message.text for message in said) > 0
    assert not any("<@" in message.text for message in said if message.channel.startswith("D"))
    assert len({message.user for message in said}) == 40


def test_both_courses_reply_to_everything_and_have_no_problem(tmp_path: Path) -> None:
    questions = seed_course(tmp_path / "seed"), synthetic_course(tmp_path / "made-up", 150)
    assert all(len(each) > 100 for each in questions)
    bases = [YamlStore(tmp_path / name).load() for name in ("seed", "made-up")]
    assert [base.problems for base in bases] == [(), ()]
    assert [course.reply for base in bases for course in base.courses] == [ReplyPolicy.ALWAYS] * 2
    assert sum(1 for course in bases[1].courses for _ in course.entries()) == 150


def test_memory_and_processor_time_of_a_process_that_is_gone_are_0() -> None:
    assert (usage_of(2**22 + 1).cpu_s, usage_of(2**22 + 1).memory_mb) == (0, 0)


async def test_a_bot_that_does_not_start_says_why(tmp_path: Path) -> None:
    command = (sys.executable, "-c", "import sys; sys.exit('no token')")
    async with LoopbackSlack() as slack:
        with pytest.raises(UsageError, match="the bot did not start: no token"):
            async with serving(slack, SlackMode.SOCKET, tmp_path, tmp_path, command):
                pass


@pytest.mark.parametrize("mode", list(SlackMode))
async def test_a_small_crowd_is_answered_once_each(mode: SlackMode) -> None:
    size = Size(rate=50, seconds=0.5, places=10, burst=10, crowd=4, quiet=0.1)
    load = await measure(mode, size)
    assert [each.asked for each in (load.steady, load.burst, load.crowd)] == [25, 10, 4]
    assert [(each.lost, each.doubled) for each in (load.steady, load.burst, load.crowd)] == [(0, 0)] * 3
    assert load.faults == ()


def test_a_run_prints_tables_and_saves_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = ["--rate", "50", "--seconds", "0.2", "--places", "5", "--burst", "2", "--crowd", "2", "--quiet", "0"]
    main([*size, "--modes", "socket", "--results", str(tmp_path)])
    lines = capsys.readouterr().out.split("\n")
    assert lines[0].startswith("run")
    assert [line.split("  ")[0] for line in lines[1:4]] == ["socket, steady", "socket, burst", "socket, one channel"]
    assert "slack-" in next(tmp_path.iterdir()).name
