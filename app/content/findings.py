"""What the checker has to say: findings with a code, a place and parameters, but no words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong (code E…) or doubtful (W…) at `path:line`; words are in `messages`."""

    code: str
    path: str
    line: int
    params: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_error(self) -> bool:
        return self.code[0] == "E"


@dataclass(frozen=True, slots=True)
class Report:
    """Collects the findings of one file, so that no reader has to stop at the first."""

    path: str
    findings: list[Finding]

    def add(self, code: str, line: int, **params: object) -> None:
        words = {name: str(value) for name, value in params.items()}
        self.findings.append(Finding(code, self.path, line, words))


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(set_of(findings), key=lambda f: (not f.is_error, f.path, f.line, f.code))


def set_of(findings: Iterable[Finding]) -> list[Finding]:
    """Without repetitions: two checks may meet the same fault on the same line."""
    seen: dict[tuple[str, str, int, tuple[tuple[str, str], ...]], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.path, finding.line, tuple(sorted(finding.params.items())))
        seen.setdefault(key, finding)
    return list(seen.values())
