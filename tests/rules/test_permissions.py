"""Who may use which route: every step of an officer is forbidden to everybody else."""

import pytest

OFFICER = [
    ("GET", "/certificates"),
    ("GET", "/certificates/new"),
    ("GET", "/certificates/1"),
    ("GET", "/certificate-series"),
    ("GET", "/certificate-series/1"),
    ("POST", "/certificates"),
    ("POST", "/certificates/1/revocation"),
    ("GET", "/certificate-requests"),
    ("GET", "/certificate-requests/1"),
    ("POST", "/certificate-requests/approvals"),
    ("POST", "/certificates/papers"),
    ("POST", "/certificate-requests/1/approval"),
    ("POST", "/certificate-requests/1/rejection"),
    ("POST", "/quizzes/attempts/1/reopening"),
    ("POST", "/quizzes/attempts/1/extension"),
    ("POST", "/certificate-series/1"),
    ("GET", "/sign-in-help"),
    ("POST", "/sign-in-help/letters"),
    ("GET", "/people/1/sign-in"),
    ("POST", "/people/1/one-time-links"),
    ("POST", "/people/1/letters"),
    ("GET", "/deliveries"),
    ("POST", "/deliveries/1/attempts"),
    ("GET", "/people/1/second-factor"),
    ("POST", "/people/1/second-factor/removal"),
]
AUTHOR = [
    ("GET", "/studio"),
    ("POST", "/studio/drafts"),
    ("GET", "/studio/drafts/1"),
    ("POST", "/studio/drafts/1/files"),
    ("POST", "/studio/drafts/1/files/removal"),
    ("GET", "/studio/drafts/1/folder"),
    ("POST", "/studio/drafts/1/publication"),
    ("POST", "/studio/drafts/1/removal"),
    ("GET", "/studio/drafts/1/pages/x"),
    ("GET", "/studio/courses/contoh"),
    ("GET", "/studio/courses/contoh/versions/1/folder"),
    ("GET", "/studio/courses/contoh/versions/1/exports/gift"),
    ("POST", "/studio/courses/contoh/versions/1/draft"),
]
RESULTS = [
    ("GET", "/studio/courses/contoh/surveys/x"),
    ("GET", "/studio/courses/contoh/surveys/x/answers/y"),
]
QUIZ_RESULTS = [
    ("GET", "/quizzes/attempts/1"),
    ("GET", "/quizzes/attempts/1/questions/1"),
    ("POST", "/quizzes/attempts/1/questions/1/grades"),
    ("GET", "/quizzes/contoh/ujian-akhir/corrections"),
    ("POST", "/quizzes/contoh/ujian-akhir/corrections"),
    ("GET", "/quizzes"),
    ("GET", "/quizzes/people/1"),
    ("GET", "/quizzes/contoh/ujian-akhir"),
    ("GET", "/quizzes/contoh/ujian-akhir/units"),
    ("GET", "/quizzes/contoh/ujian-akhir/export.csv"),
    ("GET", "/quizzes/contoh/ujian-akhir/export.xlsx"),
    ("POST", "/quizzes/contoh/ujian-akhir/exports/xlsx"),
]
MARKERS = [("GET", "/marking"), ("GET", "/marking/1"), ("POST", "/marking/1/grades")]
OTHERS = [("budi", "GET", "/team"), ("eko", "GET", "/studio")]
CAST = ("ana", "budi", "citra", "dewi", "eko")


@pytest.mark.parametrize(("method", "address"), OFFICER)
def test_an_officers_step_is_forbidden_to_all_others(client, cast, method, address) -> None:
    codes = {
        name: client.sign_in(getattr(cast, name)).open(address, method=method).status_code
        for name in CAST
    }
    assert codes.pop("citra") != 403
    assert set(codes.values()) == {403}


@pytest.mark.parametrize(("method", "address"), AUTHOR)
def test_an_authors_step_is_forbidden_to_all_others(client, cast, method, address) -> None:
    codes = {
        name: client.sign_in(getattr(cast, name)).open(address, method=method).status_code
        for name in CAST
    }
    assert codes.pop("eko") != 403
    assert set(codes.values()) == {403}


@pytest.mark.parametrize(("method", "address"), RESULTS)
def test_results_of_surveys_are_for_authors_and_officers(client, cast, method, address) -> None:
    codes = {
        name: client.sign_in(getattr(cast, name)).open(address, method=method).status_code
        for name in CAST
    }
    assert {name for name, code in codes.items() if code != 403} == {"citra", "eko"}


@pytest.mark.parametrize(("method", "address"), QUIZ_RESULTS)
def test_results_of_quizzes_are_for_authors_and_officers(client, cast, method, address) -> None:
    codes = {
        name: client.sign_in(getattr(cast, name)).open(address, method=method).status_code
        for name in CAST
    }
    assert {name for name, code in codes.items() if code != 403} == {"citra", "eko"}


@pytest.mark.parametrize(("method", "address"), MARKERS)
def test_giving_points_is_for_authors_and_officers(client, cast, method, address) -> None:
    codes = {
        name: client.sign_in(getattr(cast, name)).open(address, method=method).status_code
        for name in CAST
    }
    assert 403 not in (codes.pop("citra"), codes.pop("eko"))
    assert set(codes.values()) == {403}


@pytest.mark.parametrize(("owner", "method", "address"), OTHERS)
def test_a_roles_own_page_is_forbidden_to_all_others(client, cast, owner, method, address) -> None:
    for name in CAST:
        answer = client.sign_in(getattr(cast, name)).open(address, method=method)
        assert answer.status_code == (200 if name == owner else 403), name


def test_a_role_ends_with_its_last_day(client, cast) -> None:
    from datetime import date

    from sqlalchemy import update

    from app.accounts.models import RoleGrant
    from app.db import db

    db.session.execute(
        update(RoleGrant)
        .where(RoleGrant.person_id == cast.citra.id, RoleGrant.role == "officer")
        .values(valid_to=date(2024, 12, 31))
    )
    db.session.commit()
    assert client.sign_in(cast.citra).get("/certificates").status_code == 403
