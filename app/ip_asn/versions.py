"""Versions of the weights: which holds on a day, and how another is entered or withdrawn."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.db import change_rows, db
from app.ip_asn import audited
from app.ip_asn.index import Weights
from app.ip_asn.models import (
    ANY_KIND,
    TRAININGS,
    IpAsnCategory,
    IpAsnTraining,
    IpAsnVersion,
    IpAsnWeight,
)
from app.kit.errors import Conflict

# (part, item, kind of position or ANY_KIND) → points
Points = Mapping[tuple[str, str, str], Decimal]


@dataclass(frozen=True)
class Terms:
    """All that a version says; `trainings`: ids of the forms that count as each of TRAININGS."""

    points: Points
    needed_jp: Decimal
    # Name → the least points of it.
    categories: Mapping[str, Decimal]
    trainings: Mapping[str, Set[int]]
    source: str

    @property
    def weights(self) -> Weights:
        return Weights(
            education=self._of("qualification"),
            performance=self._of("performance"),
            discipline=self._of("discipline"),
            competence={
                (kind, item): points
                for (part, item, kind), points in self.points.items()
                if part == "competence"
            },
            needed_jp=self.needed_jp,
            categories=tuple(
                sorted(((least, name) for name, least in self.categories.items()), reverse=True)
            ),
        )

    def _of(self, wanted: str) -> Mapping[str, Decimal]:
        return {item: points for (part, item, _), points in self.points.items() if part == wanted}


def versions() -> Sequence[IpAsnVersion]:
    """The latest first."""
    return db.session.scalars(select(IpAsnVersion).order_by(IpAsnVersion.valid_from.desc())).all()


def find_version(version_id: int) -> IpAsnVersion | None:
    return db.session.get(IpAsnVersion, version_id)


def find_on(day: date) -> IpAsnVersion | None:
    held = select(IpAsnVersion).where(IpAsnVersion.valid_from <= day)
    return db.session.scalar(held.order_by(IpAsnVersion.valid_from.desc()).limit(1))


def get_terms(day: date) -> Terms:
    """Before the first version, as the first one says."""
    version = find_on(day) or versions()[-1]
    return terms_of(version)


def terms_of(version: IpAsnVersion) -> Terms:
    trainings: dict[str, set[int]] = {name: set() for name in TRAININGS}
    for row in _rows(IpAsnTraining, version):
        trainings[row.counts_as].add(row.form_id)
    return Terms(
        {
            (row.part, row.item, row.position_kind): row.points
            for row in _rows(IpAsnWeight, version)
        },
        version.needed_jp,
        {row.name: row.least for row in _rows(IpAsnCategory, version)},
        trainings,
        version.source,
    )


def enter(terms: Terms, *, since: date, by: Person) -> IpAsnVersion:
    """Raises Conflict where one begins on that day already."""
    version = IpAsnVersion(valid_from=since, source=terms.source, needed_jp=terms.needed_jp)
    db.session.add(version)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Conflict("ip-asn.same-day") from error
    db.session.add_all(_parts(version.id, terms))
    db.session.flush()
    audited.entered(version, _facts(version, terms), by=by)
    return version


def withdraw(version: IpAsnVersion, *, by: Person, today: date) -> None:
    """Raises Conflict for one that has begun: what was told by it must be found again."""
    if version.valid_from <= today:
        raise Conflict("ip-asn.begun")
    audited.withdrew(version, _facts(version, terms_of(version)), by=by)
    for model in (IpAsnWeight, IpAsnCategory, IpAsnTraining):
        change_rows(delete(model).where(model.version_id == version.id))
    db.session.delete(version)
    db.session.flush()


def _parts(version_id: int, terms: Terms) -> Iterator[IpAsnWeight | IpAsnCategory | IpAsnTraining]:
    for (part, item, kind), points in terms.points.items():
        yield IpAsnWeight(
            version_id=version_id, part=part, item=item, position_kind=kind, points=points
        )
    for name, least in terms.categories.items():
        yield IpAsnCategory(version_id=version_id, name=name, least=least)
    for name, forms in terms.trainings.items():
        for form_id in sorted(forms):
            yield IpAsnTraining(version_id=version_id, form_id=form_id, counts_as=name)


def _facts(version: IpAsnVersion, terms: Terms) -> Mapping[str, object]:
    points = {
        item if kind == ANY_KIND else f"{kind} {item}": value
        for (_, item, kind), value in terms.points.items()
    }
    return {
        "valid_from": version.valid_from,
        "source": terms.source,
        "needed_jp": terms.needed_jp,
        "weights": audited.points_text(points),
        "categories": audited.points_text(terms.categories),
        "trainings": "; ".join(
            f"{name} {', '.join(map(str, sorted(forms)))}"
            for name, forms in terms.trainings.items()
        ),
    }


def _rows(model: Any, version: IpAsnVersion) -> Sequence[Any]:
    return db.session.scalars(select(model).where(model.version_id == version.id)).all()
