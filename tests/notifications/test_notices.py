"""What people are told: their own list, read once, and never a broken page."""

import re
from datetime import UTC, datetime

import pytest
from flask_babel import lazy_gettext
from sqlalchemy import select

from app.db import db
from app.notifications import kinds
from app.notifications.actions import notify
from app.notifications.kinds import NoticeText
from app.notifications.models import Notice
from tests.factories.plans import is_sqlite, plan_of

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
# Its words are others' of the catalogue, so that they have a translation.
KIND = "test.kind"


@pytest.fixture(autouse=True)
def _kinds(monkeypatch) -> None:
    known = {
        KIND: NoticeText(lazy_gettext("Question %(number)s"), "records.index"),
        "test.gone": NoticeText(lazy_gettext("Saved %(time)s"), "nowhere.at_all"),
    }
    monkeypatch.setattr(kinds, "_texts", known)


def tell(person, key="1", *, kind=KIND, **params) -> Notice:
    notify(person.id, kind=kind, key=key, params=params or {"number": key}, at=AT)
    found = select(Notice).where(Notice.person_id == person.id, Notice.key == key)
    return db.session.scalars(found).one()


def newest() -> dict[str, int]:
    """What the form sends whose list shows all there is."""
    return {"newest": db.session.scalars(select(Notice.id).order_by(Notice.id.desc())).first()}


