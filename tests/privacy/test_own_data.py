"""All that is kept about a person: on the page, as JSON and as PDF."""

import io
import json
import re
from decimal import Decimal
from threading import Event

import pytest
from pypdf import PdfReader
from sqlalchemy import CheckConstraint, select

from app.accounts.models import SignInSession
from app.audit.actions import record
from app.audit.models import AuditEntry
from app.config import ROOT
from app.db import Base, db
from app.jobs import worker
from app.jobs.models import Job
from app.library.models import ModuleVersion
from app.notifications.models import Notice
from app.privacy import papers, registry
from app.privacy.settings import DAYS
from app.quizzes import audited, marking
from app.quizzes.models import AttemptQuestion
from tests.certificates.test_certificates import issue
from tests.factories.cast import AT
from tests.stage import study

# Tables that point to people and tell nothing about them beyond what stands in another kind, with
# the reason.
LEFT_OUT = {
    "assignment": "told of by whoever was assigned; who gave it, in the audit",
    "assignment_target": "told by what came of it for a person",
    "setting": "who has set something stands in the audit",
    "brand": "who has set something stands in the audit",
    "regrading": "whose keys were corrected by whom stands in the audit",
    "certificate_revocation": "told with the certificate",
    "staff_import": "of whom it tells stands in its rows; who brought it, in the audit",
}


TOLD_BY_QUIZZES = ("answer.marked", "attempt.overridden")


@pytest.fixture
def ana(client, cast):
    client.sign_in(cast.ana, language="en")
    return cast.ana


def exported(client, form: str) -> bytes:
    answer = client.post("/profile/data/exports", data={"form": form})
    assert answer.status_code == 302
    db.session.commit()
    assert worker.run_next(Event())
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    assert job.state == "done", job.error
    return client.get(f"/jobs/{job.id}/file").data


def kinds_in(data: bytes) -> dict[str, list[dict]]:
    return {kind["kind"]: kind["rows"] for kind in json.loads(data)["kinds"]}


def test_the_page_tells_of_what_kind_why_and_how_long(client, ana) -> None:
    page = client.get("/profile/data").text
    for words in ("Your NIP", "To tell you from others of the same name", "30 days"):
        assert words in page
    assert "Of what nothing is kept about me" in page


def test_a_kind_shows_its_rows_in_words(client, ana) -> None:
    page = client.get("/profile/data/accounts.numbers").text
    assert "199204112019032003" in page
    assert "1 January 2024" in page
    assert client.get("/profile/data/nothing").status_code == 404


def test_the_file_for_programs_holds_what_is_kept_and_of_nobody_else(client, cast, ana) -> None:
    issue(cast)
    data = exported(client, "json")
    kinds = kinds_in(data)
    assert kinds["accounts.person"][0]["email"] == "ana@lentera.example"
    assert kinds["accounts.numbers"] == [
        {"number": "199204112019032003", "valid_from": "2024-01-01", "valid_to": None}
    ]
    assert kinds["certificates.certificates"][0]["printed"]["name"] == "Ana"
    assert [row["unit"] for row in kinds["org.posts"]] == ["Disdukcapil"]
    assert b"dewi@lentera.example" not in data
    assert "199001302015042002" not in data.decode()


def test_no_file_holds_what_opens_an_account(client, ana) -> None:
    ana.set_password("belajar-sepanjang-hayat")
    db.session.commit()
    data = exported(client, "json").decode()
    assert ana.password_hash not in data
    assert "token" not in data
    assert "salt" not in data


def test_the_file_for_people_says_the_same(client, ana) -> None:
    pages = PdfReader(io.BytesIO(exported(client, "pdf"))).pages
    text = "".join(page.extract_text() for page in pages)
    assert "What Lentera keeps about you" in text
    assert "199204112019032003" in text


def test_paper_ends_where_the_file_for_programs_goes_on(client, cast, ana, monkeypatch) -> None:
    monkeypatch.setattr(papers, "MOST_ROWS", 3)
    for number in range(5):
        db.session.add(
            Notice(person_id=ana.id, kind=f"jenis-{number}", key="x", params={}, created_at=AT)
        )
    db.session.commit()
    pages = PdfReader(io.BytesIO(exported(client, "pdf"))).pages
    text = " ".join("".join(page.extract_text() for page in pages).split())
    assert "jenis-2" in text
    assert "jenis-1" not in text
    assert "These are the newest 3. All of them stand in the JSON file." in text
    assert len(kinds_in(exported(client, "json"))["notifications.notices"]) >= 5


