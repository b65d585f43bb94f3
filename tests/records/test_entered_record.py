"""Trainings elsewhere in the record, on the first page, among own data, and after their owner."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.db import db
from app.records import anonymising
from app.records.models import Activity, Evidence, JpCredit, Verification
from tests.records.outside import enter, prove, today_of
from tests.records.test_entering import decide

D = Decimal


@pytest.fixture
def ana(client, cast):
    client.sign_in(cast.ana, language="en")
    return cast.ana


@pytest.mark.parametrize(
    ("state", "words", "counts"),
    [
        ("draft", "draft", "not yet"),
        ("proposed", "waiting for the training officer", "not yet"),
        ("returned", "returned to you", "not yet"),
        ("rejected", "rejected", "does not count"),
    ],
)
def test_an_entry_says_how_far_it_is_and_that_it_does_not_count(
    client, ana, state, words, counts
) -> None:
    day = today_of(ana)
    entry = enter(ana, state=state, starts_on=day, ends_on=day)
    page = client.get("/record").text
    table = page.split('id="activities"')[1]
    assert f'href="/record/entries/{entry.id}"' in table
    assert words in table
    assert counts in table
    assert ("1 entry needs you" in page) == (state in ("draft", "returned"))


def test_what_needs_its_owner_stands_on_top_whichever_year_it_is_of(client, ana) -> None:
    day = today_of(ana) - timedelta(days=800)
    enter(ana, title="Seminar lama", state="returned", starts_on=day, ends_on=day)
    enter(ana, title="Seminar baru")
    page = client.get("/record").text
    assert "2 entries need you" in page
    needed = page.split('id="open"')[1].split("</section>")[0]
    assert needed.index("Seminar lama") < needed.index("Seminar baru")


def test_a_verified_one_tells_its_credits_on_its_page(client, ana) -> None:
    entry = enter(ana, state="verified")
    for n in range(3):
        day = entry.starts_on + timedelta(days=n)
        row = JpCredit(activity_id=entry.id, day=day, raw=D(5), worth=D(5), credited=D(5))
        db.session.add(row)
    db.session.commit()
    page = client.get(f"/record/entries/{entry.id}").text
    assert "What counts" in page
    # 3 × 5
    assert "15 JP in 2026" in page
    assert "Send for verification" not in page


def test_the_page_of_an_entry_asks_as_much_with_many_files(client, ana, count_queries) -> None:
    entry = enter(ana)
    prove(entry)
    with count_queries() as few:
        client.get(f"/record/entries/{entry.id}")
    for letter in "bcde":
        prove(entry, digest=letter * 64)
        enter(ana, state="verified")
    with count_queries() as many:
        client.get(f"/record/entries/{entry.id}")
    assert len(many) == len(few) <= 15


def test_only_what_was_returned_stands_among_the_things_to_do(client, ana) -> None:
    enter(ana, title="Seminar yang dikembalikan", state="returned")
    enter(ana, title="Seminar yang belum dikirim")
    page = client.get("/").text
    due = page.split('id="due"')[1].split("</section>")[0]
    assert "Seminar yang dikembalikan" in due
    assert "Seminar yang belum dikirim" not in page


def test_all_of_it_is_told_among_the_own_data(client, cast, ana) -> None:
    entry = enter(ana, place="Denpasar", number="12/A", cost=D(1500000), state="returned")
    prove(entry)
    decide(entry, "returned", cast.citra, reason="Foto buram.")
    told = client.get("/profile/data/records.activities").text
    for words in ("Denpasar", "12/A", "1,500,000", "Workshop", "returned to you"):
        assert words in told
    assert "piagam.jpg" in client.get("/profile/data/records.files").text
    told = client.get("/profile/data/records.decisions").text
    assert "Foto buram." in told
    assert "Citra" in told


def test_once_somebody_is_gone_the_hours_stay_and_the_papers_do_not(cast) -> None:
    facts = {"place": "Denpasar", "number": "12/A", "number_key": "12A", "cost": D(1500000)}
    kept = enter(cast.ana, state="verified", jp_raw=D(24), **facts)
    waits = enter(cast.ana, state="proposed")
    other = enter(cast.dewi, state="proposed", **facts)
    for entry in (kept, waits, other):
        prove(entry)
        decide(entry, "returned", cast.citra, reason="Nama Ana salah.")
    decide(kept, "verified", cast.citra, number=2)
    anonymising.anonymise(cast.ana.id)
    db.session.commit()
    db.session.expire_all()
    assert (kept.state, kept.jp_raw) == ("verified", D(24))
    assert (kept.place, kept.number, kept.number_key, kept.cost) == (None, None, None, None)
    assert (waits.state, waits.waits_for) == ("draft", None)
    assert (other.state, other.place) == ("proposed", "Denpasar")
    assert list(db.session.scalars(select(Evidence.activity_id))) == [other.id]
    reasons = select(Verification.reason).where(Verification.activity_id == kept.id)
    assert sorted(db.session.scalars(reasons)) == ["", "-"]
    assert db.session.scalar(select(func.count()).select_from(Activity)) == 3
