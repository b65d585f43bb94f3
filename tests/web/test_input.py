"""Numbers and signs that a database cannot hold are refused, not passed on."""

import pytest


@pytest.mark.parametrize("number", [2**31, 2**63, 10**30])
def test_an_id_too_large_to_exist_is_not_found(client, cast, number) -> None:
    client.sign_in(cast.citra)
    assert client.get(f"/attempts/{number}").status_code == 404
    assert client.post(f"/certificates/{number}/revocation").status_code == 404


@pytest.mark.parametrize(
    "address", ["/courses?q=%00", "/verify/%00", "/courses/%00", "/media/%00/x.png", "/?%00=1"]
)
def test_a_nul_in_an_address_is_refused(client, cast, address) -> None:
    assert client.sign_in(cast.ana).get(address).status_code in (400, 404)


def test_a_nul_in_a_form_is_refused(client, cast) -> None:
    form = {"login": "a\x00b", "password": "x"}
    assert client.post("/session", data=form).status_code == 400


@pytest.mark.parametrize(
    "query",
    [
        "q=" + "x" * 3000,
        "after=99999999999999999999&after_title=x",
        "after=abc",
        "subject=%25_%27%22",
        "q=%F0%9F%8F%AE",
    ],
)
def test_odd_searches_find_nothing_and_break_nothing(client, cast, query) -> None:
    assert client.sign_in(cast.ana).get(f"/courses?{query}").status_code == 200
    assert client.sign_in(cast.citra).get(f"/certificates?{query}").status_code == 200


@pytest.mark.parametrize("query", ["before=1&before_at=x", "before=9e9&before_at=2026-01-01"])
def test_odd_places_in_a_list_are_ignored(client, cast, query) -> None:
    assert client.sign_in(cast.citra).get(f"/certificates?{query}").status_code == 200


def test_a_naive_or_huge_place_in_a_list_is_ignored(client, cast) -> None:
    client.sign_in(cast.citra)
    for at, last in (("2026-01-01T00:00:00", "1"), ("2026-01-01T00:00:00+00:00", "9" * 25)):
        address = client.get("/certificates", query_string={"before_at": at, "before": last})
        assert address.status_code == 200
