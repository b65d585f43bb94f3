"""What waits for whoever verifies: who sees what, one after the other and many at once."""

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.accounts import actions as accounts
from app.accounts.models import RoleGrant
from app.audit.models import ViewLog
from app.db import db
from app.kit import clock
from app.org.models import Membership, Unit
from app.records import crediting, queue
from app.records.closing import Cause
from app.records.models import Activity, JpCredit, Verification
from app.records.queue import Reader, Wanted
from tests.factories.cast import SINCE, anybody_everywhere
from tests.factories.plans import is_sqlite, plan_of
from tests.records.outside import BIMTEK, SEMINAR, enter, prove

MONDAY = date(2026, 3, 2)
VERIFY = {"decision": "verified", "revision": "1"}


@pytest.fixture
def citra(client, cast):
    client.sign_in(cast.citra, language="en")
    return cast.citra


def send(owner, **more) -> Activity:
    return enter(owner, state="proposed", **more)


def names(page) -> list[str]:
    return re.findall(r'<th scope="row"><a[^>]*>(\w+)<', page.text)


def unit_of(person) -> Unit:
    return db.session.scalars(
        select(Unit).join(Membership).where(Membership.person_id == person.id)
    ).one()


def test_an_officer_sees_what_waits_the_oldest_first(client, cast, citra) -> None:
    now = clock.now()
    send(cast.dewi, proposed_at=now, title="Seminar data")
    send(cast.ana, proposed_at=now - timedelta(days=2))
    send(cast.citra)
    enter(cast.eko)
    page = client.get("/verifications")
    # Neither her own nor a draft.
    assert names(page) == ["Ana", "Dewi"]
    # A workshop of three days: 3 × 5 JP a day.
    assert '<td class="numeric" data-label="Would count, JP">15</td>' in page.text


def test_what_would_count_is_told_beside_what_counts_already(client, cast, citra) -> None:
    hours = {"form_id": 16, "starts_on": MONDAY, "ends_on": MONDAY, "jp_raw": 2}
    held = enter(cast.ana, state="verified", **hours)
    crediting.recompute([cast.ana.id], cause=Cause(activity_id=held.id), at=clock.now())
    entry = send(cast.ana, title="Pelatihan mandiri", **hours)
    # 3 JP of e-learning a day at most: 2 are taken.
    assert ">1 of 2</td>" in client.get("/verifications").text
    page = client.get(f"/verifications/{entry.id}")
    assert "1 of 2 JP count, because at most 3 JP of “E-learning” count on one day" in page.text


def test_an_officer_of_a_unit_sees_the_people_of_the_unit(client, cast) -> None:
    send(cast.ana)
    elsewhere = send(cast.dewi)
    officer_of_unit(cast.eko, unit_of(cast.ana).id)
    client.sign_in(cast.eko, language="en")
    assert names(client.get("/verifications")) == ["Ana"]
    assert client.get(f"/verifications/{elsewhere.id}").status_code == 404
    answer = client.post(f"/verifications/{elsewhere.id}/decisions", data=VERIFY)
    assert answer.status_code == 404
    client.post("/verifications/decisions", data={**VERIFY, "entry": f"{elsewhere.id}-1"})
    assert db.session.get(Activity, elsewhere.id).state == "proposed"


def officer_of_unit(person, unit_id: int) -> None:
    db.session.add(
        RoleGrant(person_id=person.id, role="officer", unit_id=unit_id, valid_from=SINCE)
    )
    db.session.commit()


def test_a_supervisor_sees_what_of_the_team_waits_for_them(client, cast) -> None:
    send(cast.ana, waits_for="supervisor")
    for_officer = send(cast.ana, title="Untuk pengelola", waits_for="officer")
    of_others = send(cast.dewi, waits_for="supervisor")
    client.sign_in(cast.budi, language="en")
    page = client.get("/verifications")
    assert names(page) == ["Ana"]
    assert "Untuk pengelola" not in page.text
    # Seen, since it was sent by the team, but not theirs to decide.
    seen = client.get(f"/verifications/{for_officer.id}")
    assert 'name="decision"' not in seen.text
    client.post(f"/verifications/{for_officer.id}/decisions", data=VERIFY)
    assert db.session.get(Activity, for_officer.id).state == "proposed"
    assert client.get(f"/verifications/{of_others.id}").status_code == 404
    assert client.post(f"/verifications/{for_officer.id}/reopening").status_code == 403


