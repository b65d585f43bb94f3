"""Showing one's record by a link."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from hashlib import sha256

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.certificates.models import Certificate
from app.db import db
from app.kit import clock
from app.records import anonymising, sharing
from app.records.models import Activity, JpCredit, RecordShare
from tests.certificates.test_certificates import issue
from tests.factories.plans import plan_of
from tests.records.outside import enter
from tests.records.test_year import enter as earn

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
NIP = "199204112019032003"
LINK = re.compile(r'value="http://localhost(/shared/records/[^"]+)"')
KEY = re.compile(r'name="form_key" type="hidden" value="([^"]+)"')


@pytest.fixture
def ana(client, cast):
    earn(cast.ana, (date(2025, 5, 4), 2), title="Kursus lama")
    earn(cast.ana, (date(2026, 3, 2), 3), title="Kursus baru")
    enter(cast.ana, title="Draf rahasia")
    enter(cast.ana, title="Ajuan rahasia", state="proposed", starts_on=date(2023, 1, 1))
    client.sign_in(cast.ana, language="en")
    return cast.ana


@pytest.fixture
def visitor(app):
    return app.test_client()


def form_of(client, **more) -> dict:
    key = KEY.search(client.get("/record/shares").text)[1]
    return {"label": "Panitia", "year": "", "days": "30", "form_key": key, **more}


def make(client, **more) -> str:
    """The address of a new link."""
    answer = client.post("/record/shares", data=form_of(client, **more))
    assert answer.status_code == 200
    return LINK.search(answer.text)[1]


def shares() -> list[RecordShare]:
    return list(db.session.scalars(select(RecordShare).order_by(RecordShare.id)))


def test_a_link_is_shown_once_and_only_its_hash_is_kept(client, ana) -> None:
    answer = client.post("/record/shares", data=form_of(client))
    assert answer.headers["Cache-Control"] == "private, no-store"
    token = LINK.search(answer.text)[1].rpartition("/")[2]
    assert len(token) >= 40
    assert shares()[0].token_hash == sha256(token.encode()).hexdigest()
    kept = "".join(str(value) for value in vars(shares()[0]).values())
    assert token not in kept
    assert token not in client.get("/record/shares").text
    assert "Panitia" in client.get("/record/shares").text


def test_the_page_says_why_hours_do_not_count(client, ana) -> None:
    activity = enter(ana, state="verified", title="Bimtek", jp_raw=Decimal(16))
    cut = {"raw": Decimal(16), "worth": Decimal(16), "credited": Decimal(0), "cut": "no-rule"}
    db.session.add(JpCredit(activity_id=activity.id, day=activity.ends_on, **cut))
    db.session.commit()
    page = client.get(make(client)).text
    assert "held, so 16 JP do not count." in page


def test_two_clicks_make_one_link(client, ana) -> None:
    form = form_of(client)
    first, second = (client.post("/record/shares", data=form) for _ in range(2))
    assert LINK.search(first.text)[1] == LINK.search(second.text)[1]
    assert len(shares()) == 1
    audited = db.session.scalars(select(AuditEntry.action)).all()
    assert audited.count("record-share.made") == 1


def test_a_form_that_is_sent_again_much_later_shows_nothing(client, ana) -> None:
    form = form_of(client)
    client.post("/record/shares", data=form)
    shares()[0].created_at -= timedelta(minutes=16)
    db.session.commit()
    answer = client.post("/record/shares", data=form)
    assert answer.status_code == 422
    assert LINK.search(answer.text) is None


def test_the_same_key_makes_another_link_for_somebody_else(client, cast, ana) -> None:
    form = form_of(client)
    mine = client.post("/record/shares", data=form)
    other = client.sign_in(cast.dewi).post("/record/shares", data=form)
    assert LINK.search(mine.text)[1] != LINK.search(other.text)[1]


@pytest.mark.parametrize(
    "wrong",
    [
        {"label": " "},
        {"label": "x" * 101},
        {"year": "1999"},
        {"year": "lalu"},
        {"days": "31"},
        {"days": "selamanya"},
        {"form_key": "pendek"},
        {"form_key": "x" * 41},
    ],
)
def test_what_a_link_cannot_be_is_refused(client, ana, wrong) -> None:
    answer = client.post("/record/shares", data=form_of(client, **wrong))
    assert answer.status_code == 422
    assert not shares()


def test_there_are_at_most_twenty_live_links(client, ana) -> None:
    for number in range(20):
        facts = {"label": "x", "year": None, "shows_numbers": False, "days": 30}
        sharing.make(ana, token=f"t{number}", at=clock.now(), **facts)
    answer = client.post("/record/shares", data=form_of(client))
    assert answer.status_code == 422
    assert "You have 20 links that work." in answer.text
    client.post(f"/record/shares/{shares()[0].id}/revocation")
    make(client)


def test_whoever_has_the_link_sees_what_is_verified_and_nothing_else(client, visitor, ana) -> None:
    page = visitor.get(make(client)).text
    for words in ("Ana", "Analis", "Disdukcapil", "Kota Contoh", "Kursus lama", "201903"):
        assert words in page
    for hidden in (NIP, "19920411", "2003", "ana@lentera.example", "rahasia", "2023"):
        assert hidden not in page


def test_the_page_is_kept_and_listed_nowhere(client, visitor, ana) -> None:
    headers = visitor.get(make(client)).headers
    assert headers["X-Robots-Tag"] == "noindex, nofollow"
    assert headers["Cache-Control"] == "private, no-store"
    # No other site is told from where somebody came.
    assert headers["Referrer-Policy"] in ("same-origin", "no-referrer")


def test_the_page_is_of_the_moment(client, visitor, ana) -> None:
    address = make(client)
    earn(ana, (date(2026, 7, 2), 1), title="Kursus terbaru")
    assert "Kursus terbaru" in visitor.get(address).text


def test_a_link_shows_one_year_if_it_is_made_for_one(client, visitor, ana) -> None:
    page = visitor.get(make(client, year="2026")).text
    assert "Kursus baru" in page
    assert "Kursus lama" not in page


def test_numbers_of_certificates_are_shown_only_where_the_owner_wants(
    client, visitor, cast, ana
) -> None:
    number = issue(cast).number
    enter(ana, state="verified", title="Bimtek", number="B/17/2026")
    paper = db.session.scalars(select(Certificate.id)).one()
    own = select(Activity).where(Activity.title == "Kursus baru")
    db.session.scalars(own).one().certificate_id = paper
    db.session.commit()
    plain, full = visitor.get(make(client)).text, visitor.get(make(client, shows_numbers="y")).text
    for one in (number, "B/17/2026"):
        assert one not in plain
        assert one in full


def gone(answer) -> str:
    assert answer.status_code == 404
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    # The head alone names the address that was asked for.
    return answer.text.split("<main")[1]


def test_revoked_over_unknown_and_of_somebody_who_left_look_the_same(client, visitor, ana) -> None:
    revoked, over, left = (make(client) for _ in range(3))
    unknown = gone(visitor.get("/shared/records/tidak-ada"))
    client.post(f"/record/shares/{shares()[0].id}/revocation")
    shares()[1].expires_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    assert gone(visitor.get(revoked)) == unknown
    assert gone(visitor.get(over)) == unknown
    assert visitor.get(left).status_code == 200
    db.session.get_one(Person, ana.id).deactivated_at = clock.now()
    db.session.commit()
    assert gone(visitor.get(left)) == unknown


def test_a_link_ends_with_the_agencys_day(cast, ana) -> None:
    """Jayapura is nine hours ahead: its 22 December ends at 15:00 of UTC."""
    facts = {"label": "x", "year": None, "shows_numbers": False, "days": 30}
    sharing.make(ana, token="t", at=AT, **facts)
    before = datetime(2026, 12, 22, 14, 59, 59, tzinfo=UTC)
    assert sharing.find_live("t", at=before)
    assert sharing.find_live("t", at=before + timedelta(seconds=1)) is None


def test_a_day_that_has_begun_at_the_agency_alone_counts(cast, ana) -> None:
    """16:00 of UTC on the 22nd is one o'clock of the 23rd there."""
    facts = {"label": "x", "year": None, "shows_numbers": False, "days": 30}
    share = sharing.make(ana, token="t", at=AT.replace(hour=16), **facts)
    assert share.expires_at == datetime(2026, 12, 23, 14, 59, 59, tzinfo=UTC)


