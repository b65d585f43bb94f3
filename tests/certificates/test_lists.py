"""The officer's lists: found, narrowed, sorted, paged, and many decided on or printed at once."""

import re
import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
import time_machine
from pypdf import PdfReader
from sqlalchemy import delete, select, update

from app.accounts.models import RoleGrant
from app.certificates import actions, lists, queries
from app.certificates.models import Certificate, CertificateRequest, CertificateSeries
from app.db import db
from app.learning.models import CourseCompletion, Enrolment
from app.library import queries as library
from app.org.models import Unit
from tests.certificates.test_certificates import AT, complete, issue
from tests.factories.cast import anybody_everywhere
from tests.factories.jobs import follow, work_off

NAMES = ("ana", "budi", "dewi")


@pytest.fixture
def three(cast):
    """Of Ana, Budi and Dewi: revoked, expired, valid."""
    found = {name: issue(cast, getattr(cast, name), key=f"{name:16}") for name in NAMES}
    found["budi"].valid_until = date(2026, 11, 21)
    db.session.commit()
    return found


def listed(client, query: str = "") -> list[str]:
    """Names in the list, in its order."""
    page = client.get(f"/certificates{query}").text
    places = {name: page.find(f">{name.capitalize()}</td>") for name in NAMES}
    return sorted((name for name in NAMES if places[name] >= 0), key=lambda name: places[name])


def test_the_list_is_narrowed_by_what_the_officer_looks_for(client, cast, three) -> None:
    client.sign_in(cast.citra)
    reason = {"reason": "Salah nama."}
    client.post(f"/certificates/{three['ana'].id}/revocation", data=reason)
    unit = db.session.scalars(select(Unit).where(Unit.name == "Dishub")).one().id
    contoh = library.find_course("contoh").id
    assert listed(client, "?q=dew") == ["dewi"]
    assert listed(client, f"?q={three['budi'].code.lower()}") == ["budi"]
    assert listed(client, "?status=revoked") == ["ana"]
    assert listed(client, "?status=expired") == ["budi"]
    assert listed(client, "?status=valid") == ["dewi"]
    assert listed(client, f"?unit={unit}") == ["dewi"]
    assert len(listed(client, f"?course={contoh}")) == 3
    assert listed(client, f"?course={contoh + 1000}") == []
    # AT is 22 November in every zone of Indonesia.
    assert len(listed(client, "?since=2026-11-22&until=2026-11-22")) == 3
    assert listed(client, "?since=2026-11-23") == listed(client, "?until=2026-11-21") == []


@pytest.mark.parametrize(
    "query",
    [
        *("?unit=x", "?course=-1", "?since=kemarin", "?sort=x&status=y"),
        *("?until=9999-12-31", "?since=0001-01-01", "?since=1969-12-31", "?until=2201-01-01"),
        "?after=1&after_key=0001-01-01T00:00:00%2B09:00",
        "?after=1&after_key=9999-12-31T23:59:59-09:00",
    ],
)
def test_a_garbled_filter_is_no_filter(client, cast, three, query) -> None:
    assert len(listed(client.sign_in(cast.citra), query)) == 3


def test_the_list_is_sorted_both_ways(client, cast, three) -> None:
    client.sign_in(cast.citra)
    assert listed(client) == ["dewi", "budi", "ana"]
    assert listed(client, "?sort=oldest") == ["ana", "budi", "dewi"]
    assert listed(client, "?sort=name") == ["ana", "budi", "dewi"]


@pytest.mark.parametrize("sort", lists.SORTS)
def test_pages_follow_each_other_without_gap_or_repetition(app, three, monkeypatch, sort) -> None:
    from zoneinfo import ZoneInfo

    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    wanted = lists.Wanted(ZoneInfo("Asia/Jayapura"), anybody_everywhere(), sort=sort)
    seen, after = [], None
    for _ in range(3):
        (view, after), *_rest = lists.issued(wanted, after=after, at=AT)
        seen.append(view.certificate.id)
    assert lists.issued(wanted, after=after, at=AT) == []
    assert seen == lists.ids(wanted, at=AT, limit=10)
    assert len(set(seen)) == lists.count(wanted, at=AT) == 3


def test_the_status_in_the_list_is_that_of_the_page(app, three) -> None:
    from zoneinfo import ZoneInfo

    for status in lists.STATUSES:
        wanted = lists.Wanted(ZoneInfo("Asia/Jayapura"), anybody_everywhere(), status=status)
        found = lists.issued(wanted, after=None, at=AT)
        assert {view.status(AT) for view, _ in found} <= {status}


def papers(client, **data: object):
    return follow(client, client.post("/certificates/papers", data=data))