def test_codes_are_told_in_words_and_only_programs_get_mappings(client, cast, ana) -> None:
    issue(cast)
    for kind, shown, hidden in (
        ("org.posts", ("Main post", "PNS"), ("main<", "pns<")),
        ("notifications.notices", ("Your certificate of “…”",), ("certificate.issued", "{")),
        ("certificates.certificates", ("Stands in the file for programs",), ("birth_place",)),
    ):
        page = client.get(f"/profile/data/{kind}").text.split("<main")[1]
        assert all(words in page for words in shown), kind
        assert not [code for code in hidden if code in page], kind


def test_codes_of_every_kind_have_words(app) -> None:
    """Of columns that may hold nothing but some codes: what CHECK allows there."""
    allowed = {
        column: set(re.findall(r"'([^']+)'", str(check.sqltext)))
        for table in Base.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, CheckConstraint) and " IN (" in str(check.sqltext)
        for column in table.columns
        if str(check.sqltext).startswith(f"{column.name} IN")
    }
    seen = 0
    for kind in registry.kinds():
        for column in kind.rows.selected_columns:
            codes = allowed.get(getattr(column, "element", column), set())
            seen += bool(codes)
            words = kind.codes.get(column.key, {})
            missing = [code for code in codes if not callable(words) and code not in words]
            assert not missing, (kind.code, column.key)
    assert seen >= 8


@pytest.mark.parametrize(
    ("kind", "time"),
    [
        ("quizzes.answers", "For good; without your name once you have left for 5 years"),
        ("records.credits", "For good; without your name once you have left for 5 years"),
        ("accounts.numbers", "As long as you work here, and 5 years longer"),
        ("accounts.sessions", "30 days"),
    ],
)
def test_the_page_says_how_long(client, ana, kind, time) -> None:
    assert f"Kept: {time}" in client.get(f"/profile/data/{kind}").text


def test_what_outlives_the_name_is_said_to_stay(app) -> None:
    """What no rule removes and no anonymiser deletes."""
    gone = {
        *("accounts.person", "accounts.numbers", "accounts.identities", "accounts.second_factor"),
        *("accounts.recovery_codes", "notifications.hours", "notifications.choices"),
        *("handbook.hints", "audit.about", "audit.by", "records.files", "records.shares"),
        "org.merit",
    }
    kinds = registry.kinds()
    assert {kind.code for kind in kinds if not (kind.stays or kind.rule)} == gone
    assert not [kind.code for kind in kinds if kind.stays and kind.rule]


def marked(ana, *, review: list[str]) -> None:
    """Points and a comment for an answer of Ana, in a quiz whose review shows so much."""
    attempt = study.take(ana, "contoh", "ujian-akhir", at=AT)
    version = db.session.get_one(ModuleVersion, attempt.module_version_id)
    moments = ("during", "after-submit", "after-pass", "after-last")
    version.settings = {**version.settings, "review": dict.fromkeys(moments, review)}
    slot = db.session.scalars(
        select(AttemptQuestion.id).where(AttemptQuestion.attempt_id == attempt.id)
    ).first()
    now = {"by_id": ana.id, "at": AT}
    marking.override(attempt.id, slot, seen=0, points=Decimal(1), reason="Kurang dalih", **now)
    audited.marked(attempt, 1, before="0", points=Decimal(1), by_id=ana.id)
    db.session.commit()


@pytest.mark.parametrize(
    ("review", "points", "comment"),
    [([], None, None), (["points"], "1", None), (["points", "feedback"], "1", "Kurang dalih")],
)
def test_points_and_comments_are_told_when_the_quiz_tells_them(
    client, ana, review, points, comment
) -> None:
    marked(ana, review=review)
    kinds = kinds_in(exported(client, "json"))
    (mark,) = kinds["quizzes.marks"]
    assert (mark["points"], mark["comment"]) == (points, comment)
    about = [row for row in kinds["audit.about"] if row["action"] in TOLD_BY_QUIZZES]
    assert {row["action"] for row in about} == set(TOLD_BY_QUIZZES)
    assert {(row["field"], row["old"], row["new"]) for row in about} == {(None, None, None)}