def test_what_waits_for_the_supervisor_stands_apart_for_officers(client, cast, citra) -> None:
    first = send(cast.ana, waits_for="supervisor")
    send(cast.dewi, waits_for="either")
    assert names(client.get("/verifications")) == ["Dewi"]
    assert names(client.get("/verifications?waits=supervisor")) == ["Ana"]
    page = client.get(f"/verifications/{first.id}")
    assert "The supervisor has not agreed yet" in page.text
    client.post(f"/verifications/{first.id}/decisions", data=VERIFY)
    assert db.session.get(Activity, first.id).state == "verified"


def test_who_is_both_decides_as_the_officer(client, cast) -> None:
    accounts.grant_role(cast.budi, "officer", day=SINCE)
    db.session.commit()
    entry = send(cast.ana, waits_for="supervisor")
    client.sign_in(cast.budi, language="en")
    assert names(client.get("/verifications")) == ["Ana"]
    client.post(f"/verifications/{entry.id}/decisions", data=VERIFY)
    assert db.session.get(Activity, entry.id).state == "verified"


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"form": "9"}, ["Dewi"]),
        ({"provider": "lan"}, ["Dewi"]),
        ({"q": "ANA@"}, ["Ana"]),
        ({"year": "2025"}, ["Dewi"]),
        ({"q": "nobody"}, []),
        ({"form": "x", "year": "99999", "unit": "0"}, ["Ana", "Dewi"]),
    ],
)
def test_the_queue_is_narrowed(client, cast, citra, narrowed, expected) -> None:
    send(cast.ana)
    day = date(2025, 5, 5)
    send(cast.dewi, form_id=SEMINAR, provider="Puslatbang LAN", starts_on=day, ends_on=day)
    assert names(client.get("/verifications", query_string=narrowed)) == expected


def test_the_queue_is_narrowed_to_a_unit(client, cast, citra) -> None:
    send(cast.ana)
    send(cast.dewi)
    unit = unit_of(cast.dewi).id
    assert names(client.get(f"/verifications?unit={unit}")) == ["Dewi"]


def test_a_nip_is_searched_without_standing_in_the_address(client, cast, citra) -> None:
    send(cast.ana)
    send(cast.dewi)
    answer = client.post(
        "/people/search", data={"list": "verifications", "q": "199204112019032003"}
    )
    assert answer.location == "/verifications?q=ana%40lentera.example"
    assert names(client.get(answer.location)) == ["Ana"]


def test_the_queue_goes_on_behind_the_last_one_shown(client, cast, citra, monkeypatch) -> None:
    monkeypatch.setattr(queue, "PAGE_SIZE", 2)
    now = clock.now()
    for number in range(5):
        send(cast.ana, title=f"Nomor {number}", proposed_at=now, starts_on=date(2026, 3, 4))
    address, seen = "/verifications", []
    for _ in range(3):
        page = client.get(address)
        seen += re.findall(r"Nomor \d</span></a>", page.text)
        found = re.search(r'href="([^"]+)"[^>]*rel="next"', page.text)
        address = found[1].replace("&amp;", "&") if found else ""
    assert [words[6] for words in seen] == list("01234")
    assert address == ""


def test_one_decision_leads_to_the_next_of_the_same_list(client, cast, citra) -> None:
    now = clock.now()
    first, other, second = (
        send(cast.ana, proposed_at=now - timedelta(hours=3)),
        send(cast.dewi, proposed_at=now - timedelta(hours=2), form_id=BIMTEK),
        send(cast.dewi, proposed_at=now - timedelta(hours=1)),
    )
    data = {**VERIFY, "form": "4"}
    answer = client.post(f"/verifications/{first.id}/decisions", data=data)
    assert answer.location == f"/verifications/{second.id}?form=4&done=1"
    page = client.get(answer.location)
    assert "Verified: “Lokakarya pelayanan publik” of Ana." in page.text
    assert "1 decided, 1 waiting" in page.text
    answer = client.post(f"/verifications/{second.id}/decisions", data={**data, "done": "1"})
    assert answer.location == "/verifications?form=4"
    assert db.session.get(Activity, other.id).state == "proposed"


