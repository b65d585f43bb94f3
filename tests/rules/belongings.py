"""Something of Ana's, of her unit and of her course for every argument of an address."""

import secrets
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select

from app.accounts import links, roles
from app.accounts.actions import open_session
from app.accounts.models import Identity, Person, RememberedDevice, SecondFactor, SignInSession
from app.assignments import actions as assignments
from app.assignments.targets import of_people
from app.audit.models import AuditEntry
from app.certificates.models import CertificateRequest
from app.coaching.models import CoachingSession
from app.db import db
from app.jobs import actions as jobs
from app.kit import clock
from app.learning import overrides
from app.learning.models import QuizOverride
from app.learning.overrides import OtherTerms, Target
from app.library import authors
from app.library.queries import find_course, find_live
from app.notifications.models import Delivery, Notice
from app.org import actions as org
from app.org import heads
from app.org.models import Position, Unit
from app.privacy import corrections
from app.quizzes.models import AttemptQuestion
from app.quizzes.quizzes import find_quiz
from app.records import sharing, statements
from app.records.evidence_intake import take_in
from app.records.models import Activity, Evidence
from app.reference.models import Provider
from app.reminders.models import ReminderRound
from app.siasn.models import SiasnBatch, SiasnItem
from app.staffing.models import StaffImport
from app.studio.models import CourseDraft
from tests.certificates.test_certificates import complete, issue
from tests.conftest import COURSES
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.courses import publish
from tests.factories.papers import photo
from tests.stage import study

Marks = dict[str, Any]
# Where an argument does not stand for the same everywhere: endpoint → its own marks.
SPECIAL: dict[str, Marks] = {
    "learning.create_completion": {"module_ref": "pengantar"},
    "learning.create_check": {
        "course_ref": "jenis-soal",
        "module_ref": "cek-diri",
        "question_ref": "q-cek-tunggal",
    },
    "learning.create_response": {"course_ref": "jenis-soal", "module_ref": "pendapat"},
    **{
        f"admin.{step}_setting": {"key": "accounts.session-hours"}
        for step in ("edit", "update", "reset")
    },
    "studio.survey": {"course_ref": "jenis-soal", "module_ref": "pendapat"},
    "studio.survey_answers": {
        "course_ref": "jenis-soal",
        "module_ref": "pendapat",
        "question_ref": "q-saran",
    },
}


def lay_out(cast: Cast) -> Marks:
    publish(COURSES / "jenis-soal")
    marks = {
        **_learned(cast),
        **_account(cast.ana),
        **_told(cast.ana),
        **_of_unit(cast),
        **_of_course(cast),
        **_assigned(cast),
        **_entered(cast),
        **_reminded(cast.budi),
        **_shown(cast.ana),
        **_registered(),
        **_handed_over(cast),
        **drafted(cast.eko),
        **_work(cast),
    }
    db.session.commit()
    return marks


def _learned(cast: Cast) -> Marks:
    certificate = issue(cast)
    complete(cast.ana)
    attempt = study.take(cast.ana, "contoh", "ujian-akhir", at=AT)
    slot = db.session.scalars(
        select(AttemptQuestion).where(AttemptQuestion.attempt_id == attempt.id)
    ).first()
    slot.marker, slot.fraction = "trainer", None
    return {
        "certificate_id": certificate.id,
        "code": certificate.code,
        "request_id": db.session.scalars(select(CertificateRequest.id)).one(),
        "attempt_id": attempt.id,
        "answer_id": slot.id,
        "number": 1,
    }


def _account(person: Person) -> Marks:
    device = RememberedDevice(
        person_id=person.id,
        series="x",
        token_hash="x",
        user_agent="x",
        created_at=AT,
        expires_at=AT + timedelta(days=3650),
    )
    identity = Identity(
        person_id=person.id, issuer="x", subject="x", created_at=AT, last_used_at=AT
    )
    factor = SecondFactor(
        person_id=person.id, salt=secrets.token_bytes(16), created_at=AT, confirmed_at=AT
    )
    db.session.add_all([device, identity, factor])
    open_session(person, user_agent="x", at=AT)
    db.session.flush()
    return {
        "person_id": person.id,
        "grant_id": roles.all_of(person.id)[0].id,
        "session_id": db.session.scalars(select(SignInSession.id)).one(),
        "device_id": device.id,
        "identity_id": identity.id,
        "token": links.make_link(person, by=None, lasts=links.LASTS_BY_HAND, at=clock.now())[1],
    }


def _told(person: Person) -> Marks:
    notice = Notice(person_id=person.id, kind="quiz.marked", key="x", params={}, created_at=AT)
    db.session.add(notice)
    db.session.flush()
    asked = corrections.ask(person.id, about="name", wrong="Anna", right="Ana", at=AT)
    delivery = Delivery(
        notice_id=notice.id, channel="mail", state="failed", created_at=AT, due_at=AT
    )
    db.session.add(delivery)
    db.session.flush()
    return {"notice_id": notice.id, "delivery_id": delivery.id, "correction_id": asked.id}


def _unit(name: str) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.name == name)).one()


def _of_unit(cast: Cast) -> Marks:
    unit = _unit("Disdukcapil")
    position = db.session.scalars(select(Position)).first()
    acting = org.give_other_post(
        cast.ana, unit=_unit("BKPSDM"), position=position, kind="acting", day=SINCE, until=None
    )
    return {
        "unit_id": unit.id,
        "head_id": heads.set_head(unit, cast.budi, kind="head", day=SINCE).id,
        "post_id": acting.id,
        "agency_id": cast.agency.id,
        "position_id": position.id,
        "entry_id": db.session.scalars(select(AuditEntry.id)).first(),
    }


