"""Trainings from outside name their provider as somebody typed it; here they find the register."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, select, update

from app.db import db
from app.library.models import Course, CourseVersion
from app.records.models import Activity
from app.reference.models import Provider
from app.reference.provider_names import name_key

# So many entries are linked at a time: the write lock is held no longer than a moment.
MOST = 2000
# Of the names that are typed, the most used; one that few typed comes up once these are entered.
MOST_NAMES = 1000
SHOWN = 100


@dataclass(frozen=True)
class Unlisted:
    """A name that no provider of the register has, as it is mostly written."""

    name: str
    entries: int
    courses: int


def unlisted() -> list[Unlisted]:
    """The most used first."""
    known = set(db.session.scalars(select(Provider.key)))
    entries = _by_key(db.session.execute(typed_names()))
    courses = _by_key(db.session.execute(_course_names()))
    found = [
        Unlisted(
            name=(entries.get(key) or courses[key]).most_common(1)[0][0],
            entries=entries[key].total() if key in entries else 0,
            courses=courses[key].total() if key in courses else 0,
        )
        for key in (entries.keys() | courses.keys()) - known
    ]
    return sorted(found, key=lambda one: (-one.entries - one.courses, one.name))[:SHOWN]


def _by_key(rows: Iterable[tuple[str, int]]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for name, count in rows:
        if name.strip():
            found.setdefault(name_key(name), Counter())[name] += count
    return found


def typed_names() -> Select[str, int]:
    """(name, in how many verified entries), of entries that know no provider of the register."""
    count = func.count()
    return (
        select(Activity.provider, count)
        .where(_is_unlinked(), Activity.state == "verified")
        .group_by(Activity.provider)
        .order_by(count.desc(), Activity.provider)
        .limit(MOST_NAMES)
    )


def _course_names() -> Select[str, int]:
    return (
        select(CourseVersion.provider, func.count())
        .join(Course, Course.live_version_id == CourseVersion.id)
        .group_by(CourseVersion.provider)
    )


def count_unlinked(provider: Provider) -> int:
    """Entries, verified or not, whose provider is this one by name alone."""
    names = _names_of(provider)
    statement = select(func.count()).select_from(Activity)
    wanted = statement.where(_is_unlinked(), Activity.provider.in_(names))
    return (db.session.scalar(wanted) or 0) if names else 0


def link(provider: Provider) -> int:
    """Links at most `MOST` entries to the provider whose name they bear; how many it were."""
    is_meant = and_(_is_unlinked(), Activity.provider.in_(_names_of(provider)))
    ids = select(Activity.id).where(is_meant).order_by(Activity.id).limit(MOST)
    linked = db.session.execute(
        update(Activity)
        # Its owner may have named another meanwhile.
        .where(is_meant, Activity.id.in_(db.session.scalars(ids).all()))
        .values(provider_id=provider.id)
        .returning(Activity.id)
        .execution_options(synchronize_session=False)
    )
    return len(linked.all())


def _names_of(provider: Provider) -> Sequence[str]:
    """As they are typed; the key of a name cannot be told in SQL."""
    names = db.session.scalars(select(Activity.provider).where(_is_unlinked()).distinct())
    return [name for name in names if name_key(name) == provider.key]


def _is_unlinked() -> ColumnElement[bool]:
    """From outside, and of no provider; as the index `ix_activity_provider` says it."""
    return and_(Activity.provider_id.is_(None), Activity.completion_id.is_(None))