def test_a_reason_is_asked_where_it_is_not_verified(client, cast, citra) -> None:
    entry = send(cast.ana)
    address = f"/verifications/{entry.id}/decisions"
    for decision in ("returned", "rejected"):
        answer = client.post(address, data={"decision": decision, "revision": "1", "reason": " "})
        assert answer.status_code == 422
        assert "Say why" in answer.text
    for wrong in ({"decision": "reopened"}, {}, {"revision": "x"}):
        assert client.post(address, data={**VERIFY, **wrong} if wrong else {}).status_code == 422
    assert db.session.get(Activity, entry.id).state == "proposed"
    assert client.get(address).status_code == 405


def test_what_the_owner_changed_meanwhile_is_looked_at_again(client, cast, citra) -> None:
    entry = send(cast.ana, revision=3)
    answer = client.post(f"/verifications/{entry.id}/decisions", data=VERIFY)
    assert answer.location.startswith(f"/verifications/{entry.id}")
    assert "This entry has changed meanwhile" in client.get(answer.location).text
    assert db.session.get(Activity, entry.id).state == "proposed"


def test_what_another_decided_meanwhile_is_told_and_passed_over(client, cast, citra) -> None:
    now = clock.now()
    gone = enter(cast.ana, state="rejected", proposed_at=now - timedelta(hours=1), revision=2)
    left = send(cast.dewi, proposed_at=now)
    answer = client.post(f"/verifications/{gone.id}/decisions", data=VERIFY)
    assert answer.location == f"/verifications/{left.id}"
    assert "Somebody else has decided" in client.get(answer.location).text
    assert db.session.scalars(select(Verification)).all() == []


def test_many_are_shown_before_they_are_decided_on(client, cast, citra) -> None:
    entries = [send(cast.ana), send(cast.dewi, form_id=SEMINAR)]
    again = send(cast.ana, title="Lokakarya pelayanan publk", starts_on=date(2026, 3, 4))
    query = [("entry", one.id) for one in (*entries, again)]
    page = client.get("/verifications/decisions/new", query_string=query)
    # Ana's two may be the same; of Dewi's seminar three days give 3 × 4 JP.
    assert "1 entry is ticked; 12 JP would count." in page.text
    assert "2 may be there twice" in page.text
    assert re.findall(r'name="entry" value="(\d+)-1" checked', page.text) == [str(entries[1].id)]
    assert db.session.scalars(select(Verification)).all() == []


def test_all_that_the_list_holds_can_be_shown(client, cast, citra) -> None:
    send(cast.ana)
    one = send(cast.dewi, form_id=SEMINAR)
    page = client.get("/verifications/decisions/new?scope=all&form=9")
    assert re.findall(r'name="entry" value="(\d+)-1"', page.text) == [str(one.id)]
    assert client.get("/verifications/decisions/new").location == "/verifications"


def test_of_many_each_has_its_own_outcome(client, cast, citra) -> None:
    good, changed, decided = (
        send(cast.ana),
        send(cast.dewi, revision=2),
        enter(cast.eko, state="rejected", proposed_at=clock.now()),
    )
    own = send(cast.citra)
    ticked = [f"{one.id}-1" for one in (good, changed, decided, own)]
    answer = client.post("/verifications/decisions", data={**VERIFY, "entry": ticked})
    page = client.get(answer.location)
    assert "1 entry verified." in page.text
    assert "3 entries were left out" in page.text
    states = [db.session.get(Activity, one.id).state for one in (good, changed, decided, own)]
    assert states == ["verified", "proposed", "rejected", "proposed"]


def test_many_are_returned_with_one_reason(client, cast, citra) -> None:
    entries = [send(cast.ana), send(cast.dewi)]
    data = {"decision": "returned", "entry": [f"{one.id}-1" for one in entries], "listed": "1"}
    assert client.post("/verifications/decisions", data=data).status_code == 422
    client.post("/verifications/decisions", data={**data, "reason": "Foto buram."})
    found = db.session.scalars(select(Verification)).all()
    assert [(one.decision, one.reason) for one in found] == [("returned", "Foto buram.")] * 2