def test_openings_are_counted_once_a_minute_and_not_the_owners(
    client, visitor, ana, count_queries
) -> None:
    address = make(client)
    client.get(address)
    assert (shares()[0].opened_count, shares()[0].opened_at) == (0, None)
    visitor.get(address)
    with count_queries() as again:
        visitor.get(address)
    assert shares()[0].opened_count == 1
    assert not [one for one in again if one.startswith("UPDATE")]
    shares()[0].opened_at -= timedelta(minutes=1)
    db.session.commit()
    visitor.get(address)
    assert shares()[0].opened_count == 2
    assert "2 times" in client.get("/record/shares").text


def test_two_openings_at_once_are_one(cast, ana) -> None:
    facts = {"label": "x", "year": None, "shows_numbers": False, "days": 30}
    share = sharing.make(ana, token="t", at=AT, **facts)
    for _ in range(2):
        sharing.note_opening(share.id, at=AT)
    db.session.expire_all()
    assert shares()[0].opened_count == 1


def test_only_its_owner_takes_a_link_back(client, cast, ana, visitor) -> None:
    address = make(client)
    revocation = f"/record/shares/{shares()[0].id}/revocation"
    assert client.get(revocation).status_code == 405
    for other in (cast.budi, cast.citra, cast.dewi):
        assert client.sign_in(other).post(revocation).status_code == 404
    assert visitor.get(address).status_code == 200
    client.sign_in(ana)
    assert [client.post(revocation).status_code for _ in range(2)] == [302, 302]
    audited = db.session.scalars(select(AuditEntry.action)).all()
    assert audited.count("record-share.revoked") == 1


def test_others_see_nothing_of_ones_links(client, cast, ana) -> None:
    make(client, label="Panitia seleksi")
    assert "Panitia seleksi" not in client.sign_in(cast.dewi).get("/record/shares").text


def test_the_public_page_makes_few_queries_whatever_it_shows(
    client, visitor, ana, count_queries
) -> None:
    address = make(client)
    visitor.get(address)
    with count_queries() as few:
        visitor.get(address)
    for year in range(2016, 2024):
        earn(ana, (date(year, 5, 4), 2))
    with count_queries() as many:
        visitor.get(address)
    # One more where the agency has another day than UTC.
    assert len(few) == len(many) <= 9


def test_with_its_owner_a_link_goes(client, ana) -> None:
    make(client)
    anonymising.anonymise(ana.id)
    db.session.commit()
    assert not shares()


def test_a_link_is_found_by_an_index(ana) -> None:
    by_hash = select(RecordShare.id).where(RecordShare.token_hash == "x")
    assert "uq_record_share_token_hash" in plan_of(by_hash) or "autoindex" in plan_of(by_hash)
    own = select(RecordShare).where(RecordShare.person_id == ana.id)
    listed = own.order_by(RecordShare.id.desc()).limit(50)
    assert "ix_record_share_person_id" in plan_of(listed, without=("seqscan", "sort"))
