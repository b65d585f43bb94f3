"""The consumer as a child of the server: started, started again, stopped with it.

Nothing here imports huey: the server's own processes have no use for it.
"""

import logging
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress

logger = logging.getLogger(__name__)

# Leaves the server's own start the machine, and a child that cannot run does not keep it busy.
SECONDS_BETWEEN_STARTS = 3.0
SECONDS_TO_STOP = 8.0


class Child:
    """`keep` it about once a second; it shares the process group of whoever does."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._not_before = time.monotonic() + SECONDS_BETWEEN_STARTS

    def keep(self) -> None:
        if self._is_running or time.monotonic() < self._not_before:
            return
        if self._process:
            logger.warning("The background work ended unexpectedly and is started again.")
        self._not_before = time.monotonic() + SECONDS_BETWEEN_STARTS
        self._process = subprocess.Popen(  # noqa: S603  our own command
            self._command, env=dict(self._environment), stdin=subprocess.DEVNULL
        )

    def ask_to_stop(self) -> None:
        if self._process and self._is_running:
            self._process.terminate()

    def stop(self) -> None:
        """Waits for it, and kills it where it takes too long."""
        self.ask_to_stop()
        if not self._process:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(SECONDS_TO_STOP)
        self._process.kill()  # does nothing to one that has ended

    @property
    def _is_running(self) -> bool:
        return self._process is not None and self._process.poll() is None