@pytest.mark.parametrize("entry", [[], ["x"], ["1"], ["1-"]])
def test_many_that_are_none_are_refused(client, cast, citra, entry) -> None:
    answer = client.post("/verifications/decisions", data={**VERIFY, "entry": entry})
    assert answer.status_code == 422


def test_a_verification_is_taken_back_with_a_reason(client, cast, citra) -> None:
    entry = send(cast.ana)
    client.post(f"/verifications/{entry.id}/decisions", data=VERIFY)
    address = f"/verifications/{entry.id}/reopening"
    assert client.post(address, data={}).status_code == 422
    client.post(address, data={"reason": "Salah orang."})
    assert db.session.get(Activity, entry.id).state == "returned"
    assert db.session.scalars(select(JpCredit)).all() == []
    answer = client.post(address, data={"reason": "Sekali lagi."}, follow_redirects=True)
    assert "has been changed or decided on meanwhile" in answer.text
    page = client.get("/verifications?state=decided")
    assert names(page) == ["Ana", "Ana"]
    assert page.text.index("Verification taken back") < page.text.index(">Verified<")


def test_an_entry_leads_back_to_the_list_that_it_stands_in(client, cast, citra) -> None:
    entry = send(cast.ana)
    decided = '<a href="/verifications?state=decided">Decided outside trainings</a>'
    assert decided not in client.get(f"/verifications/{entry.id}").text
    client.post(f"/verifications/{entry.id}/decisions", data=VERIFY)
    assert decided in client.get(f"/verifications/{entry.id}").text


def test_whoever_opens_an_entry_stands_in_the_view_log(client, cast, citra) -> None:
    entry = send(cast.ana)
    client.get(f"/verifications/{entry.id}")
    found = db.session.scalars(select(ViewLog)).one()
    assert (found.viewer_id, found.subject_id) == (cast.citra.id, cast.ana.id)


def test_drafts_and_courses_are_nobodys_to_decide(client, cast, citra) -> None:
    draft = enter(cast.ana)
    assert client.get(f"/verifications/{draft.id}").status_code == 404
    assert client.get("/verifications/99999").status_code == 404


def test_an_employee_has_no_queue(client, cast) -> None:
    entry = send(cast.ana)
    client.sign_in(cast.dewi)
    for address in ("/verifications", f"/verifications/{entry.id}"):
        assert client.get(address).status_code == 403
    for address in ("decisions", f"{entry.id}/decisions", f"{entry.id}/reopening"):
        assert client.post(f"/verifications/{address}").status_code == 403


def test_a_file_of_somebody_out_of_reach_is_told_without_their_name(client, cast) -> None:
    mine, other = send(cast.ana), send(cast.dewi, title="Rahasia Dewi")
    prove(mine)
    prove(other)
    officer_of_unit(cast.eko, unit_of(cast.ana).id)
    client.sign_in(cast.eko, language="en")
    page = client.get(f"/verifications/{mine.id}")
    assert "Somebody outside your reach has sent the same file." in page.text
    assert "Dewi" not in page.text
    client.sign_in(cast.citra, language="en")
    page = client.get(f"/verifications/{mine.id}")
    assert "Rahasia Dewi" in page.text


def test_pages_of_the_queue_make_a_fixed_number_of_queries(
    client, cast, citra, count_queries
) -> None:
    entries = [send(cast.ana), send(cast.dewi)]
    query = [("entry", one.id) for one in entries]
    addresses = ("/verifications", "/verifications/decisions/new")
    counted = []
    for _ in range(2):
        for address in addresses:
            with count_queries() as made:
                client.get(address, query_string=query)
            counted.append(len(made))
        for number in range(10):
            query.append(("entry", send(cast.ana, title=f"Nomor {number}").id))
    assert counted[:2] == counted[2:]
    assert counted[0] <= 16


def test_the_queue_is_read_by_its_index(app, cast) -> None:
    reader = Reader(anybody_everywhere(), SINCE)
    statement = queue.select(Activity.id).where(*queue._conditions(reader, Wanted()))
    found = plan_of(statement.order_by(*queue.PLACE).limit(26), without=("seqscan", "sort"))
    assert "ix_activity_proposed_at" in found
    if is_sqlite():
        assert "USE TEMP B-TREE" not in found
