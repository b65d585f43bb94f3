"""The same word about one person, wherever a feature lets somebody write about them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.models import Identity, Person, RememberedDevice, SignInSession
from app.assignments.models import Assignment, AssignmentPerson, AssignmentTarget
from app.certificates.models import Certificate, CertificateRequest, CertificateRevocation
from app.db import Base, db
from app.handbook.models import HintDismissal
from app.jobs.models import Job
from app.learning.models import QuizOverride
from app.library.models import Course, Module
from app.notifications.models import Delivery, Notice
from app.org.models import ChosenSupervisor, Membership
from app.quizzes.models import Attempt, AttemptEvent, AttemptQuestion, ManualGrade
from app.records.models import Activity, Evidence, RecordShare, RecordStatement, Verification
from app.staffing.models import StaffImport, StaffImportRow
from tests.factories.cast import NUMBERS, SINCE, Cast


def plant(cast: Cast, word: str, *, at: datetime) -> None:
    """About Ana, who holds a certificate, waits for one, and has taken a quiz."""
    for feature in (
        _accounts,
        _lists,
        _told,
        _org,
        _learning,
        _assigned,
        _quizzes,
        _certified,
        _entered,
        _shown,
    ):
        db.session.add_all(feature(cast, word, at))
        db.session.flush()


def _accounts(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    ana, ends = cast.ana, {"created_at": at, "expires_at": at, "user_agent": word}
    yield SignInSession(person_id=ana.id, key_hash=word, **ends)
    yield RememberedDevice(person_id=ana.id, series=word, token_hash="x", **ends)
    yield Identity(person_id=ana.id, issuer=word, subject=word, created_at=at, last_used_at=at)


def _entered(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    """A training elsewhere, with its paper and what was said of it."""
    entry = Activity(
        person_id=cast.ana.id,
        form_id=4,
        state="returned",
        title="Lokakarya",
        provider="BKPSDM",
        place=word,
        number=word,
        number_key=word,
        starts_on=SINCE,
        ends_on=SINCE,
        created_at=at,
    )
    db.session.add(entry)
    db.session.flush()
    yield Evidence(
        activity_id=entry.id,
        file=word[:32],
        digest=word,
        media_type="image/jpeg",
        name=word,
        size=1,
        pages=1,
        created_at=at,
    )
    yield Verification(
        activity_id=entry.id,
        number=1,
        decision="returned",
        reason=word,
        by_id=cast.citra.id,
        at=at,
    )


def _shown(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    """A paper of the record, and a link to it."""
    ana, years = cast.ana.id, {"first_year": 2026, "last_year": 2026}
    printed = {"name": word, "agency": "Kota Contoh", "place": "Contoh", "issued_on": "2026-01-02"}
    yield RecordStatement(
        code="STATEMENT",
        person_id=ana,
        agency_id=cast.agency.id,
        snapshot={**printed, "nip": word, "position": word, "entries": [{"title": word}]},
        digest=word,
        issued_at=at,
        **years,
    )
    yield RecordShare(
        person_id=ana,
        token_hash=word,
        label=word,
        shows_numbers=True,
        created_at=at,
        expires_at=at,
    )


def _lists(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    """A list that was applied: a row with her account, and one of before she had one."""
    brought = staff_list(cast, at=at, applied_at=at)
    yield staff_row(brought, word, person_id=cast.ana.id, nip="")
    yield staff_row(brought, word, person_id=None, nip=NUMBERS["ana"])


def staff_list(cast: Cast, *, at: datetime, applied_at: datetime | None) -> StaffImport:
    brought = StaffImport(
        agency_id=cast.agency.id,
        file_name="pegawai.csv",
        created_by_id=cast.citra.id,
        created_at=at,
        day=SINCE,
        checked_at=at,
        applied_at=applied_at,
    )
    db.session.add(brought)
    db.session.flush()
    return brought


def staff_row(brought: StaffImport, word: str, **whose: Any) -> StaffImportRow:
    return StaffImportRow(
        import_id=brought.id,
        state="unchanged",
        name=word,
        email=word,
        birth_place=word,
        unit_code="1",
        position=word,
        rank=word,
        employment_type="pns",
        day=SINCE,
        closes_on=SINCE,
        has_new_post=False,
        has_new_number=False,
        seen="x",
        changes={"name": [word, word]},
        faults=[],
        **whose,
    )


def _told(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    notice = Notice(
        person_id=cast.ana.id, kind="x", key=word, params={"reason": word}, created_at=at
    )
    db.session.add(notice)
    db.session.flush()
    yield Delivery(notice_id=notice.id, channel="mail", answer=word, created_at=at, due_at=at)
    yield HintDismissal(person_id=cast.ana.id, hint=word, at=at)
    yield Job(
        kind="x",
        arguments={"of": word},
        person_id=cast.ana.id,
        subject=word,
        language="id",
        back="/",
        created_at=at,
    )


def _org(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    for post in db.session.scalars(select(Membership).where(_is_of(Membership, cast.ana))):
        post.rank = word
    yield ChosenSupervisor(
        person_id=cast.ana.id,
        supervisor_id=cast.budi.id,
        reason=word,
        set_at=at,
        valid_from=SINCE,
        valid_to=SINCE,
    )


def _learning(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    yield QuizOverride(
        module_id=_first(Module.id),
        person_id=cast.ana.id,
        extra_minutes=30,
        reason=word,
        given_by_id=cast.citra.id,
        given_at=at,
    )


def _assigned(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    given = Assignment(
        course_id=_first(Course.id),
        kind="recommended",
        given_as="supervisor",
        reason=word,
        opens_on=SINCE,
        time_zone="Asia/Jayapura",
        form_key="k",
        form_hash="h",
        given_by_id=cast.budi.id,
        given_at=at,
    )
    db.session.add(given)
    db.session.flush()
    target = AssignmentTarget(assignment_id=given.id, person_id=cast.ana.id)
    db.session.add(target)
    db.session.flush()
    yield AssignmentPerson(
        assignment_id=given.id,
        person_id=cast.ana.id,
        target_id=target.id,
        got_at=at,
        declined_at=at,
        declined_because=word,
    )


def _quizzes(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    attempt = db.session.scalars(select(Attempt).where(_is_of(Attempt, cast.ana))).first()
    assert attempt
    attempt.device = word
    answer = select(AttemptQuestion.id).where(AttemptQuestion.attempt_id == attempt.id)
    yield ManualGrade(
        attempt_question_id=db.session.scalars(answer).first(),
        number=1,
        points=1,
        comment=word,
        given_by_id=cast.eko.id,
        given_at=at,
    )
    yield AttemptEvent(attempt_id=attempt.id, kind="reopened", at=at, reason=word)


def _certified(cast: Cast, word: str, at: datetime) -> Iterator[Base]:
    certificate = db.session.scalars(
        select(Certificate).where(_is_of(Certificate, cast.ana))
    ).first()
    assert certificate
    certificate.reason = word
    yield CertificateRevocation(
        certificate_id=certificate.id, reason=word, revoked_at=at, revoked_by_id=cast.citra.id
    )
    request = db.session.scalars(select(CertificateRequest)).first()
    assert request
    request.reason = word


def _is_of(model: Any, person: Person) -> Any:
    return model.person_id == person.id


def _first(column: Any) -> Any:
    return db.session.scalars(select(column).order_by(column)).first()
