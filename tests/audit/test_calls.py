"""What officers, authors and everybody do is recorded with who, whom, what and why."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts import roles
from app.accounts.models import SignInSession
from app.audit.catalogue import CATALOGUE
from app.audit.models import AuditEntry, AuditValue, ViewLog
from app.certificates import actions as certificates
from app.certificates.models import CertificateRequest
from app.db import db
from app.kit import clock
from app.learning import overrides
from app.learning.overrides import OtherTerms, Target
from app.library import queries as library
from app.org import actions as org
from app.org import heads, leaving, units
from app.org.models import Position, Unit
from app.quizzes import marking, supervision
from app.quizzes import queries as attempts
from app.quizzes.quizzes import find_quiz
from tests.factories.cast import AT, SINCE, acting, create_person
from tests.factories.courses import publish
from tests.stage import study


def entries(action: str) -> list[tuple[AuditEntry, dict[str, tuple]]]:
    """With old and new by field."""
    found = []
    statement = select(AuditEntry).where(AuditEntry.action == action).order_by(AuditEntry.id)
    for entry in db.session.scalars(statement).all():
        values = db.session.scalars(select(AuditValue).where(AuditValue.entry_id == entry.id))
        found.append((entry, {value.field: (value.old, value.new) for value in values}))
    return found


def the_only(action: str) -> tuple[AuditEntry, dict[str, tuple]]:
    found = entries(action)
    assert len(found) == 1
    return found[0]


def issue(cast):
    version = library.find_live("contoh")
    assert version
    issued = certificates.issue_by_hand(
        cast.ana,
        version,
        completed_on=AT.date(),
        reason="Lulus di kelas.",
        form_key="k",
        by=cast.citra,
        at=AT,
    )
    db.session.commit()
    return issued


@pytest.fixture
def attempt(cast):
    study.finish(cast.ana, "contoh", at=AT, modules=1)
    return study.take(cast.ana, "contoh", "ujian-akhir", at=AT, right=False)


def test_a_sign_in_leaves_its_address(client, cast) -> None:
    cast.ana.set_password("lumbung-padi-di-lereng")
    fields = {"login": cast.ana.email, "password": "lumbung-padi-di-lereng"}
    client.post("/session", data=fields, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    entry, values = the_only("session.opened")
    assert (entry.actor_id, entry.channel) == (cast.ana.id, "web")
    assert values == {"address": (None, "203.0.113.7")}
    assert entry.request_id


def test_guessing_is_recorded_once_it_is_slowed_down(client, cast) -> None:
    fields = {"login": cast.ana.email, "password": "salah"}
    for _ in range(8):
        client.post("/session", data=fields)
    entry, values = the_only("sign-in.blocked-account")
    assert (entry.actor_id, entry.subject_id) == (None, cast.ana.id)
    assert values.keys() == {"address"}


def test_a_name_that_nobody_has_is_not_kept(client, cast) -> None:
    for _ in range(8):
        client.post("/session", data={"login": "rahasia-saya", "password": "salah"})
    entry, values = the_only("sign-in.blocked-account")
    assert entry.subject_id is None
    assert values.keys() == {"address"}


def test_a_new_password_is_recorded_but_not_what_it_is(client, cast) -> None:
    cast.ana.set_password("lumbung-padi-di-lereng")
    client.sign_in(cast.ana)
    new = "perahu-kecil-di-teluk"
    fields = {"current": "lumbung-padi-di-lereng", "new": new, "again": new}
    assert client.post("/profile/password", data=fields).status_code == 302
    entry, values = the_only("password.changed")
    assert (entry.actor_id, entry.subject_id) == (cast.ana.id, cast.ana.id)
    assert values.keys() == {"address"}
    assert entries("session.opened") == []


def test_ending_a_session_elsewhere_is_recorded_once(client, cast) -> None:
    accounts.open_session(cast.ana, user_agent="x", at=clock.now())
    other = db.session.scalars(select(SignInSession.id)).one()
    client.sign_in(cast.ana)
    for _ in range(2):
        client.post(f"/profile/sessions/{other}/revocation")
    entry, _ = the_only("session.ended")
    assert entry.actor_id == cast.ana.id


def test_a_role_is_recorded_with_who_granted_it(app, cast) -> None:
    accounts.grant_role(cast.dewi, "author", day=AT.date(), by_id=cast.citra.id)
    entry, values = entries("role.granted")[-1]
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.dewi.id)
    assert values == {"role": (None, "author")}


def test_a_role_for_a_unit_is_recorded_with_its_name(app, cast) -> None:
    unit = db.session.query(Unit).filter_by(name="Dishub").one()
    wanted = roles.Wanted("officer", AT.date(), unit_id=unit.id)
    roles.give(cast.dewi, wanted, by_id=cast.citra.id)
    assert entries("role.granted")[-1][1] == {"role": (None, "officer"), "unit": (None, "Dishub")}


def test_a_certificate_is_recorded_from_its_issue_to_its_end(app, cast) -> None:
    issued = issue(cast)
    certificates.revoke(issued, reason="Nama keliru.", by=cast.citra, at=AT)
    certificates.revoke(issued, reason="Sekali lagi.", by=cast.citra, at=AT)
    entry, values = the_only("certificate.issued")
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)
    assert (entry.object_kind, entry.object_id) == ("certificate", str(issued.id))
    assert values["reason"] == (None, "Lulus di kelas.")
    entry, values = the_only("certificate.revoked")
    assert values == {"number": (None, issued.number), "reason": (None, "Nama keliru.")}


@pytest.mark.parametrize(("step", "reason"), [("approval", None), ("rejection", "Belum lengkap.")])
def test_decisions_on_requests_are_recorded(client, cast, step, reason) -> None:
    study.finish(cast.ana, "persetujuan", at=AT)
    request = db.session.scalars(select(CertificateRequest)).one()
    client.sign_in(cast.citra)
    client.post(f"/certificate-requests/{request.id}/{step}", data={"reason": reason or ""})
    action = "approved" if step == "approval" else "rejected"
    entry, values = the_only(f"certificate-request.{action}")
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)
    assert values.get("reason") == ((None, reason) if reason else None)


def test_a_changed_signatory_is_recorded_with_old_and_new(client, cast) -> None:
    fields = {
        "number_template": "1/{seq}/{year}",
        "place": "Contoh",
        "signatory_name": "Siti",
        "signatory_title": "Kepala BKPSDM",
    }
    client.sign_in(cast.citra)
    for _ in range(2):
        client.post(f"/certificate-series/{cast.agency.id}", data=fields)
    entry, values = the_only("certificate-series.changed")
    assert values["signatory_name"] == ("Hasan", "Siti")
    assert "place" not in values
    assert entry.object_id == str(cast.agency.id)


def test_a_file_of_certificates_is_recorded_with_how_many(client, cast) -> None:
    issued = issue(cast)
    client.sign_in(cast.citra)
    client.post("/certificates/papers", data={"certificate": issued.id, "form": "pdf"})
    _, values = the_only("certificates.exported")
    assert values["count"] == (None, "1")


def test_points_given_by_hand_are_recorded_with_old_and_new(app, cast, attempt) -> None:
    slot, version = attempts.slots_of(attempt.id)[0]
    before = slot.fraction * version.points
    marking.override(
        attempt.id,
        slot.id,
        seen=0,
        points=Decimal("0.5"),
        reason="Dua arti.",
        by_id=cast.citra.id,
        at=AT,
    )
    entry, values = the_only("attempt.overridden")
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)
    assert Decimal(values["points"][0]) == before
    assert values["points"][1] == "0.5"
    assert values["reason"] == (None, "Dua arti.")


def test_an_attempt_that_is_opened_again_is_recorded(app, cast, attempt) -> None:
    supervision.reopen(attempt.id, minutes=30, reason="Listrik padam.", by_id=cast.citra.id, at=AT)
    entry, values = the_only("attempt.reopened")
    assert entry.object_id == str(attempt.id)
    assert values["score"][1] is None


def test_what_the_clock_does_to_an_attempt_is_not_recorded(app, cast, attempt) -> None:
    assert [entry for entry, _ in entries("attempt.timed_out")] == []


def test_other_terms_are_recorded_when_given_and_withdrawn(app, cast) -> None:
    quiz = find_quiz("contoh", "ujian-akhir")
    assert quiz
    overrides.give(
        quiz.module_id,
        Target(person_id=cast.ana.id),
        OtherTerms(attempts=4),
        reason="Sakit.",
        seen=0,
        by_id=cast.citra.id,
        at=AT,
    )
    entry, values = the_only("terms.given")
    assert entry.subject_id == cast.ana.id
    assert values == {"attempts": (None, "4"), "reason": (None, "Sakit.")}
    (given,) = db.session.scalars(select(overrides.QuizOverride)).all()
    overrides.withdraw(given.id, by_id=cast.citra.id, at=AT)
    overrides.withdraw(given.id, by_id=cast.citra.id, at=AT)
    _, values = the_only("terms.withdrawn")
    assert values == {"attempts": ("4", None)}


def test_other_terms_of_a_unit_are_recorded_with_its_name(app, cast) -> None:
    quiz = find_quiz("contoh", "ujian-akhir")
    assert quiz
    unit = db.session.query(Unit).filter_by(name="Dishub").one()
    overrides.give(
        quiz.module_id,
        Target(unit_id=unit.id),
        OtherTerms(attempts=4),
        reason="Banjir.",
        seen=0,
        by_id=cast.citra.id,
        at=AT,
    )
    _, values = the_only("terms.given")
    assert values["unit"] == (None, "Dishub")


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "export.csv"), ("POST", "exports/xlsx")], ids=["at-once", "job"]
)
def test_results_that_are_taken_along_are_recorded(client, cast, method, path) -> None:
    client.sign_in(cast.eko)
    client.open(f"/quizzes/contoh/ujian-akhir/{path}", method=method)
    entry, values = the_only("results.exported")
    assert entry.actor_id == cast.eko.id
    assert values["file"][1].endswith(path[-4:].lstrip("/."))


def test_publishing_is_recorded_and_rehearsing_is_not(app, cast, tmp_path) -> None:
    from tests.factories.courses import write_course

    root = write_course(tmp_path / "kecil", {})
    publish(root)
    _, values = entries("course.published")[-1]
    assert values["version"] == (None, "1")


def give_post(cast):
    return org.give_main_post(
        cast.ana,
        unit=db.session.scalars(select(Unit).where(Unit.name == "Dishub")).one(),
        position=db.session.scalars(select(Position)).one(),
        employment_type="pns",
        rank="Penata (III/c)",
        day=AT.date(),
        by=acting(cast.citra, "officer"),
    )


def test_a_new_post_is_recorded_with_the_one_before(app, cast) -> None:
    give_post(cast)
    entry, values = entries("post.given")[-1]
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)
    assert values == {
        "unit": ("Disdukcapil", "Dishub"),
        "rank": (None, "Penata (III/c)"),
        "first-day": (None, "2026-11-22"),
    }


def test_supervisors_by_hand_are_recorded_with_reason(app, cast) -> None:
    org.choose_supervisor(cast.ana, cast.eko, reason="Magang.", by=cast.citra, day=AT.date(), at=AT)
    org.unchoose_supervisor(cast.ana, day=date(2026, 12, 1), by_id=cast.citra.id)
    entry, values = entries("supervisor.chosen")[-1]
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)
    assert values["supervisor"] == (str(cast.budi.id), str(cast.eko.id))
    assert values["reason"] == (None, "Magang.")
    _, values = the_only("supervisor.ended")
    assert values == {"last-day": (None, "2026-11-30")}


def test_changes_of_the_tree_are_recorded_with_old_and_new(app, cast) -> None:
    by = {"by_id": cast.citra.id}
    unit = units.create(cast.agency, code="X", name="Satu", parent=None, day=SINCE, **by)
    heads.set_head(unit, cast.budi, kind="head", day=SINCE, **by)
    units.rename(unit, name="Dua", day=AT.date(), **by)
    units.rename(unit, name="Dua", day=AT.date(), **by)
    units.close(unit, day=AT.date(), **by)
    entry, _ = the_only("unit.entered")
    assert (entry.object_kind, entry.object_id) == ("unit", str(unit.id))
    _, values = the_only("unit.changed")
    assert values == {"name": ("Satu", "Dua"), "first-day": ("2024-01-01", "2026-11-22")}
    assert the_only("unit.closed")[1] == {"last-day": (None, "2026-11-22")}
    entry, values = the_only("head.set")
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.budi.id)
    assert values["unit"] == (None, "Satu")
    assert the_only("head.ended")[1] == {"last-day": (None, "2026-11-22")}


def test_a_leaver_is_recorded_and_coming_back(app, cast) -> None:
    day = AT.date()
    for _ in range(2):
        leaving.deactivate(cast.ana, last_day=day, today=day, at=AT, by_id=cast.citra.id)
    entry, values = the_only("person.deactivated")
    assert (entry.actor_id, entry.subject_id) == (cast.citra.id, cast.ana.id)
    assert values == {"last-day": (None, "2026-11-22")}
    assert the_only("post.ended")[1] == {"last-day": (None, "2026-11-22")}
    for _ in range(2):
        leaving.reactivate(cast.ana, by_id=cast.citra.id)
    assert the_only("person.reactivated")[0].actor_id == cast.citra.id


def test_a_person_who_is_entered_is_recorded_with_the_number(client, cast) -> None:
    fields = {
        "name": "Fajar",
        "nip": "199508172020011004",
        "email": "fajar@kota.go.id",
        "day": "2026-06-01",
        "unit": db.session.scalars(select(Unit.id).where(Unit.name == "Dishub")).one(),
        "position": "Analis",
        "employment_type": "pns",
    }
    assert client.sign_in(cast.citra).post("/people", data=fields).status_code == 302
    entry, values = the_only("person.entered")
    assert entry.actor_id == cast.citra.id
    assert values["nip"] == (None, "199508172020011004")


def test_a_register_is_recorded_when_it_really_changes(client, cast) -> None:
    position = db.session.scalars(select(Position)).one()
    client.sign_in(cast.citra)
    for _ in range(2):
        fields = {"title": "Analis Data", "grade": "", "kind": ""}
        assert client.post(f"/positions/{position.id}", data=fields).status_code == 302
    entry, values = the_only("position.changed")
    assert entry.actor_id == cast.citra.id
    assert values["position"] == ("Analis", "Analis Data")
    admin = create_person("fajar", cast.agency, "BKPSDM", "admin")
    fields = {"name": "Kota Contoh", "city": "Contoh", "time_zone": "Asia/Makassar"}
    client.sign_in(admin).post(f"/agencies/{cast.agency.id}", data=fields)
    _, values = the_only("agency.changed")
    assert values["time-zone"] == ("Asia/Jayapura", "Asia/Makassar")


def viewings() -> list[tuple[int, int, str]]:
    rows = select(ViewLog.viewer_id, ViewLog.subject_id, ViewLog.what)
    return [tuple(row) for row in db.session.execute(rows)]


def test_whoever_opens_a_persons_page_is_noted_once_an_hour(client, cast) -> None:
    client.sign_in(cast.citra)
    for _ in range(3):
        assert client.get(f"/quizzes/people/{cast.ana.id}").status_code == 200
    assert viewings() == [(cast.citra.id, cast.ana.id, "results.person")]


def test_looking_at_oneself_is_nobodys_concern(client, cast) -> None:
    client.sign_in(cast.eko).get(f"/quizzes/people/{cast.eko.id}")
    assert viewings() == []


def test_what_was_not_shown_is_not_noted(client, cast) -> None:
    assert client.sign_in(cast.dewi).get(f"/quizzes/people/{cast.ana.id}").status_code == 403
    assert client.sign_in(cast.citra).get("/quizzes/people/99999").status_code == 404
    assert viewings() == []


def test_every_page_of_a_person_notes_who_looks(client, cast, attempt) -> None:
    issued = issue(cast)
    study.finish(cast.ana, "persetujuan", at=AT)
    request = db.session.scalars(select(CertificateRequest)).one()
    client.sign_in(cast.citra)
    pages = {
        f"/certificates/{issued.id}": "certificate.page",
        f"/certificates/{issued.code}.pdf": "certificate.paper",
        f"/certificate-requests/{request.id}": "certificate.request",
        f"/quizzes/attempts/{attempt.id}": "results.attempt",
        f"/people/{cast.ana.id}": "person.page",
    }
    for page, what in pages.items():
        assert client.get(page).status_code == 200
        assert viewings()[-1] == (cast.citra.id, cast.ana.id, what)


def test_a_second_look_writes_nothing(client, cast, count_queries) -> None:
    client.sign_in(cast.citra).get(f"/quizzes/people/{cast.ana.id}")
    with count_queries() as made:
        client.get(f"/quizzes/people/{cast.ana.id}")
    assert [statement for statement in made if not statement.startswith("SELECT")] == []


def test_whatever_is_registered_has_words_of_its_own(app) -> None:
    with app.test_request_context():
        for words in vars(CATALOGUE).values():
            assert all(str(text) or not code for code, text in words.items())
