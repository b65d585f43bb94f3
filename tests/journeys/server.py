"""A real server in a process of its own, with an instance folder of its own."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from app.config import ROOT

# A machine may be busy; one that cannot start says so at once.
SECONDS_TO_START = 120
LENTERA = ROOT / ".venv" / "bin" / "lentera"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """`lentera serve` on a free port; the same instance can be killed and started again."""

    def __init__(self, instance: Path, courses: Path, **settings: str) -> None:
        self.instance = instance
        self.courses = courses
        self.settings = settings
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        own = {name: value for name, value in os.environ.items() if not name.startswith("LENTERA_")}
        return {
            **own,
            "LENTERA_INSTANCE": str(self.instance),
            "LENTERA_COURSES": str(self.courses),
            "LENTERA_BASE_URL": self.url,
            **self.settings,
        }

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [LENTERA, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )

    def start(self) -> "Server":
        # Into a file: a pipe that nobody reads is full some day, and the server waits for ever.
        log = self.instance.with_name(f"{self.instance.name}-{self.port}.log")
        with log.open("w") as words:
            self.process = subprocess.Popen(
                [LENTERA, "serve", "--port", str(self.port)],
                env=self.environment,
                stdout=words,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        gives_up = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < gives_up:
            if self.process.poll() is not None:
                raise RuntimeError(log.read_text())
            try:
                urllib.request.urlopen(f"{self.url}/sign-in", timeout=2).close()
                return self
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise RuntimeError("the server does not answer")

    def kill(self) -> None:
        """As a power cut would: every process at once, no goodbye."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(20)

    def account(self, name: str) -> tuple[str, str]:
        """E-mail and password of one of the demo cast."""
        for line in (self.instance / "demo-accounts.txt").read_text().splitlines():
            email, password, _ = line.split()
            if email.startswith(name):
                return email, password
        raise LookupError(name)
