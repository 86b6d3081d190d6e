"""The languages, and snapshots as JSON that people can read."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.json import JSONSnapshotExtension

from bot.i18n import LANGUAGES, Strings


@pytest.fixture(params=sorted(LANGUAGES))
def s(request: pytest.FixtureRequest) -> Strings:
    """The texts of a language; a test that names it runs in each."""
    return LANGUAGES[request.param]


@pytest.fixture
def json_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """What was shown before, as JSON."""
    return snapshot.use_extension(JSONSnapshotExtension)
