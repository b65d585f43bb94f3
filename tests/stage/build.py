"""One instance with something in every list and an attempt in every state.

Whatever stands on it was done by the product's own actions, each on its day, so that pages can be
looked at, measured and taken pictures of without anybody clicking through a month of learning.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from app import server
from app.accounts.models import Person
from app.accounts.queries import get_actor
from app.audit import actions as audit
from app.audit.models import AuditEntry
from app.audit.sealing import seal_some
from app.certificates import actions as certificates
from app.certificates import lists
from app.config import Config, from_environment
from app.db import db
from app.handbook import pictures as handbook
from app.kit import clock
from app.learning import override_lists, overrides
from app.learning.overrides import OtherTerms, Target
from app.library import queries as library
from app.library.models import CourseAsset
from app.org.models import Unit
from app.quizzes import actions as quizzes
from app.quizzes import checking, marking, supervision
from app.quizzes import queries as attempts
from app.quizzes.quizzes import find_quiz
from app.studio import drafts
from app.studio.actions import prepare
from app.studio.cli import configured, publish_all, publish_one
from app.web.transaction import transaction
from tests.factories.cast import anybody_everywhere
from tests.stage import (
    assigning,
    coaching,
    courses,
    entries,
    mail,
    privacy,
    professionalism,
    providers,
    reminding,
    showing,
    siasn,
    sign_in,
    staff,
    study,
    verifying,
    work,
    years,
)
from tests.stage.people import Company, arrange, gather

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
PROJECT = "manajemen-proyek-dasar"


@dataclass
class Scene:
    """`marks`: name → what stands for it in an address."""

    app: Flask
    folder: Path
    people: Company
    now: datetime
    marks: dict[str, str]

    @property
    def config(self) -> Config:
        found: Config = self.app.config["LENTERA"]
        return found


@dataclass
class Stage:
    instance: Path
    courses: Path
    marks: dict[str, str]


def build(folder: Path) -> Stage:
    laid = courses.lay_out(folder / "courses")
    instance = folder / "instance"
    app = server.prepare(
        from_environment({"LENTERA_INSTANCE": str(instance), "LENTERA_COURSES": str(laid)})
    )
    now = clock.now()
    with app.app_context():
        config: Config = app.config["LENTERA"]
        publish_all(configured(config), config)
        with transaction():
            people = gather(instance, at=now - 300 * DAY)
        scene = Scene(app, laid, people, now, {})
        for play in ACTS:
            with transaction():
                play(scene)
        # Checks and renders outside a transaction, as the studio does.
        correct(scene)
        write_drafts(scene)
        bring_staff(scene)
        print_papers(scene)
        db.session.remove()
        db.engine.dispose()
    return Stage(instance, laid, scene.marks)


def study_a_while(scene: Scene) -> None:
    """Ana and Dewi are midway; what they finished lies on different days of the year."""
    ana, dewi, now = scene.people.ana, scene.people.dewi, scene.now
    study.finish(ana, PROJECT, at=now - DAY, modules=4)
    study.begin(ana, PROJECT, "kuis-rincian-kerja", at=now - 40 * MINUTE)
    study.finish(ana, "literasi-digital-pelayanan", at=now - 9 * DAY)
    study.finish(dewi, "contoh", at=now - 9 * DAY, modules=1)


def take_quizzes(scene: Scene) -> None:
    """An attempt of Ana in every state and behaviour."""
    ana, now, marks = scene.people.ana, scene.now, scene.marks
    study.finish(ana, "contoh", at=now - 30 * DAY, modules=1)
    passed = study.take(ana, "contoh", "kuis-latihan", at=now - 29 * DAY)
    failed = study.take(ana, "contoh", "ujian-akhir", at=now - 20 * DAY, right=False)
    marks |= {"passed": str(passed.id), "failed": str(failed.id)}
    running = study.begin(ana, "contoh", "ujian-akhir", at=now - 30 * MINUTE)
    study.choose_first(running, at=now - 25 * MINUTE, only=1)
    marks["running"] = str(running.id)
    for module in ("langsung", "bertahap", "berurutan", "berhalaman", "melanjutkan"):
        marks[module] = str(study.begin(ana, "perilaku", module, at=now - 3 * MINUTE).id)
    checked = attempts.get_locked(int(marks["langsung"]))
    study.choose_first(checked, at=now - 2 * MINUTE)
    checking.check_answer(checked, 1, at=now - 2 * MINUTE)
    types = study.begin(ana, "jenis-soal", "kuis", at=now - 8 * DAY)
    study.choose_first(types, at=now - 8 * DAY)
    marks["types_result"] = str(quizzes.submit(types, at=now - 8 * DAY + MINUTE).id)
    marks["types"] = str(study.begin(scene.people.dewi, "jenis-soal", "kuis", at=now - MINUTE).id)


def run_out_of_time(scene: Scene) -> None:
    people, now, marks = scene.people, scene.now, scene.marks
    late = study.begin(people.ana, courses.TIMED, "ujian", at=now - 50 * MINUTE)
    study.choose_first(late, at=now - 40 * MINUTE, only=1)
    quizzes.close_due(late.id, at=now - 10 * MINUTE)
    marks["overdue"] = str(late.id)
    timed = study.begin(people.dewi, courses.TIMED, "ujian", at=now - MINUTE)
    marks["timed"] = str(timed.id)
    left = study.begin(people.ana, "perilaku", "rata-rata", at=now - 5 * DAY)
    quizzes.abandon(left, at=now - 4 * DAY)
    marks["abandoned"] = str(left.id)


def write_essays(scene: Scene) -> None:
    """Essays wait for a trainer, for their author, and some have their points."""
    people, now, marks = scene.people, scene.now, scene.marks
    for place, person in enumerate([people.ana, people.dewi, *people.crowd[:8]]):
        attempt = study.begin(person, "esai", "telaah", at=now - (place + 1) * DAY)
        study.choose_first(attempt, at=now - (place + 1) * DAY)
        study.write_essays(attempt, ESSAY, at=now - (place + 1) * DAY)
        quizzes.submit(attempt, at=now - place * DAY - 20 * MINUTE)
        marks.setdefault("waiting", str(attempt.id))
        essays = [
            slot
            for slot, version in attempts.slots_of(attempt.id)
            if version.body["type"] == "essay"
        ]
        marks["answer"] = str(essays[0].id)
        if place == 1:
            _mark(attempt.id, [slot.id for slot in essays], by=people.eko, at=now - 3 * MINUTE)
            marks["marked"] = str(attempt.id)
    own = study.begin(people.ana, "esai", "refleksi", at=now - 2 * DAY)
    study.write_essays(own, ESSAY, at=now - 2 * DAY)
    marks["own"] = str(quizzes.submit(own, at=now - 2 * DAY + MINUTE).id)


ESSAY = (
    "Saya berterima kasih, menjelaskan bahwa saya tidak boleh menerimanya, mengembalikan bingkisan "
    "itu pada hari yang sama, lalu mencatat dan melaporkannya kepada atasan."
)


def _mark(attempt_id: int, slots: list[int], *, by: Person, at: datetime) -> None:
    for slot_id in slots:
        marking.mark(
            attempt_id,
            slot_id,
            seen=0,
            points=Decimal(3),
            comment="Baik; sebutkan juga batas waktunya.",
            by_id=by.id,
            at=at,
        )


def fill_tables(scene: Scene) -> None:
    """Enough people that tables have a second page and plots have something to show."""
    for place, person in enumerate(scene.people.crowd):
        day = scene.now - (place * 7 + 2) * DAY
        study.take(person, "contoh", "ujian-akhir", at=day, right=place % 3 > 0)
        study.take(person, "contoh", "kuis-latihan", at=day, right=place % 4 > 0)
        if place % 2:
            study.finish(person, "persetujuan", at=day)
        if place % 5 == 0:
            study.finish(person, "contoh", at=day)
        if place < 7:
            study.fill_in_survey(person, "jenis-soal", "pendapat", turn=place, at=day)


def correct_by_hand(scene: Scene) -> None:
    """An officer gives time, opens again, overrides; all of it leaves its trail and notices."""
    people, now, marks = scene.people, scene.now, scene.marks
    crowd, citra = people.crowd, people.citra
    timed = int(marks["timed"])
    supervision.extend(timed, minutes=45, reason="Listrik padam.", by_id=citra.id, at=now)
    attempt = study.take(crowd[3], "contoh", "ujian-akhir", at=now - DAY, right=False)
    supervision.reopen(attempt.id, minutes=None, reason="Salin.", by_id=citra.id, at=now)
    slots = attempts.slots_of(int(marks["failed"]))
    marking.override(
        int(marks["failed"]),
        slots[0][0].id,
        seen=0,
        points=Decimal(1),
        reason="Soalnya dapat dibaca dengan dua cara.",
        by_id=citra.id,
        at=now - 2 * DAY,
    )
    marks["supervised"] = marks["failed"]


def give_terms(scene: Scene) -> None:
    people, now = scene.people, scene.now
    quiz = find_quiz("contoh", "ujian-akhir")
    assert quiz
    for target, terms in (
        (Target(person_id=people.ana.id), OtherTerms(attempts=4)),
        (Target(person_id=people.dewi.id), OtherTerms(closes_at=now + 9 * DAY)),
        (Target(), OtherTerms(extra_minutes=15)),
    ):
        seen = override_lists.newest_in(quiz.module_id)
        overrides.give(
            quiz.module_id,
            target,
            terms,
            reason="Jaringan di distrik putus dua hari.",
            seen=seen,
            by_id=people.citra.id,
            at=now - DAY,
        )
    held = override_lists.overrides_of(quiz.module_id, actor=anybody_everywhere(), in_force=True)
    withdrawn = next(one for one in held if one.override.person_id == people.dewi.id)
    overrides.withdraw(withdrawn.override.id, by_id=people.citra.id, at=now)
    scene.marks["override"] = str(held[-1].override.id)


def issue_certificates(scene: Scene) -> None:
    """One each: valid, revoked, expired, rejected; and some wait."""
    people, now, marks = scene.people, scene.now, scene.marks
    requests = lists.waiting(lists.WantedRequests(anybody_everywhere()))
    requests[0].request.decide(
        "rejected", reason="Unggah surat tugas dahulu.", by=people.citra.id, at=now
    )
    certificates.approve(requests[1].request, by=people.citra, at=now)
    marks["request"] = str(requests[2].request.id)
    version = library.find_live("contoh")
    assert version
    for name, person in (("valid", people.ana), ("revoked", people.budi), ("expired", people.eko)):
        issued = certificates.issue_by_hand(
            person,
            version,
            completed_on=clock.local_date(now - 3 * DAY, people.agency.time_zone),
            reason="Lulus pada pelatihan tatap muka.",
            form_key=f"panggung-{name}",
            by=people.citra,
            at=now - 2 * DAY,
        )
        if name == "revoked":
            certificates.revoke(issued, reason="Nama keliru.", by=people.citra, at=now)
        if name == "expired":
            issued.valid_until = clock.local_date(now - DAY, people.agency.time_zone)
        marks |= {f"certificate_{name}": str(issued.id), f"code_{name}": issued.code}


def mark_ids(scene: Scene) -> None:
    people, marks = scene.people, scene.marks
    marks |= {"ana": str(people.ana.id), "agency": str(people.agency.id)}
    marks["person"] = str(people.crowd[0].id)
    marks |= arrange(people)
    marks |= sign_in.prepare(people, at=scene.now)
    marks |= privacy.ask(people, at=scene.now)
    marks |= years.close(people.agency, people.crowd[0], by=people.citra, at=scene.now)
    marks |= providers.register(
        people.crowd[:4], by=people.citra, zone=people.agency.time_zone, at=scene.now
    )
    marks |= professionalism.know(people.ana, people.crowd, by=people.citra, at=scene.now)
    marks |= siasn.hand_over(people.crowd[:4], people.agency, by=people.citra, at=scene.now)
    marks |= verifying.propose(people.ana, people.crowd[4:34], by=people.citra, at=scene.now)
    others = people.crowd[4:20:4]
    marks |= coaching.hold(people.ana, people.budi, people.eko, others, at=scene.now)
    marks |= reminding.remind(people.budi, people.citra, at=scene.now)
    marks["asset"] = _first_picture("contoh")
    marks["picture"] = "/".join(next(iter(handbook.files())))


def _first_picture(course: str) -> str:
    version = library.find_live(course)
    assert version
    picture = db.session.scalars(
        select(CourseAsset)
        .where(CourseAsset.course_version_id == version.id)
        .order_by(CourseAsset.path)
    ).first()
    assert picture
    return f"{picture.asset_hash}/{Path(picture.path).name}"


def correct(scene: Scene) -> None:
    """A key was wrong and is published anew; nobody has carried it out yet."""
    courses.correct_a_key(scene.folder)
    outcome = publish_one(scene.folder / "contoh", scene.config)
    assert outcome.publication, outcome


def write_drafts(scene: Scene) -> None:
    """One with findings, one that can be published, and one of what is not to be published yet."""
    worse = (courses.PRACTICE, courses.KEY[::-1])
    better = ("persetujuan/modules/01-bacaan.md", ("\n---\n\n", "\n---\n\nSelamat belajar.\n\n"))
    for name, (path, change) in (("draft_broken", worse), ("draft", better)):
        scene.marks[name] = str(_draft(scene, path, change))


def _draft(scene: Scene, path: str, change: tuple[str, str]) -> int:
    ref = path.split("/", maxsplit=1)[0]
    folder = drafts.new_folder(scene.config.drafts)
    shutil.copytree(scene.folder / ref, folder, dirs_exist_ok=True)
    courses.replace_in(folder / path.removeprefix(f"{ref}/"), change)
    prepared = prepare(folder, seconds=scene.config.render_seconds, anyway=True)
    with transaction():
        draft = drafts.create(
            prepared,
            origin=f"{ref}.zip",
            by=get_actor(scene.people.eko.id, scene.now),
            at=scene.now,
            assets=scene.config.assets,
        )
        return draft.id


def bring_staff(scene: Scene) -> None:
    """Before the papers, whose jobs are left waiting."""
    citra, ana = (db.session.merge(one) for one in (scene.people.citra, scene.people.ana))
    agency = db.session.merge(scene.people.agency)
    unit = db.session.scalars(select(Unit.code).where(Unit.agency_id == agency.id)).first() or ""
    scene.marks["staff_import"] = str(staff.bring(citra, agency, ana, unit, at=scene.now))


def print_papers(scene: Scene) -> None:
    """All certificates in one file: done, failed, on its way, not begun."""
    marks = scene.marks
    certificates = [int(id_) for name, id_ in marks.items() if name.startswith("certificate_")]
    # First, since the others leave jobs that wait.
    marks |= work.look_ahead(db.session.merge(scene.people.citra), at=scene.now)
    marks |= work.carry_out(db.session.merge(scene.people.citra), certificates, at=scene.now)


def look_around(scene: Scene) -> None:
    """Whoever opens a person's page leaves that; most of what was done is sealed."""
    people, marks = scene.people, scene.marks
    for viewer, what, hours in (
        (people.eko, "results.attempt", 3),
        (people.citra, "certificate.page", 2),
    ):
        at = scene.now - timedelta(hours=hours)
        audit.note_view(viewer.id, people.ana.id, what, at=at)
    extended = select(AuditEntry.id).where(AuditEntry.action == "attempt.extended")
    marks["audit_entry"] = str(db.session.scalars(extended).one())
    seal_some(at=scene.now)


def assign_courses(scene: Scene) -> None:
    scene.marks |= assigning.assign(scene.people, at=scene.now)


def enter_trainings(scene: Scene) -> None:
    scene.marks |= entries.enter(scene.people, store=scene.config.evidence, at=scene.now)
    scene.marks |= showing.show(scene.people, at=scene.now)


def send_mails(scene: Scene) -> None:
    mail.put_in(at=scene.now)


ACTS: tuple[Callable[[Scene], None], ...] = (
    study_a_while,
    take_quizzes,
    run_out_of_time,
    write_essays,
    fill_tables,
    correct_by_hand,
    give_terms,
    issue_certificates,
    assign_courses,
    mark_ids,
    enter_trainings,
    look_around,
    send_mails,
)
