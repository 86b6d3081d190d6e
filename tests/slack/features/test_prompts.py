from __future__ import annotations

from pathlib import Path

from bot.settings import SlackMode
from tests.slack.classroom import Classroom, open_classroom


async def test_suggests_questions_where_the_app_has_the_agents_feature(tmp_path: Path) -> None:
    async with open_classroom(tmp_path, SlackMode.SOCKET, start=False) as room:
        room.slack.workspace.scopes.add("assistant:write")
        await room.start()
        room.minji.opens_home("messages")
        await room.slack.until(lambda: room.minji.dm in room.slack.workspace.prompts)
        prompts = room.slack.workspace.prompts[room.minji.dm]
        assert len(prompts) == 4
        assert all(prompt["title"] == prompt["message"] for prompt in prompts)


async def test_suggests_nothing_by_default(room: Classroom) -> None:
    room.minji.opens_home("messages")
    await room.slack.settled()
    assert room.slack.workspace.prompts == {}
    assert "assistant.threads.setSuggestedPrompts" not in {call.method for call in room.slack.records.calls}
