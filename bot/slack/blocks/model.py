"""What every part of the rendering speaks of: blocks, elements, and where they are shown."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

Block = dict[str, Any]
Element = dict[str, Any]  # what stands inside a block


class Surface(StrEnum):
    """Where blocks are shown; not every block may stand everywhere."""

    MESSAGE = "message"
    MODAL = "modal"
    HOME = "home"
