"""`python -m benchmarks quality | speed | fit | slack`."""

from __future__ import annotations

import sys
from importlib import import_module

from bot.errors import BotError

COMMANDS = {"quality": "quality", "speed": "speed", "fit": "fit", "slack": "slack_load"}  # and their modules


def main() -> None:
    """Runs the named benchmark."""
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: python -m benchmarks {' | '.join(COMMANDS)} [options]")
    try:
        import_module(f"benchmarks.{COMMANDS[sys.argv[1]]}").main(sys.argv[2:])
    except BotError as error:
        sys.exit(f"Error: {error}")


main()
