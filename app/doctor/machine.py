"""The machine: programs, clock and what papers are made with."""

import platform
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.config import Config
from app.doctor.findings import Finding, fail, ok
from app.kit.clock import ZONES

# Before it, two processes that write at the same moment could damage a file in WAL mode.
# https://sqlite.org/wal.html#walresetbug
SOUND_SQLITE = (3, 51, 3)
SECONDS_OF_DOUBT = 60.0


def examine(config: Config) -> Iterator[Finding]:
    yield ok("python", platform.python_version())
    if config.database_url.startswith("sqlite"):
        yield sqlite_version()
    yield time_zones()
    yield clock(config.instance)
    yield papers()


def sqlite_version() -> Finding:
    import pysqlite3  # noqa: PLC0415  of no use on PostgreSQL

    told = str(pysqlite3.sqlite_version)
    if tuple(pysqlite3.sqlite_version_info) >= SOUND_SQLITE:
        return ok("sqlite", told)
    return fail("sqlite", f"{told} can damage the database (WAL-reset bug)", "Run bin/setup again.")


def time_zones() -> Finding:
    try:
        for name in ZONES:
            ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return fail("time zones", f"{name} is not known", "Install the package tzdata.")
    return ok("time zones", ", ".join(ZONES))


def clock(instance: Path) -> Finding:
    """A clock that was put back shows by files from the future."""
    newest = max(_moments(instance), default=0.0)
    ahead = newest - time.time()
    if ahead < SECONDS_OF_DOUBT:
        return ok("clock", time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime()))
    return fail(
        "clock",
        f"a file of the instance folder is {ahead:.0f} s from the future",
        "Set the clock and keep it right, with systemd-timesyncd or chrony: deadlines follow it.",
    )


def _moments(instance: Path) -> Iterator[float]:
    for path in instance.glob("*"):
        # A link that leads nowhere, or what another process has just removed.
        with suppress(OSError):
            yield path.stat().st_mtime


def papers() -> Finding:
    try:
        import typst  # noqa: PLC0415  slow to import

        typst.compile(b"A")
    except Exception as error:
        told = f"certificates cannot be made ({type(error).__name__})"
        return fail("papers", told, "Run bin/setup again.")
    return ok("papers", "certificates can be made")
