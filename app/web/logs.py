"""How the log looks: lines for people or for machines, with the request or job they belong to."""

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, TextIO

from flask import g, has_request_context

from app.web.tracebacks import describe

# Requests have a line of their own in the latter two.
MODES = ("errors", "text", "json")
REQUESTS = "lentera.requests"

_job: ContextVar[int | None] = ContextVar("job", default=None)


@contextmanager
def about_job(job_id: int) -> Iterator[None]:
    """What is logged within belongs to this job."""
    token = _job.set(job_id)
    try:
        yield
    finally:
        _job.reset(token)


def configure(mode: str, stream: TextIO | None = None) -> None:
    """For a process that serves or works; on the standard error stream."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_JsonLines() if mode == "json" else _TextLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger(REQUESTS).setLevel(logging.WARNING if mode == "errors" else logging.INFO)


def _origin() -> dict[str, Any]:
    """Of which request or job a line tells; empty for others."""
    request_id = g.get("request_id") if has_request_context() else None
    found = {"request": request_id, "job": _job.get()}
    return {name: value for name, value in found.items() if value is not None}


class _Lines(logging.Formatter):
    def formatException(self, ei: Any) -> str:  # noqa: N802  logging's own name
        return describe(ei[1])

    def _time(self, record: logging.LogRecord) -> str:
        return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


class _TextLines(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        facts = {**getattr(record, "facts", {}), **_origin()}
        told = " ".join(f"{name}={value}" for name, value in facts.items())
        words = f"{self._time(record)} {record.levelname} {record.name}: {record.getMessage()}"
        line = _printable(f"{words} {told}".rstrip())
        return f"{line}\n{self.formatException(record.exc_info)}" if record.exc_info else line


def _printable(text: str) -> str:
    """Neither a second line nor a terminal's command can be slipped in."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


class _JsonLines(_Lines):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self._time(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_origin(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False, default=str)