def test_many_papers_come_as_one_file_to_print_in_the_order_of_the_list(
    client, cast, three
) -> None:
    client.sign_in(cast.citra)
    page = papers(client, form="pdf", scope="all", sort="name", q="e")
    assert page.status_code == 200
    file = client.get(page.request.path + "/file")
    pages = PdfReader(BytesIO(file.data)).pages
    assert ["Dewi" in one.extract_text() for one in pages] == [True, True]
    page = papers(client, form="pdf", certificate=[three["budi"].id, three["ana"].id])
    pages = PdfReader(BytesIO(client.get(page.request.path + "/file").data)).pages
    told = [one.extract_text() for one in pages]
    assert [three["budi"].number in text for text in told] == [True, True, False, False]
    assert [three["ana"].number in text for text in told] == [False, False, True, True]


def test_many_papers_come_as_single_files_in_a_zip(client, cast, three) -> None:
    client.sign_in(cast.citra)
    chosen = [three["ana"].id, three["dewi"].id]
    page = papers(client, form="zip", certificate=chosen)
    with zipfile.ZipFile(BytesIO(client.get(page.request.path + "/file").data)) as archive:
        assert archive.namelist() == [
            f"2026-00001-ana-{three['ana'].code}.pdf",
            f"2026-00003-dewi-{three['dewi'].code}.pdf",
        ]
        assert all(archive.read(name).startswith(b"%PDF-") for name in archive.namelist())


@pytest.mark.parametrize("data", [{"form": "pdf"}, {"form": "exe", "scope": "all"}])
def test_a_file_of_nothing_is_refused_with_what_to_do(client, cast, three, data) -> None:
    answer = client.sign_in(cast.citra, language="en").post("/certificates/papers", data=data)
    assert answer.status_code == 422
    assert "Tick the certificates" in answer.text


def test_more_papers_than_fit_are_refused(client, cast, three, monkeypatch) -> None:
    from app.certificates.views import papers as view

    monkeypatch.setattr(view, "MOST", 2)
    answer = client.sign_in(cast.citra, language="en").post(
        "/certificates/papers", data={"form": "pdf", "scope": "all"}
    )
    assert answer.status_code == 422
    assert "At most 2 certificates fit into one file" in answer.text


# After AT, when the requests of these tests are made.
LATER = "2026-11-22T02:00:01+00:00"


def requests_of(*people) -> list[int]:
    for person in people:
        complete(person)
    return list(db.session.scalars(select(CertificateRequest.id).order_by(CertificateRequest.id)))


def approve(client, **data: object):
    return follow(client, client.post("/certificate-requests/approvals", data=data))


def test_several_requests_are_approved_in_order_without_gaps(client, cast) -> None:
    chosen = requests_of(cast.dewi, cast.ana, cast.budi)
    client.sign_in(cast.citra, language="en")
    answer = approve(client, request=chosen[:2])
    assert answer.location == "/certificate-requests"
    assert "Certificates issued: 2." in client.get(answer.location).text
    assert queries.count_open_requests(anybody_everywhere()) == 1
    approve(client, scope="all", seen=LATER)
    issued = db.session.scalars(select(Certificate).order_by(Certificate.seq)).all()
    assert [(one.seq, one.person_id) for one in issued] == [
        (1, cast.dewi.id),
        (2, cast.ana.id),
        (3, cast.budi.id),
    ]


def test_what_cannot_be_issued_is_told_and_keeps_back_no_other(client, cast) -> None:
    chosen = requests_of(cast.ana, cast.citra, cast.dewi)
    client.sign_in(cast.citra, language="en")
    page = approve(client, request=chosen).text
    assert "2 issued, 1 could not be approved yet" in page
    assert "Your own certificate is for another training officer to decide." in page
    assert "Citra" in page
    assert db.session.scalars(select(Certificate.seq).order_by(Certificate.seq)).all() == [1, 2]
    assert queries.count_open_requests(anybody_everywhere()) == 1


def test_the_same_refusal_is_said_once_with_all_names_and_the_way_to_mend_it(client, cast) -> None:
    chosen = requests_of(cast.ana, cast.budi)
    db.session.execute(update(CertificateSeries).values(signatory_name=""))
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    page = approve(client, request=chosen).text
    assert "0 issued, 2 could not be approved yet" in page
    assert "callout tone-warn" in page
    assert "callout tone-good" not in page
    assert page.count("has not named who signs") == 1
    assert re.findall(r"<li>(Ana|Budi): ", page) == ["Ana", "Budi"]
    (address,) = re.findall(r'href="(/certificate-series/\d+)">Numbers and signatories of', page)
    assert client.get(address).status_code == 200


def test_a_job_is_named_in_the_language_of_who_reads(client, cast) -> None:
    chosen = requests_of(cast.ana, cast.budi)
    client.sign_in(cast.citra, language="en")
    address = client.post("/certificate-requests/approvals", data={"request": chosen}).location
    assert "<h1>2 requests</h1>" in client.get(address).text
    client.sign_in(cast.citra, language="id")
    assert "<h1>2 permohonan</h1>" in client.get(address).text


def test_an_approval_that_was_broken_off_goes_on_where_it_was(client, cast) -> None:
    chosen = requests_of(cast.ana, cast.dewi)
    client.sign_in(cast.citra, language="en")
    location = client.post("/certificate-requests/approvals", data={"request": chosen}).location
    client.post(f"/certificate-requests/{chosen[0]}/approval")  # as the dead worker did
    work_off()
    assert client.get(location).location == "/certificate-requests"
    assert "Certificates issued: 2." in client.get("/certificate-requests").text
    assert len(db.session.scalars(select(Certificate)).all()) == 2


