"""All that is kept about a person, as data (JSON) and on paper (PDF)."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from flask_babel import get_locale, gettext

from app.accounts.models import Person
from app.config import ROOT
from app.kit.pdf import compile_pdf
from app.kit.personal import Kind
from app.privacy import queries, registry, words
from app.web.filters import number

TEMPLATE = ROOT / "templates" / "privacy" / "own_data.typ"
FORMAT, VERSION = "lentera.own-data", 1
# Of a kind on paper; whoever studied for years has tens of thousands, and nobody reads them.
MOST_ROWS = 1000
# How many kinds are done.
TellDone = Callable[[int], None]


def as_json(person: Person, *, at: datetime, tell: TellDone) -> bytes:
    """The shape stands in docs/privacy.md; a change that breaks readers raises VERSION."""
    kinds = []
    for done, kind in enumerate(registry.kinds()):
        tell(done)
        kinds.append(
            {
                "kind": kind.code,
                "title": str(kind.title),
                "why": str(kind.why),
                "kept": words.how_long(kind),
                "rows": list(queries.all_rows_of(kind, person.id)),
            }
        )
    whole = {"format": FORMAT, "version": VERSION, "made_at": at, "kinds": kinds}
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain).encode()


def _plain(value: Any) -> str:
    """Days and moments (in UTC) as ISO 8601, decimals as text without loss."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    raise TypeError(type(value).__name__)


def as_pdf(person: Person, *, zone: ZoneInfo, at: datetime, tell: TellDone) -> bytes:
    """In the language of the moment; kinds of which there is nothing are left out."""
    sections = []
    for done, kind in enumerate(registry.kinds()):
        tell(done)
        if rows := queries.rows_of(kind, person.id, limit=MOST_ROWS):
            sections.append(_section(kind, rows, zone))
    return compile_pdf(TEMPLATE, _paper(person, sections, zone=zone, at=at))


def _section(kind: Kind, rows: Sequence[queries.Row], zone: ZoneInfo) -> dict[str, Any]:
    """`rows`: one more than stand there, where there are more."""
    shown = [words.row_of(kind, row, zone=zone) for row in rows[:MOST_ROWS]]
    return {
        "title": str(kind.title),
        "why": f"{kind.why} {_kept(kind)}",
        "rows": [[{"term": term, "text": text} for term, text in row] for row in shown],
        "rest": _rest() if len(rows) > MOST_ROWS else "",
    }


def _kept(kind: Kind) -> str:
    # Outside the f-string, in which nobody who gathers the texts finds one.
    return str(gettext("Kept: %(time)s", time=words.how_long(kind))) + "."


def _rest() -> str:
    most = number(MOST_ROWS)
    return str(
        gettext("These are the newest %(most)s. All of them stand in the JSON file.", most=most)
    )


def _paper(
    person: Person, sections: Sequence[Mapping[str, Any]], *, zone: ZoneInfo, at: datetime
) -> dict[str, Any]:
    language = str(get_locale())
    clock = "HH.mm" if language == "id" else "HH:mm"
    made = format_datetime(at, f"d MMMM y, {clock} zzz", tzinfo=zone, locale=language)
    return {
        "lang": language,
        "title": gettext("What Lentera keeps about you"),
        "name": person.name,
        "made": gettext("Made on %(moment)s", moment=made),
        "intro": gettext(
            "This is all that Lentera has stored about you, kind by kind, with the reason and how "
            "long it is kept. Is something wrong? Ask for a correction in your profile; you are "
            "answered within 3 × 24 hours."
        ),
        "sections": sections,
    }