def test_taking_it_along_is_recorded_and_other_forms_are_refused(client, ana) -> None:
    assert client.post("/profile/data/exports", data={"form": "exe"}).status_code == 422
    assert client.get("/profile/data/exports").status_code in (404, 405)
    exported(client, "json")
    done = select(AuditEntry.actor_id).where(AuditEntry.action == "own-data.exported")
    assert db.session.scalars(done).all() == [ana.id]


def test_whoever_has_much_or_little_the_page_makes_few_queries(
    client, cast, ana, count_queries
) -> None:
    issue(cast)
    client.get("/profile/data")
    with count_queries() as made:
        client.get("/profile/data")
    # The session and its settings, the counts of all kinds, the notices, and what rolls back.
    assert len(made) <= 6, made


def test_every_table_that_points_to_people_is_told_of(app) -> None:
    """A new one is told by its feature in `own_data.py`, or is left out above with a reason."""
    told = {
        table.name
        for kind in registry.kinds()
        for table in Base.metadata.sorted_tables
        if _names(kind.rows, table)
    }
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        if any(key.column.table.name == "person" for key in table.foreign_keys)
    }
    assert pointing - told - LEFT_OUT.keys() == set()


def _names(rows, table) -> bool:
    return f" {table.name} " in f" {rows} ".replace("\n", " ").replace(",", " ")


def test_fields_and_columns_agree(app) -> None:
    wrong = [
        kind.code
        for kind in registry.kinds()
        if list(kind.fields) != [column.key for column in kind.rows.selected_columns]
    ]
    assert wrong == []
    assert len({kind.code for kind in registry.kinds()}) == len(registry.kinds())


def test_the_handbook_of_operators_names_every_kind_field_and_rule(app) -> None:
    told = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    lines = {line.split("|")[1].strip(): line for line in told.splitlines() if line[:3] == "| `"}
    for kind in registry.kinds():
        fields = ", ".join(f"`{name}`" for name in kind.fields)
        assert lines[f"`{kind.code}`"].endswith(f"| {fields} |"), kind.code
        assert ("| stays, nameless |" in lines[f"`{kind.code}`"]) is kind.stays, kind.code
    for rule in registry.rules():
        assert f"| {DAYS[rule.code].default} |" in lines[f"`{rule.code}`"], rule.code


def test_paper_says_in_its_readers_language_how_long(client, ana) -> None:
    """The words of the catalogue, which must not hide in an f-string."""
    client.sign_in(ana, language="id")
    pages = PdfReader(io.BytesIO(exported(client, "pdf"))).pages
    text = " ".join("".join(page.extract_text() for page in pages).split())
    assert "Disimpan: 30 hari." in text
    assert "Kept" not in text


def test_values_of_the_audit_are_told_in_words_names_and_days(client, cast, ana) -> None:
    seen = {"role": "officer", "supervisor": cast.budi.id, "last-day": "2026-02-03"}
    seen |= {"employment-type": "pns", "only-own": True}
    changes = {name: (None, value) for name, value in seen.items()}
    record("role.granted", actor_id=cast.citra.id, subject_id=ana.id, changes=changes)
    db.session.commit()
    page = client.get("/profile/data/audit.about").text.split("<main")[1]
    for words in ("Training officer", ">Supervisor<", "Budi", "3 February 2026", ">PNS<", ">Yes<"):
        assert words in page, words
    for raw in ("number of the account", "2026-02-03", ">pns<", ">True<"):
        assert raw not in page, raw


def test_a_browser_is_told_as_the_profile_tells_it(client, ana) -> None:
    raw = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36"
    db.session.scalars(select(SignInSession)).first().user_agent = raw
    db.session.commit()
    page = client.get("/profile/data/accounts.sessions").text
    assert "Chrome on Linux" in page
    assert "Mozilla" not in page


def test_a_job_about_nothing_else_is_called_as_it_is(client, ana) -> None:
    exported(client, "json")
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    page = client.get(f"/jobs/{job.id}").text
    assert "<h1>My data as a file</h1>" in page
    assert "My data as a file:" not in page
