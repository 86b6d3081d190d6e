from __future__ import annotations

from syrupy.assertion import SnapshotAssertion

from bot.i18n import Strings
from bot.slack.views.search import search_modal, sent_modal
from tests.slack.transcript import as_text
from tests.slack.views.material import LOUD, cards, hostile, refused, seed


def test_search(s: Strings, json_snapshot: SnapshotAssertion) -> None:
    shown = {
        "empty": search_modal(seed(), "", [], s, channel="C0DOCKER01"),
        "found": search_modal(seed(), "파드", cards(seed(), 2), s),
        "nothing": search_modal(seed(), "젠킨스", [], s),
        "sent": sent_modal(s),
    }
    assert shown == json_snapshot


def test_keeps_slacks_limits_whatever_was_typed(s: Strings) -> None:
    view = search_modal(hostile(), LOUD * 200, cards(hostile(), 30), s, channel="C0DOCKER01")
    assert refused(view) == []
    assert as_text(view["blocks"]).count(s.open) >= 5
