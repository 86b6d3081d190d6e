"""What every journal promises, held against each of them."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from bot.errors import JournalError
from bot.journal.journal import Journal
from bot.journal.model import Ask, AskState, Origin, Outcome, Ratings, Review, Waiter
from bot.journal.sql_journal import open_journal
from tests.journal.samples import CHANNEL, HANEUL, JUN, MINJI, NOON, SORA, TEAM, after, ask, event

FULL = Ask(
    id="full",
    team=TEAM,
    course="docker",
    origin=Origin.SHORTCUT,
    asked=after(0.123456),
    user=MINJI,
    text="`docker run -P`: 뭐예요? 😀",
    channel=CHANNEL,
    message="1.0001",
    thread="0.0001",
    outcome=Outcome.SUGGESTIONS,
    confidence=0.123456789,
    entries=("pod1", "svc1"),
    shown="pod1",
    state=AskState.REPLIED,
    reply="2.0001",
    review=Review.ANSWERED,
    handed=after(9),
)


async def left(journal: Journal, seconds: float, owner: str = "other") -> list[str]:
    """Ids of the events that this owner finds left then."""
    found = await journal.claim_left(owner=owner, at=after(seconds), until=after(seconds + 15), limit=100)
    return [each.id for each in found]


# Events


async def test_an_event_is_received_once(journal: Journal) -> None:
    assert await journal.receive(event(1), owner="one", until=after(16))
    assert not await journal.receive(event(1), owner="one", until=after(16))
    assert not await journal.receive(event(1), owner="other", until=after(16))


async def test_a_mention_and_its_message_are_received_once(journal: Journal) -> None:
    assert await journal.receive(event(1), owner="one", until=after(16))
    assert not await journal.receive(event(1, id="EvMention"), owner="other", until=after(16))
    await journal.finish("Ev1")
    assert not await journal.receive(event(1, id="EvMention"), owner="other", until=after(16))


async def test_the_same_ts_in_another_channel_or_workspace_is_another_message(journal: Journal) -> None:
    assert await journal.receive(event(1), owner="one", until=after(16))
    assert await journal.receive(event(1, id="Ev2", channel="C0OTHER"), owner="one", until=after(16))
    assert await journal.receive(event(1, id="Ev3", team="T2"), owner="one", until=after(16))


async def test_events_about_no_message_do_not_clash(journal: Journal) -> None:
    assert await journal.receive(event(1, channel=None, message=None), owner="one", until=after(16))
    assert await journal.receive(event(2, channel=None, message=None), owner="one", until=after(16))
    assert not await journal.receive(event(2, channel=None, message=None), owner="one", until=after(16))


async def test_an_event_whose_owner_died_is_received_anew(journal: Journal) -> None:
    await journal.receive(event(1), owner="dead", until=after(16))
    assert not await journal.receive(event(1, received=after(15.9)), owner="one", until=after(31))
    assert await journal.receive(event(1, received=after(16)), owner="one", until=after(31))
    assert not await journal.receive(event(1, received=after(17)), owner="other", until=after(32))


async def test_an_event_received_anew_keeps_its_first_payload_and_can_be_finished(journal: Journal) -> None:
    await journal.receive(event(1), owner="dead", until=after(16))
    again = event(1, id="EvMention", received=after(61), payload={"later": True})
    assert await journal.receive(again, owner="one", until=after(76))
    (found,) = await journal.claim_left(owner="other", at=after(76), until=after(90), limit=1)
    assert (found.id, found.payload, found.received) == ("EvMention", event(1).payload, after(1))
    await journal.finish("EvMention")
    assert await left(journal, 1000) == []
    assert not await journal.receive(event(1, received=after(1000)), owner="one", until=after(1015))


async def test_left_events_come_back_whole_and_oldest_first(journal: Journal) -> None:
    events = [event(2, thread="0.0001"), event(1), event(3, channel=None, message=None, user=None)]
    for each in events:
        await journal.receive(each, owner="dead", until=after(16))
    assert await journal.claim_left(owner="one", at=after(15), until=after(30), limit=9) == []
    found = await journal.claim_left(owner="one", at=after(16), until=after(31), limit=2)
    assert list(found) == [events[1], events[0]]
    assert await left(journal, 16) == ["Ev3"]


async def test_a_renewed_lease_runs_on(journal: Journal) -> None:
    await journal.receive(event(1), owner="one", until=after(16))
    await journal.receive(event(2), owner="dead", until=after(16))
    await journal.renew(owner="one", until=after(30))
    assert await left(journal, 20) == ["Ev2"]
    assert await left(journal, 30) == ["Ev1"]


async def test_a_postponed_event_is_nobodys_until_it_is_due(journal: Journal) -> None:
    await journal.receive(event(1), owner="one", until=after(16))
    await journal.postpone("Ev1", until=after(60))
    await journal.renew(owner="one", until=after(300))
    assert not await journal.receive(event(1, received=after(30)), owner="one", until=after(45))
    assert await left(journal, 59) == []
    assert await left(journal, 60, "one") == ["Ev1"]
    assert await left(journal, 61) == []


async def test_a_done_event_is_done_for_good(journal: Journal) -> None:
    await journal.receive(event(1), owner="one", until=after(16))
    await journal.finish("Ev1")
    await journal.postpone("Ev1", until=after(20))
    await journal.renew(owner="one", until=after(20))
    await journal.release(owner="one", at=after(2))
    assert await left(journal, 1000) == []
    assert not await journal.receive(event(1, received=after(1000)), owner="one", until=after(1015))


async def test_released_events_can_be_claimed_at_once(journal: Journal) -> None:
    for number in (1, 2, 3):
        await journal.receive(event(number), owner="leaving", until=after(16))
    await journal.receive(event(4), owner="staying", until=after(16))
    await journal.finish("Ev1")
    await journal.postpone("Ev2", until=after(60))
    await journal.release(owner="leaving", at=after(5))
    assert await left(journal, 5) == ["Ev3"]
    assert await left(journal, 16) == ["Ev4"]


async def test_when_a_person_replies_the_postponed_answer_stands_down(journal: Journal) -> None:
    for number in (1, 2, 3):
        await journal.receive(event(number, thread=f"{number}.0001"), owner="one", until=after(16))
    await journal.postpone("Ev1", until=after(60))
    await journal.postpone("Ev2", until=after(60))
    where = {"team": TEAM, "channel": CHANNEL, "ts": "9.0001"}
    assert await journal.stand_down(**where, thread="1.0001", speaker=MINJI) == 0  # she adds to her own question
    assert await journal.stand_down(**where, thread="1.0001", speaker=JUN) == 1
    assert await journal.stand_down(**where, thread="1.0001", speaker=JUN) == 0
    assert await journal.stand_down(**where, thread="3.0001", speaker=JUN) == 0  # in work, not postponed
    assert await left(journal, 100) == ["Ev2", "Ev3"]


async def test_a_reply_in_a_thread_is_for_what_was_asked_there_before_it(journal: Journal) -> None:
    for number in (2, 4):
        await journal.receive(event(number, thread="1.0001"), owner="one", until=after(16))
        await journal.postpone(f"Ev{number}", until=after(60))
    where = {"team": TEAM, "channel": CHANNEL, "thread": "1.0001"}
    assert await journal.stand_down(**where, ts="3.0001", speaker=JUN) == 1
    assert await left(journal, 100) == ["Ev4"]


async def test_what_was_in_work_when_a_process_left_does_not_stand_down(journal: Journal) -> None:
    await journal.receive(event(1, thread="1.0001"), owner="leaving", until=after(16))
    await journal.release(owner="leaving", at=after(2))
    assert await journal.stand_down(team=TEAM, channel=CHANNEL, thread="1.0001", ts="9.0001", speaker=JUN) == 0
    assert await left(journal, 2) == ["Ev1"]


async def test_a_message_edited_before_its_reply_comes_back_as_it_is_now(journal: Journal) -> None:
    await journal.receive(event(1), owner="one", until=after(16))
    await journal.postpone("Ev1", until=after(60))
    where = {"team": TEAM, "channel": CHANNEL}
    assert await journal.reword(**where, message="1.0001", payload={"event": {"text": "노드가 뭐예요?"}})
    assert not await journal.reword(**where, message="2.0001", payload={})
    (waiting,) = await journal.claim_left(owner="two", at=after(60), until=after(75), limit=9)
    assert (waiting.id, waiting.payload) == ("Ev1", {"event": {"text": "노드가 뭐예요?"}})
    await journal.finish("Ev1")
    assert not await journal.reword(**where, message="1.0001", payload={"event": {"text": "too late"}})


async def test_it_knows_who_spoke_later_in_a_thread(journal: Journal) -> None:
    await journal.receive(event(5, thread="1.0001"), owner="one", until=after(16))
    await journal.finish("Ev5")
    where = {"team": TEAM, "channel": CHANNEL}
    assert await journal.spoken_after(**where, thread="1.0001", ts="4.0001")
    assert not await journal.spoken_after(**where, thread="1.0001", ts="5.0001")
    assert not await journal.spoken_after(**where, thread="2.0001", ts="1.0001")


async def test_hundreds_at_once_are_each_received_once(journal: Journal) -> None:
    twice = [event(number) for number in range(250)] * 2
    received = await asyncio.gather(*(journal.receive(each, owner="one", until=after(300)) for each in twice))
    assert received.count(True) == 250
    assert len(await left(journal, 1000)) == 100


async def test_a_claim_whose_caller_went_away_is_given_back(journal: Journal) -> None:
    receiving = asyncio.create_task(journal.receive(event(1), owner="one", until=after(16)))
    await asyncio.sleep(0)
    receiving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await receiving
    async with asyncio.timeout(5):
        while not (found := await left(journal, 2)):
            await journal.renew(owner="one", until=after(16))
    assert found == ["Ev1"]


async def test_what_one_journal_kept_another_sees(journal: Journal, address: str) -> None:
    other = await open_journal(address)
    await journal.receive(event(1), owner="one", until=after(16))
    assert not await other.receive(event(1), owner="other", until=after(16))
    await journal.add_ask(FULL)
    assert await other.ask("full") == FULL
    await other.close()


# Asks


async def test_an_ask_comes_back_as_it_was_kept(journal: Journal) -> None:
    bare = Ask("bare", TEAM, "docker", Origin.MODAL, NOON)
    assert await journal.add_ask(FULL) == FULL
    assert await journal.add_ask(bare) == bare
    assert await journal.ask("full") == FULL
    assert await journal.ask("bare") == bare
    assert await journal.ask("nowhere") is None
    assert await journal.ask_of_message(TEAM, CHANNEL, "1.0001") == FULL
    assert await journal.ask_of_message("T2", CHANNEL, "1.0001") is None


async def test_times_come_back_in_utc_wherever_they_were_taken(journal: Journal) -> None:
    korea = timezone(timedelta(hours=9))
    await journal.add_ask(ask(1, asked=after(1).astimezone(korea)))
    kept = await journal.ask("ask1")
    assert kept
    assert kept.asked == after(1)
    assert kept.asked.utcoffset() == timedelta(0)


async def test_a_time_without_a_zone_is_refused(journal: Journal) -> None:
    with pytest.raises(Exception, match="time zone"):
        await journal.add_ask(ask(1, asked=after(1).replace(tzinfo=None)))


async def test_a_second_ask_of_one_message_or_id_is_the_first(journal: Journal) -> None:
    await journal.add_ask(ask(1))
    assert await journal.add_ask(ask(1, text="또?")) == ask(1)
    assert await journal.add_ask(ask(2, message="1.0001")) == ask(1)
    assert await journal.ask("ask2") is None


async def test_asks_without_a_message_do_not_clash(journal: Journal) -> None:
    assert await journal.add_ask(ask(1, message=None)) == ask(1, message=None)
    assert await journal.add_ask(ask(2, message=None)) == ask(2, message=None)


async def test_text_that_no_database_takes_is_kept_without_it(journal: Journal) -> None:
    await journal.add_ask(ask(1, text="반쪽 \ud83d 널 \0 끝"))
    kept = await journal.ask("ask1")
    assert kept
    assert kept.text == "반쪽 \ufffd 널 \ufffd 끝"
    assert await journal.receive(event(1, payload={"text": "\ud83d"}), owner="one", until=after(16))


async def test_an_ask_is_changed_where_asked_and_nowhere_else(journal: Journal) -> None:
    await journal.add_ask(ask(1))
    changed = await journal.change_ask("ask1", state=AskState.REPLIED, reply="2.0001", entries=("a", "b"), shown="a")
    assert changed == replace(ask(1), state=AskState.REPLIED, reply="2.0001", entries=("a", "b"), shown="a")
    assert await journal.change_ask("ask1") == changed
    assert await journal.ask("ask1") == changed
    assert await journal.change_ask("nowhere", text="?") is None


async def test_a_thread_has_the_asks_of_its_first_message_within_it_and_under_its_reply(journal: Journal) -> None:
    first, second = ask(1), ask(3, thread="1.0001")
    direct = ask(5, thread=None, reply="6.0001")
    for each in (second, first, direct, ask(7)):
        await journal.add_ask(each)
    assert list(await journal.asks_in_thread(TEAM, CHANNEL, "1.0001")) == [first, second]
    assert list(await journal.asks_in_thread(TEAM, CHANNEL, "6.0001")) == [direct]
    assert list(await journal.asks_in_thread(TEAM, "C0OTHER", "1.0001")) == []


async def test_a_person_sees_what_they_asked_newest_first(journal: Journal) -> None:
    for each in (ask(1), ask(3), ask(2), ask(4, user=JUN), ask(5, team="T2")):
        await journal.add_ask(each)
    assert [each.id for each in await journal.asks_of(TEAM, MINJI, limit=2)] == ["ask3", "ask2"]


async def test_open_asks_wait_oldest_first(journal: Journal) -> None:
    for each in (ask(2, review=Review.OPEN), ask(1, review=Review.OPEN), ask(3, review=Review.DISMISSED), ask(4)):
        await journal.add_ask(each)
    await journal.add_ask(ask(5, review=Review.OPEN, course="k8s"))
    assert [each.id for each in await journal.open_asks(TEAM, "docker")] == ["ask1", "ask2"]


async def test_asks_showing_an_entry_are_those_whose_reply_stands(journal: Journal) -> None:
    shown = {"shown": "pod1", "state": AskState.REPLIED}
    for each in (ask(1, **shown), ask(3, **shown), ask(4, **shown), ask(5, shown="svc1", state=AskState.REPLIED)):
        await journal.add_ask(each)
    await journal.add_ask(ask(6, shown="pod1", state=AskState.REMOVED))
    found = await journal.asks_showing(TEAM, "docker", "pod1", since=after(3))
    assert [each.id for each in found] == ["ask4", "ask3"]


async def test_most_asked_counts_people_once_and_orders_ties_by_id(journal: Journal) -> None:
    people = (MINJI, MINJI, HANEUL, None, None)
    for number, user in enumerate(people):
        await journal.add_ask(ask(number, shown="pod1", user=user))
    for number, entry in enumerate(("b", "a", "old")):
        await journal.add_ask(ask(10 + number, shown=entry, asked=after(-60 if entry == "old" else 10)))
    assert list(await journal.most_asked(TEAM, "docker", since=NOON, limit=9)) == [("pod1", 4), ("a", 1), ("b", 1)]
    assert list(await journal.most_asked(TEAM, "docker", since=NOON, limit=1)) == [("pod1", 4)]


# What people say of replies, and who waits


async def test_a_person_has_one_verdict_that_can_change(journal: Journal) -> None:
    await journal.add_ask(ask(1))
    assert await journal.rate("ask1", MINJI, helpful=True, at=after(1)) == Ratings(1, 0)
    assert await journal.rate("ask1", MINJI, helpful=True, at=after(2)) == Ratings(1, 0)
    assert await journal.rate("ask1", HANEUL, helpful=False, at=after(3)) == Ratings(1, 1)
    assert await journal.rate("ask1", MINJI, helpful=False, at=after(4)) == Ratings(0, 2)


async def test_a_person_has_one_choice_that_can_change(journal: Journal) -> None:
    await journal.add_ask(ask(1))
    await journal.choose("ask1", MINJI, "pod1", at=after(1))
    await journal.choose("ask1", JUN, None, at=after(2))
    await journal.choose("ask1", MINJI, "svc1", at=after(3))
    assert list(await journal.choices("ask1")) == [(JUN, None), (MINJI, "svc1")]


async def test_old_buttons_of_an_ask_that_is_gone_do_nothing(journal: Journal) -> None:
    assert await journal.rate("gone", MINJI, helpful=True, at=NOON) == Ratings()
    await journal.choose("gone", MINJI, "pod1", at=NOON)
    assert await journal.choices("gone") == []
    assert await journal.wait_for_ask(ask(1), MINJI, at=NOON) == 0


async def test_people_wait_once_and_are_told_once(journal: Journal) -> None:
    await journal.add_ask(ask(1))
    assert await journal.wait_for_ask(ask(1), MINJI, at=after(1)) == 1
    assert await journal.wait_for_ask(ask(1), MINJI, at=after(2)) == 1
    assert await journal.wait_for_ask(ask(1), HANEUL, at=after(3)) == 2
    assert await journal.wait_for_entry(TEAM, "docker", "pod1", MINJI, at=after(4))
    assert not await journal.wait_for_entry(TEAM, "docker", "pod1", MINJI, at=after(5))
    waiting = await journal.waiters(TEAM, "docker")
    assert [replace(each, id=0) for each in waiting] == [
        Waiter(0, TEAM, "docker", MINJI, after(1), ask="ask1"),
        Waiter(0, TEAM, "docker", HANEUL, after(3), ask="ask1"),
        Waiter(0, TEAM, "docker", MINJI, after(4), entry="pod1"),
    ]
    assert [await journal.take_waiter(each.id) for each in (*waiting, waiting[0])] == [True, True, True, False]
    assert await journal.waiters(TEAM, "docker") == []


async def test_the_number_of_a_waiter_who_was_told_is_not_given_again(journal: Journal) -> None:
    await journal.wait_for_entry(TEAM, "docker", "pod1", MINJI, at=after(1))
    (told,) = await journal.waiters(TEAM, "docker")
    await journal.take_waiter(told.id)
    await journal.wait_for_entry(TEAM, "docker", "svc1", HANEUL, at=after(2))
    assert not await journal.take_waiter(told.id)


async def test_waiters_go_with_their_ask_to_another_course(journal: Journal) -> None:
    await journal.add_ask(ask(1))
    await journal.wait_for_ask(ask(1), MINJI, at=after(1))
    await journal.change_ask("ask1", course="k8s")
    assert await journal.waiters(TEAM, "docker") == []
    assert [each.user for each in await journal.waiters(TEAM, "k8s")] == [MINJI]


# Small memories


async def test_a_key_is_new_once(journal: Journal) -> None:
    told = await asyncio.gather(*(journal.once(f"welcome:{CHANNEL}", at=NOON) for _ in range(9)))
    assert sorted(told) == [False] * 8 + [True]
    assert await journal.once("welcome:C0OTHER", at=NOON)


async def test_the_course_of_a_person_is_the_last_remembered(journal: Journal) -> None:
    assert await journal.remembered_course(TEAM, MINJI) is None
    await journal.remember_course(TEAM, MINJI, "docker")
    await journal.remember_course(TEAM, MINJI, "k8s")
    assert await journal.remembered_course(TEAM, MINJI) == "k8s"
    assert await journal.remembered_course("T2", MINJI) is None


# Privacy


async def fill(journal: Journal) -> None:
    """Everything that Minji can leave behind, and the same of Haneul."""
    for number, user in ((1, MINJI), (2, HANEUL)):
        mine = ask(number, user=user, text=f"비밀 {number}", review=Review.OPEN, shown="pod1", state=AskState.REPLIED)
        await journal.add_ask(mine)
        await journal.rate("ask1", user, helpful=True, at=NOON)
        await journal.choose("ask1", user, "pod1", at=NOON)
        await journal.wait_for_ask(ask(1), user, at=NOON)
        await journal.wait_for_entry(TEAM, "docker", "pod1", user, at=NOON)
        await journal.remember_course(TEAM, user, "docker")
        await journal.once(f"flood:{TEAM}:{user}", at=NOON)
        await journal.receive(event(number, user=user, payload={"text": "비밀"}), owner="one", until=after(16))
    await journal.add_ask(ask(3, user=SORA, text=f"<@{MINJI}> 님과 <@{MINJI}|minji>, <@{HANEUL}> 님께"))


async def test_forgetting_a_person_leaves_figures_alone(journal: Journal) -> None:
    await fill(journal)
    assert await journal.forget(MINJI) == 1
    forgotten = await journal.ask("ask1")
    assert forgotten
    assert (forgotten.user, forgotten.text, forgotten.review, forgotten.shown) == (None, "", Review.NONE, "pod1")
    assert [each.id for each in await journal.open_asks(TEAM, "docker")] == ["ask2"]
    assert await journal.most_asked(TEAM, "docker", since=NOON, limit=9) == [("pod1", 2)]
    assert await journal.rate("ask1", SORA, helpful=False, at=NOON) == Ratings(1, 1)
    assert await journal.choices("ask1") == [(HANEUL, "pod1")]
    assert {each.user for each in await journal.waiters(TEAM, "docker")} == {HANEUL}
    assert await journal.remembered_course(TEAM, MINJI) is None
    assert await journal.remembered_course(TEAM, HANEUL) == "docker"
    assert await journal.asks_of(TEAM, MINJI, limit=9) == []
    assert await journal.forget(MINJI) == 0


async def test_a_forgotten_persons_events_are_done(journal: Journal) -> None:
    await fill(journal)
    await journal.forget(MINJI)
    assert await left(journal, 100) == ["Ev2"]
    assert not await journal.receive(event(1, received=after(100)), owner="one", until=after(115))


async def test_a_forgotten_person_is_not_named_in_what_others_asked(journal: Journal) -> None:
    await fill(journal)
    await journal.forget(MINJI)
    asked = await journal.ask("ask3")
    assert asked
    assert asked.text == f"<@> 님과 <@|minji>, <@{HANEUL}> 님께"


async def test_a_person_can_be_forgotten_in_one_workspace(journal: Journal) -> None:
    await journal.add_ask(ask(1))
    await journal.add_ask(ask(2, team="T2"))
    for asked in ("ask1", "ask2"):
        await journal.rate(asked, MINJI, helpful=True, at=NOON)
    assert await journal.forget(MINJI, team="T2") == 1
    assert [each.id for each in await journal.asks_of(TEAM, MINJI, limit=9)] == ["ask1"]
    assert await journal.rate("ask1", SORA, helpful=True, at=NOON) == Ratings(2, 0)
    assert await journal.rate("ask2", SORA, helpful=True, at=NOON) == Ratings(1, 0)


async def test_old_asks_are_purged_with_all_that_hangs_on_them(journal: Journal) -> None:
    for asked in (ask(0), ask(1, course="k8s"), ask(2)):
        await journal.add_ask(asked)
        await journal.rate(asked.id, MINJI, helpful=True, at=NOON)
        await journal.choose(asked.id, MINJI, "pod1", at=NOON)
        await journal.wait_for_ask(asked, MINJI, at=NOON)
    assert await journal.purge(before=after(2), course="docker") == 1
    assert await journal.choices("ask0") == []
    assert [each.ask for each in await journal.waiters(TEAM, "docker")] == ["ask2"]
    assert await journal.purge(before=after(2)) == 1
    assert await journal.ask("ask2") is not None


async def test_many_old_events_are_purged(journal: Journal) -> None:
    await asyncio.gather(*(journal.receive(event(n), owner="one", until=after(9)) for n in range(1_001)))
    await journal.once("introduced", at=after(1))
    assert await journal.purge_events(before=after(1_000)) == 1_000
    assert await left(journal, 2_000) == ["Ev1000"]
    assert not await journal.once("introduced", at=after(1_001))


async def test_what_was_done_once_is_remembered_as_long_as_asks_are(journal: Journal) -> None:
    await journal.once("old", at=after(1))
    await journal.once("new", at=after(3))
    await journal.purge(before=after(2), course="docker")
    assert not await journal.once("old", at=after(1))
    await journal.purge(before=after(2))
    assert await journal.once("old", at=after(1))
    assert not await journal.once("new", at=after(3))


async def test_a_closed_journal_says_so(address: str) -> None:
    journal = await open_journal(address)
    await journal.close()
    await journal.close()
    with pytest.raises(JournalError, match="closed"):
        await journal.finish("Ev1")
    with pytest.raises(JournalError, match="closed"):
        await journal.ask("ask1")
