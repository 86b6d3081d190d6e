from __future__ import annotations

from tests.slack.classroom import CHANNEL, SMALL_TALK, TLS, Classroom


async def test_answers_a_sure_question_in_its_thread(rooms: Classroom) -> None:
    asked = rooms.minji.says(CHANNEL, TLS)
    (reply,) = await rooms.replies(asked)
    assert reply.text.startswith("ingress에서 tls처리도 가능하면, 인증서도 ingress에 등록하나요?")
    assert "kubernetes.io/tls" in str(reply.blocks)


async def test_leaves_small_talk_alone(rooms: Classroom) -> None:
    rooms.minji.says(CHANNEL, SMALL_TALK)
    await rooms.slack.settled()
    assert rooms.slack.from_bot(CHANNEL) == []
