"""What a look at the pages found: every finding of every page, the same one told once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

# How many places a finding names; the number of all of them stands beside.
NAMED = 3
CHECKS = {
    "routes": "every route answers with what it should, to everyone who may ask",
    "console": "no script fails, and nothing is asked of anybody else",
    "overflow": "everything fits into 320 pixels",
    "zoom": "text of twice the size is neither cut off nor too wide",
    "axe": "axe finds nothing, in both themes, on a phone and on a desk",
    "focus": "whoever uses the keyboard sees where they are, in order and everywhere",
    "targets": "what a finger has to hit is 44 pixels large",
    "motion": "nothing moves for those who do not want it",
    "weight": "a first visit to a learner's page stays under 60 KB",
    "html": "html-validate finds nothing",
    "w3c": "the W3C's checker finds nothing",
}


@dataclass(frozen=True)
class Finding:
    """`what`: the same wherever the same thing is wrong; `where`: page, role, theme, width."""

    check: str
    what: str
    where: str


def table(findings: Iterable[Finding]) -> str:
    """Markdown, most frequent first; "" for none."""
    places: dict[tuple[str, str], list[str]] = defaultdict(list)
    for found in findings:
        places[found.check, found.what].append(found.where)
    ordered = sorted(places.items(), key=lambda item: (item[0][0], -len(item[1])))
    rows = [_row(check, what, where) for (check, what), where in ordered]
    head = "| check | what | times | where |\n|---|---|---|---|\n"
    return head + "\n".join(rows) if rows else ""


def _row(check: str, what: str, where: list[str]) -> str:
    distinct = list(dict.fromkeys(where))
    more = f" … and {len(distinct) - NAMED} more" if len(distinct) > NAMED else ""
    told = " ".join(what.replace("|", "\\|").split())
    return f"| {check} | {told} | {len(where)} | {', '.join(distinct[:NAMED])}{more} |"
