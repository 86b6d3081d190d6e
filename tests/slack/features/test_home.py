from __future__ import annotations

from pathlib import Path

from bot.i18n import LANGUAGES
from bot.settings import SlackMode
from tests.loopback import Person, View
from tests.slack.classroom import CHANNEL, TLS, UNKNOWN, Classroom, open_classroom
from tests.slack.courses import OTHER_CHANNEL, PICTURE, add_helm, add_python
from tests.slack.hands import offers, press, read
from tests.slack.journaled import asks, rows

KO, EN = LANGUAGES["ko"], LANGUAGES["en"]


async def home(room: Classroom, person: Person) -> View:
    """The person's Home, freshly opened."""
    before = person.home.hash if person.home else None
    person.opens_home()
    await room.slack.until(lambda: person.home and person.home.hash != before)
    assert person.home
    return person.home


async def test_shows_search_topics_and_what_is_asked_most_in_the_readers_language(rooms: Classroom) -> None:
    shown = read(await home(rooms, rooms.hana))
    assert "MSP T3 23-4차" in shown
    assert EN.search_label in shown
    assert "Kubernetes · questions: 11" in shown
    assert EN.home_most_asked in shown
    assert EN.home_own_none in shown
    assert EN.privacy in shown


async def test_what_is_asked_most_comes_first(room: Classroom) -> None:
    for person in (room.minji, room.hana):
        await room.replies(person.says(CHANNEL, TLS))
    shown = read(await home(room, room.minji))
    most = shown[shown.index(KO.home_most_asked) :].splitlines()[1]
    assert most.startswith("ingress에서 tls처리도")


async def test_shows_my_questions_with_what_became_of_them_and_opens_their_answers(room: Classroom) -> None:
    await room.replies(room.minji.says(CHANNEL, TLS))
    asked = room.minji.says(CHANNEL, f"<@{room.slack.identity.bot_user}> {UNKNOWN}")
    (reply,) = await room.replies(asked)
    await room.replies(
        room.minji.says(CHANNEL, f"<@{room.slack.identity.bot_user}> unknown 상태 파드 성공으로 끝나나요")
    )
    await press(room.minji, reply, KO.ask_instructor)
    await room.slack.until(lambda: offers(reply, KO.me_too))
    view = await home(room, room.minji)
    own = read(view)[read(view).index(KO.home_own) :]
    assert [line.rpartition(" · ")[2] for line in own.splitlines() if " · " in line] == [
        KO.pending_short,
        KO.became_handed,
        KO.became_answered,
    ]
    assert UNKNOWN in own
    await press(room.minji, view, KO.open, nth=-1)
    await room.slack.until(lambda: room.minji.modal)
    assert "kubernetes.io/tls" in read(room.minji.modal)


async def test_nobody_sees_the_questions_of_others(room: Classroom) -> None:
    await room.replies(room.minji.says(CHANNEL, TLS))
    assert TLS not in read(await home(room, room.hana))


async def test_my_questions_are_deleted_when_i_say_so_and_leave_no_trace(rooms: Classroom) -> None:
    await rooms.replies(rooms.minji.says(CHANNEL, TLS))
    await rooms.replies(rooms.hana.says(CHANNEL, TLS))
    view = await home(rooms, rooms.minji)
    assert "confirm" in str(view.blocks)
    await press(rooms.minji, view, KO.forget_me)
    await rooms.slack.until(lambda: KO.home_own_none in read(view))
    assert [ask["user"] for ask in asks(rooms)] == [None, rooms.hana.id]
    assert [ask["text"] for ask in asks(rooms)] == ["", TLS]
    assert rooms.minji.id not in str([rows(rooms, table) for table in ("asks", "events", "waiters", "verdicts")])


async def test_searches_with_what_was_typed(room: Classroom) -> None:
    view = await home(room, room.minji)
    await room.minji.types(view, "home_search", "인그레스 tls", enter=True)
    await room.slack.until(lambda: room.minji.modal)
    assert "ingress에서 tls처리도" in read(room.minji.modal)
    assert "인그레스 tls" in read(room.minji.modal)


async def test_the_button_searches_too(room: Classroom) -> None:
    view = await home(room, room.minji)
    await room.minji.types(view, "home_search", "인그레스 tls")
    await press(room.minji, view, KO.search_button)
    await room.slack.until(lambda: room.minji.modal)
    assert "ingress에서 tls처리도" in read(room.minji.modal)


async def test_a_topic_opens_and_in_it_an_entry(room: Classroom) -> None:
    view = await home(room, room.minji)
    await press(room.minji, view, KO.open)
    await room.slack.until(lambda: room.minji.modal)
    topic = room.minji.modal
    assert topic
    await press(room.minji, topic, KO.open)
    await room.slack.until(lambda: room.minji.modal is not topic)
    assert offers(topic, KO.open)


async def test_of_several_courses_one_is_chosen_and_stays(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_python(room.knowledge)
        room.slack.add_channel(OTHER_CHANNEL, "python", [room.minji])
        await room.start()
        view = await home(room, room.minji)
        assert KO.home_topics not in read(view)
        await press(room.minji, view, "Python 101")
        await room.slack.until(lambda: "Python · " in read(view))
        assert "Kubernetes" not in read(view)
        assert "Python · " in read(await home(room, room.minji))
        assert "Kubernetes · " in read(await home(room, room.hana))
        assert room.slack.records.violations == []


async def test_a_course_that_was_left_meanwhile_is_not_chosen(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_python(room.knowledge)
        room.slack.add_channel(OTHER_CHANNEL, "python", [room.minji])
        await room.start()
        view = await home(room, room.minji)
        room.minji.leaves(OTHER_CHANNEL)
        await room.slack.settled()
        await press(room.minji, view, "Python 101")
        await room.slack.until(lambda: "Kubernetes · " in read(view))
        assert rows(room, "remembered_courses") == []


async def test_somebody_in_no_course_is_told_so(room: Classroom) -> None:
    guest = room.slack.add_person("U0GUEST001", "Guest", locale="en-US", is_guest=True)
    assert EN.no_course in read(await home(room, guest))


async def test_instructors_see_what_is_wrong_with_the_files_and_students_do_not(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        (room.knowledge / "mspt3" / "broken.yaml").write_text("topic: [", encoding="utf-8")
        await room.start()
        assert "mspt3/broken.yaml" in read(await home(room, room.jun))
        shown = read(await home(room, room.minji))
        assert "broken.yaml" not in shown
        assert "Kubernetes · " in shown


async def test_a_picture_that_slack_cannot_fetch_does_not_keep_a_topic_from_opening(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        add_helm(room.knowledge)
        await room.start()
        room.slack.workspace.unreachable_pictures.add(PICTURE)
        view = await home(room, room.minji)
        await press(room.minji, view, KO.open, nth=1)
        await room.slack.until(lambda: room.minji.modal)
        assert PICTURE in str(room.minji.modal.blocks if room.minji.modal else "")