def shown(page: str) -> list[str]:
    """The words of the notices, in their order."""
    buttons = re.findall(r'class="notice-open">(.*?)</button>', page, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", button).split()) for button in buttons]


def test_the_same_is_told_once_and_another_person_is_told_too(cast) -> None:
    for person in (cast.ana, cast.ana, cast.dewi):
        notify(person.id, kind=KIND, key="7", params={"number": 1}, at=AT)
    people = db.session.scalars(select(Notice.person_id).order_by(Notice.id)).all()
    assert people == [cast.ana.id, cast.dewi.id]


def test_the_newest_stands_on_top_in_the_readers_language(client, cast) -> None:
    for key in ("1", "2"):
        tell(cast.ana, key)
    page = client.sign_in(cast.ana, language="id").get("/notices").text
    assert [words.rpartition(": ")[2] for words in shown(page)] == ["Soal 2", "Soal 1"]
    page = client.sign_in(cast.ana, language="en").get("/notices").text
    assert shown(page) == ["Unread: Question 2", "Unread: Question 1"]


def test_nobody_sees_or_reads_the_notices_of_others(client, cast) -> None:
    notice = tell(cast.ana)
    assert shown(client.sign_in(cast.dewi).get("/notices").text) == []
    assert client.post(f"/notices/{notice.id}/reading").status_code == 404
    client.post("/notices/readings", data=newest())
    assert db.session.get_one(Notice, notice.id).read_at is None


def test_opening_a_notice_reads_it_and_leads_to_its_page(client, cast) -> None:
    notice = tell(cast.ana)
    client.sign_in(cast.ana, language="en")
    assert client.post(f"/notices/{notice.id}/reading").location == "/record"
    first = db.session.get_one(Notice, notice.id).read_at
    assert first is not None
    assert shown(client.get("/notices").text) == ["Question 1"]
    client.post(f"/notices/{notice.id}/reading")
    assert db.session.get_one(Notice, notice.id).read_at == first


@pytest.mark.parametrize("address", ["/notices/1/reading", "/notices/readings"])
def test_a_notice_is_not_read_by_an_address_alone(client, cast, address) -> None:
    assert client.sign_in(cast.ana).get(address).status_code == 405


def test_all_are_read_with_one_button_which_then_is_gone(client, cast) -> None:
    for key in ("1", "2"):
        tell(cast.ana, key)
    client.sign_in(cast.ana)
    assert 'action="/notices/readings"' in client.get("/notices").text
    assert client.post("/notices/readings", data=newest()).location == "/notices"
    assert None not in db.session.scalars(select(Notice.read_at)).all()
    assert 'action="/notices/readings"' not in client.get("/notices").text


def test_what_came_after_the_list_was_opened_is_not_marked_as_read(client, cast) -> None:
    seen = tell(cast.ana, "1")
    page = client.sign_in(cast.ana, language="en").get("/notices").text
    assert re.search(r'name="newest" value="(\d+)"', page)[1] == str(seen.id)
    since = tell(cast.ana, "2")
    client.post("/notices/readings", data={"newest": seen.id})
    assert db.session.get_one(Notice, seen.id).read_at is not None
    assert db.session.get_one(Notice, since.id).read_at is None
    assert shown(client.get("/notices").text) == ["Unread: Question 2", "Question 1"]


@pytest.mark.parametrize("data", [{}, {"newest": "x"}, {"newest": "99999999999"}])
def test_marking_as_read_says_up_to_where(client, cast, data) -> None:
    notice = tell(cast.ana)
    assert client.sign_in(cast.ana).post("/notices/readings", data=data).status_code == 422
    assert db.session.get_one(Notice, notice.id).read_at is None


def test_older_pages_have_no_button_for_what_they_do_not_show(client, cast, monkeypatch) -> None:
    monkeypatch.setattr("app.notifications.queries.PAGE_SIZE", 1)
    tell(cast.ana, "1")
    second = tell(cast.ana, "2")
    page = client.sign_in(cast.ana).get(f"/notices?before={second.id}").text
    assert len(shown(page)) == 1
    assert 'action="/notices/readings"' not in page


def test_the_list_goes_on_behind_the_last_one_shown(client, cast, monkeypatch) -> None:
    monkeypatch.setattr("app.notifications.queries.PAGE_SIZE", 2)
    for key in ("1", "2", "3"):
        tell(cast.ana, key)
    client.sign_in(cast.ana, language="en")
    first = client.get("/notices").text
    assert shown(first) == ["Unread: Question 3", "Unread: Question 2"]
    older = re.search(r'href="(/notices\?before=\d+)"', first)[1]
    second = client.get(older).text
    assert shown(second) == ["Unread: Question 1"]
    assert 'rel="next"' not in second
    assert 'rel="prev"' in second


@pytest.mark.parametrize("query", ["before=x", "before=-1", "before=99999999999999"])
def test_a_mistyped_place_in_the_list_is_its_beginning(client, cast, query) -> None:
    tell(cast.ana)
    assert len(shown(client.sign_in(cast.ana).get(f"/notices?{query}").text)) == 1


@pytest.mark.parametrize(
    ("kind", "params", "words"),
    [
        ("test.unknown", {"number": 1}, "Something that concerned you"),
        (KIND, {"other": 1}, "Something that concerned you"),
        ("test.gone", {"time": "10:42"}, "Saved 10:42"),
    ],
)
def test_a_notice_whose_words_or_page_are_gone_breaks_nothing(
    client, cast, kind, params, words
) -> None:
    notice = tell(cast.ana, kind=kind, **params)
    client.sign_in(cast.ana, language="en")
    assert words in shown(client.get("/notices").text)[0]
    assert words in client.get("/").text
    answer = client.post(f"/notices/{notice.id}/reading")
    assert answer.location == ("/record" if kind == KIND else "/notices")


def test_a_title_says_its_language_and_cannot_carry_markup(client, cast) -> None:
    tell(cast.ana, number={"title": "كتاب <b>", "lang": "ar"})
    page = client.sign_in(cast.ana).get("/notices").text
    assert '<span lang="ar" dir="rtl">كتاب &lt;b&gt;</span>' in page


def test_home_shows_the_three_newest_unread_and_the_way_to_all(client, cast) -> None:
    for key in ("1", "2", "3", "4", "5"):
        tell(cast.ana, key)
    tell(cast.dewi, "9")
    db.session.scalars(select(Notice).where(Notice.key == "5")).one().mark_read(at=AT)
    client.sign_in(cast.ana, language="en")
    page = client.get("/").text
    assert shown(page) == ["Unread: Question 4", "Unread: Question 3", "Unread: Question 2"]
    assert page.count('href="/notices"') == 2
    client.post("/notices/readings", data=newest())
    assert "New notices" not in client.get("/").text


def test_only_home_and_the_list_look_for_notices(client, cast, count_queries) -> None:
    tell(cast.ana)
    client.sign_in(cast.ana)
    for address, count in (("/", 1), ("/notices", 2), ("/courses", 0), ("/record", 0)):
        with count_queries() as made:
            assert 'href="/notices"' in client.get(address).text
        assert sum("FROM notice" in statement for statement in made) == count, address


def test_the_query_for_a_persons_notices_uses_its_index(app, cast) -> None:
    asked = select(Notice).where(Notice.person_id == 1, Notice.id < 9).order_by(Notice.id.desc())
    plan = plan_of(asked, without=("seqscan", "bitmapscan"))
    way = "USING INDEX" if is_sqlite() else "Index Scan Backward using"
    assert f"{way} ix_notice_person_id_id" in plan
    assert "TEMP B-TREE" not in plan
    assert "Sort" not in plan
