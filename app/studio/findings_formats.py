"""Findings for the eye, for programs and for GitHub's annotations."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.content.messages import say
from app.content.model import Finding


@dataclass(frozen=True)
class Found:
    """A finding in the course at `root`."""

    root: Path
    finding: Finding

    @property
    def path(self) -> str:
        return (self.root / self.finding.path).as_posix()

    @property
    def severity(self) -> str:
        return "error" if self.finding.is_error else "warning"


def as_text(found: Iterable[Found], language: str) -> str:
    return "\n".join(
        f"{one.path}:{one.finding.line}: {one.finding.code} {say(one.finding, language)}"
        for one in found
    )


def as_json(found: Iterable[Found], language: str) -> str:
    rows = [
        {
            "path": one.path,
            "line": one.finding.line,
            "code": one.finding.code,
            "severity": one.severity,
            "message": say(one.finding, language),
        }
        for one in found
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def as_github(found: Iterable[Found], language: str) -> str:
    """https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands"""
    return "\n".join(
        f"::{one.severity} file={_property(one.path)},line={one.finding.line},"
        f"title={one.finding.code}::{_data(say(one.finding, language))}"
        for one in found
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Iterable[Found], str], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