def test_approving_nothing_is_refused_with_what_to_do(client, cast) -> None:
    client.sign_in(cast.citra, language="en")
    requests_of(cast.ana)
    garbled = [{"scope": "all", "seen": seen} for seen in ("", "kemarin", "9999-12-31T00:00+00:00")]
    for data in ({}, {"request": ["x", "-1"]}, {"scope": "all"}, *garbled):
        answer = client.post("/certificate-requests/approvals", data=data)
        assert answer.status_code == 422
        assert "Tick the requests" in answer.text


def test_the_queue_is_narrowed_by_name_and_course(client, cast) -> None:
    requests_of(cast.ana, cast.dewi)
    client.sign_in(cast.citra)
    page = client.get("/certificate-requests?q=dew").text
    assert ">Dewi<" in page
    assert ">Ana<" not in page
    other = library.find_course("contoh").id
    assert ">Ana<" not in client.get(f"/certificate-requests?course={other}").text


def test_a_request_is_looked_at_and_rejected_with_a_reason(client, cast) -> None:
    (request_id,) = requests_of(cast.ana)
    address = f"/certificate-requests/{request_id}"
    client.sign_in(cast.citra, language="en")
    assert "19920411 201903 2 003" in client.get(address).text
    refused = client.post(f"{address}/rejection", data={"reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    client.post(f"{address}/rejection", data={"reason": "Tidak hadir."})
    assert "Tidak hadir." in client.get(address).text
    assert f"{address}/approval" not in client.get(address).text
    assert client.get("/certificate-requests/999").status_code == 404


@pytest.mark.parametrize("address", ["/certificates", "/certificate-requests"])
def test_a_list_makes_a_fixed_number_of_queries(
    client, cast, three, count_queries, address
) -> None:
    requests_of(cast.ana, cast.dewi)
    client.sign_in(cast.citra).get(address)
    with count_queries() as few:
        client.get(address)
    requests_of(cast.budi, cast.eko)
    issue(cast, cast.eko, key="e" * 16)
    with count_queries() as many:
        client.get(address)
    assert len(many) == len(few) <= 10


def test_what_fails_unexpectedly_is_told_and_keeps_back_no_other(
    client, cast, monkeypatch, caplog
) -> None:
    chosen = requests_of(cast.ana, cast.budi, cast.dewi)
    issue_for_completion = actions.issue_for_completion

    def fails_for_budi(completion_id, **more):
        if db.session.get_one(CourseCompletion, completion_id).enrolment_id == budis:
            raise RuntimeError("the font is gone")
        return issue_for_completion(completion_id, **more)

    budis = db.session.scalar(select(Enrolment.id).where(Enrolment.person_id == cast.budi.id))
    monkeypatch.setattr(actions, "issue_for_completion", fails_for_budi)
    client.sign_in(cast.citra, language="en")
    page = approve(client, request=chosen).text
    assert "2 issued, 1 could not be approved yet" in page
    assert "Budi" in page
    assert "Something went wrong on our side with this request, and it still waits." in page
    assert "the font is gone" in caplog.text
    assert db.session.scalars(select(Certificate.seq).order_by(Certificate.seq)).all() == [1, 2]
    assert queries.find_request(chosen[1], actor=anybody_everywhere()).request.decision is None


def test_all_are_those_that_were_there_when_the_list_was_shown(client, cast, monkeypatch) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    chosen = requests_of(cast.ana, cast.budi, cast.dewi)
    late = db.session.get(CertificateRequest, chosen[2])
    late.requested_at = AT + timedelta(minutes=3)
    db.session.commit()
    with time_machine.travel(AT + timedelta(minutes=2), tick=False):
        client.sign_in(cast.citra, language="en")
        page = client.get("/certificate-requests").text
        seen = re.search(r'name="seen" value="([^"]+)"', page)[1]
        assert "All 3 found, not only the ticked ones" in page
        assert datetime.fromisoformat(seen) == AT + timedelta(minutes=2)
        approve(client, scope="all", seen=seen)
    assert queries.count_open_requests(anybody_everywhere()) == 1
    assert queries.find_request(chosen[2], actor=anybody_everywhere()).request.decision is None


def test_a_list_that_is_seen_whole_has_nothing_beyond_it_to_approve(client, cast) -> None:
    requests_of(cast.ana, cast.budi)
    page = client.sign_in(cast.citra).get("/certificate-requests").text
    assert 'name="scope"' not in page


def test_who_lost_the_role_has_nothing_approved(client, cast) -> None:
    chosen = requests_of(cast.ana)
    client.sign_in(cast.citra)
    client.post("/certificate-requests/approvals", data={"request": chosen})
    db.session.execute(delete(RoleGrant).where(RoleGrant.role == "officer"))
    work_off()
    assert queries.count_open_requests(anybody_everywhere()) == 1
