"""How much memory this process holds."""

from __future__ import annotations

import sys
from pathlib import Path

MIB = 1024 * 1024
_STATUS = Path("/proc/self/status")


def resident_mb() -> float:
    """The resident memory in MB: now on Linux, elsewhere the highest so far, 0.0 where the system does not tell."""
    try:
        lines = _STATUS.read_text(encoding="ascii").splitlines()
    except OSError:
        return _highest()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:")), 0.0)


def _highest() -> float:
    try:
        import resource  # noqa: PLC0415 -- Windows has none
    except ImportError:
        return 0.0
    unit = 1 if sys.platform == "darwin" else 1024  # macOS counts bytes, the others kilobytes
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MIB
