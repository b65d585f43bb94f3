"""What a figure is worth nothing without: the commit, the releases, the machine, its load."""

import os
import platform
import subprocess
from contextlib import suppress
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from app.config import ROOT

RESULTS = Path(__file__).parent / "results"


def described() -> str:
    commit = "unknown"
    with suppress(OSError):
        command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty"]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        commit = found.stdout.strip() or commit
    packages = ", ".join(f"{name} {version(name)}" for name in ("gunicorn", "flask", "sqlalchemy"))
    return (
        f"Commit {commit}; Python {platform.python_version()}, {packages}; {os.cpu_count()} cores, "
        f"load average at the end {os.getloadavg()[0]:.1f}"
    )


def keep(text: str, name: str) -> None:
    """Among the results, and on the screen."""
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now().astimezone():%Y-%m-%d-%H%M%S}-{name}.md"
    path.write_text(text + "\n", encoding="utf-8")
    print(text)
