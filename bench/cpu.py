"""CPU time of other processes, user and system together, to the nanosecond (Linux)."""

import time
from collections.abc import Sequence
from pathlib import Path


def _stat(pid: int) -> list[str]:
    """The fields of /proc/<pid>/stat behind the name: state, parent, group, …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def members(group: int) -> list[int]:
    """The processes of a process group; gunicorn's leader first, then its workers."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int(_stat(int(entry.name))[2]) == group:
                found.append(int(entry.name))
        except OSError:  # ended while we looked
            continue
    return sorted(found)


def spent(pids: Sequence[int]) -> list[float]:
    """Seconds of CPU that each process has used with all its threads, ended ones too.

    /proc/<pid>/stat counts in steps of 10 ms, too coarse for short rounds; the number of the
    process's clock is what clock_getcpuclockid(3) returns. A process that ended raises OSError.
    """
    return [time.clock_gettime(~pid << 3 | 2) for pid in pids]