def _of_course(cast: Cast) -> Marks:
    course = find_course("contoh")
    quiz = find_quiz("contoh", "ujian-akhir")
    target, terms = Target(person_id=cast.ana.id), OtherTerms(extra_minutes=5)
    overrides.give(
        quiz.module_id, target, terms, reason="Sakit.", seen=0, by_id=cast.citra.id, at=AT
    )
    authors.add_author(cast.ana.id, course.id, by_id=cast.citra.id, day=SINCE)
    return {
        "course_ref": "contoh",
        "module_ref": "ujian-akhir",
        "override_id": db.session.scalars(select(QuizOverride.id)).one(),
        "authorship_id": authors.courses_of(cast.ana.id)[0][0].id,
        "ending": "csv",
        "name": "gift",
    }


def _assigned(cast: Cast) -> Marks:
    """By Budi to Ana, recommended: so she may decline it."""
    version = find_live("jenis-soal")
    cast.budi.agency_zone = cast.agency.time_zone
    wanted = assignments.Wanted("recommended", "supervisor", "x", SINCE, None)
    given, _ = assignments.assign(
        version, of_people([cast.ana.id]), wanted, form_key="x", by=cast.budi, at=AT
    )
    return {"assignment_id": given.id}


def _entered(cast: Cast) -> Marks:
    """Sent for verification: whoever decides may see it, too; also what Budi has confirmed."""
    activity = Activity(
        person_id=cast.ana.id,
        form_id=4,
        state="proposed",
        title="x",
        provider="x",
        starts_on=SINCE,
        ends_on=SINCE,
        proposed_at=AT,
        waits_for="either",
        created_at=AT,
    )
    db.session.add(activity)
    db.session.flush()
    session = CoachingSession(
        form_id=14,
        coach_id=cast.budi.id,
        coachee_id=cast.ana.id,
        held_on=SINCE,
        minutes=45,
        topic="x",
        agreed="x",
        written_by_id=cast.ana.id,
        state="confirmed",
        decided_at=AT,
        activity_id=activity.id,
        form_key="x",
        created_at=AT,
    )
    db.session.add(session)
    db.session.flush()
    marks = {"activity_id": activity.id, "file_id": _proven(activity).id}
    return {**marks, "coaching_id": session.id}


def _reminded(giver: Person) -> Marks:
    sending = ReminderRound(
        given_by_id=giver.id,
        whom="team",
        standing="below",
        year=AT.year,
        note="",
        recipients=0,
        form_key="x",
        created_at=AT,
    )
    db.session.add(sending)
    db.session.flush()
    return {"round_id": sending.id}


def _shown(person: Person) -> Marks:
    """A paper of the record, and a link to it."""
    link = {"label": "x", "year": None, "shows_numbers": False, "days": 30}
    share = sharing.make(person, token="x", at=clock.now(), **link)
    paper = statements.issue(person, None, at=clock.now())
    return {"statement_code": paper.code, "share_id": share.id, "share_token": "x"}


def _proven(activity: Activity) -> Evidence:
    store = current_app.config["LENTERA"].evidence
    kept = take_in(photo(), store=store, scan=(), most_bytes=10_000)
    file = Evidence(activity_id=activity.id, name="x", created_at=AT, **asdict(kept))
    db.session.add(file)
    db.session.flush()
    return file


def _registered() -> Marks:
    provider = Provider(name="x", key="x", kind="other", created_at=AT)
    db.session.add(provider)
    db.session.flush()
    return {"provider_id": provider.id}


def _handed_over(cast: Cast) -> Marks:
    activity = db.session.scalars(select(Activity).where(Activity.person_id == cast.ana.id)).first()
    batch = SiasnBatch(
        agency_id=cast.agency.id, number=1, year=2026, created_by_id=cast.citra.id, created_at=AT
    )
    db.session.add(batch)
    db.session.flush()
    item = SiasnItem(
        batch_id=batch.id,
        activity_id=activity.id,
        person_id=cast.ana.id,
        revision=1,
        nip="1" * 18,
        form_id=4,
        title="x",
        provider="x",
        number="x",
        starts_on=SINCE,
        ends_on=SINCE,
        hours=1,
    )
    db.session.add(item)
    db.session.flush()
    return {"batch_id": batch.id, "item_id": item.id}


def drafted(author: Person) -> Marks:
    draft = CourseDraft(
        ref="contoh",
        title="Contoh",
        lang="id",
        origin="x",
        folder="x",
        created_by_id=author.id,
        created_at=AT,
        checked_at=AT,
        content_hash="x",
        findings=[],
    )
    db.session.add(draft)
    db.session.flush()
    return {"draft_id": draft.id}


def _work(cast: Cast) -> Marks:
    """A job of the officer, who looks after everybody, and a staff list of theirs."""
    job = jobs.start(
        "certificates.papers",
        person_id=cast.citra.id,
        arguments={"certificates": [], "form": "pdf"},
        key=None,
        subject="x",
        language="id",
        back="/",
        at=AT,
    )
    brought = StaffImport(
        agency_id=cast.agency.id,
        file_name="x.csv",
        file=b"NIP;Nama",
        created_by_id=cast.citra.id,
        created_at=AT,
        day=SINCE,
        headings=["NIP", "Nama"],
        columns={},
    )
    db.session.add(brought)
    db.session.flush()
    return {"job_id": job.id, "import_id": brought.id}
