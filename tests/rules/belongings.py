"""Something of Ana's, of her unit and of her course for every argument of an address."""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.accounts import links, roles
from app.accounts.actions import open_session
from app.accounts.models import Identity, Person, RememberedDevice, SecondFactor, SignInSession
from app.audit.models import AuditEntry
from app.certificates.models import CertificateRequest
from app.db import db
from app.jobs import actions as jobs
from app.kit import clock
from app.learning import overrides
from app.learning.models import QuizOverride
from app.learning.overrides import OtherTerms, Target
from app.library import authors
from app.library.queries import find_course
from app.notifications.models import Delivery, Notice
from app.org import actions as org
from app.org import heads
from app.org.models import Position, Unit
from app.quizzes.models import AttemptQuestion
from app.quizzes.quizzes import find_quiz
from app.staffing.models import StaffImport
from app.studio.models import CourseDraft
from tests.certificates.test_certificates import complete, issue
from tests.conftest import COURSES
from tests.factories.cast import AT, SINCE, Cast
from tests.factories.courses import publish
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
    delivery = Delivery(
        notice_id=notice.id, channel="mail", state="failed", created_at=AT, due_at=AT
    )
    db.session.add(delivery)
    db.session.flush()
    return {"notice_id": notice.id, "delivery_id": delivery.id}


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
