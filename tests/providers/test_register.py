"""The register of providers: entered, found by any way of typing the name, changed, retired."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.db import db
from app.kit import clock
from app.providers import linking
from app.providers.terms import agreement_state
from app.records.models import Activity
from app.reference.models import Provider
from tests.factories.plans import plan_of

AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
WORKSHOP = 4
TYPED = {"name": "PT. Maju Jaya, Tbk.", "kind": "company"}


def enter(person, provider: str, **values) -> Activity:
    """A verified training from outside."""
    values = {"state": "verified", "starts_on": date(2026, 3, 2), **values}
    activity = Activity(
        person_id=person.id,
        form_id=WORKSHOP,
        title="Lokakarya",
        provider=provider,
        ends_on=values.pop("ends_on", values["starts_on"]),
        created_at=AT,
        **values,
    )
    db.session.add(activity)
    db.session.commit()
    return activity


def register(name: str = "Maju Jaya", key: str = "maju jaya", **values) -> Provider:
    provider = Provider(name=name, key=key, created_at=AT, **{"kind": "company", **values})
    db.session.add(provider)
    db.session.commit()
    return provider


def recorded(action: str) -> AuditEntry:
    return db.session.scalars(select(AuditEntry).filter_by(action=action)).one()


@pytest.fixture
def citra(client, cast):
    return client.sign_in(cast.citra, language="en")


def test_a_provider_is_entered_with_its_agreement_and_contact(citra, cast) -> None:
    until = clock.now().date() + timedelta(days=30)
    typed = {
        **TYPED,
        "contact_name": "Rina",
        "contact_email": "rina@maju.example",
        "website": "https://maju.example/diklat",
        "agreement_number": "PKS/7/2026",
        "agreement_from": "2024-01-01",
        "agreement_until": until.isoformat(),
    }
    done = citra.post("/providers", data=typed)
    provider = db.session.scalars(select(Provider)).one()
    assert done.location == f"/providers/{provider.id}"
    assert provider.key == "maju jaya"
    page = citra.get(done.location).text
    for words in ("PT. Maju Jaya, Tbk.", "rina@maju.example", "PKS/7/2026", "ends soon"):
        assert words in page
    assert 'href="https://maju.example/diklat"' in page
    assert recorded("provider.entered").actor_id == cast.citra.id
    assert "ends soon" in citra.get("/providers").text


def test_the_same_name_typed_otherwise_leads_to_the_first(citra) -> None:
    first = register()
    answer = citra.post("/providers", data=TYPED)
    assert answer.status_code == 422
    assert f'href="/providers/{first.id}"' in answer.text
    assert len(db.session.scalars(select(Provider)).all()) == 1


def test_a_provider_does_not_take_the_name_of_another(citra) -> None:
    first, second = register(), register("LAN RI", "lan ri", kind="government")
    answer = citra.post(f"/providers/{second.id}", data=TYPED)
    assert answer.status_code == 422
    assert f'href="/providers/{first.id}"' in answer.text
    assert db.session.get(Provider, second.id).name == "LAN RI"


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"name": "\ufdfa" * 100},
        {"kind": ""},
        {"kind": "church"},
        {"contact_email": "rina"},
        {"website": "javascript:alert(1)"},
        {"website": "maju.example"},
        {"website": "https://"},
        {"agreement_from": "2026-02-02", "agreement_until": "2026-02-01"},
        {"agreement_until": "0026-02-01"},
        {"note": "x" * 2001},
    ],
)
def test_what_cannot_be_is_refused(citra, wrong) -> None:
    held = register("LAN RI", "lan ri")
    for address in ("/providers", f"/providers/{held.id}"):
        assert citra.post(address, data={**TYPED, **wrong}).status_code == 422
    assert db.session.scalars(select(Provider.name)).all() == ["LAN RI"]


def test_a_change_is_saved_and_recorded(citra, cast) -> None:
    held = register()
    assert 'value="Maju Jaya"' in citra.get(f"/providers/{held.id}/edit").text
    done = citra.post(f"/providers/{held.id}", data={"name": "Maju Bersama", "kind": "company"})
    assert done.location == f"/providers/{held.id}"
    assert (held.name, held.key) == ("Maju Bersama", "maju bersama")
    entry = recorded("provider.changed")
    assert (entry.actor_id, entry.object_id) == (cast.citra.id, str(held.id))
    # What stayed the same is no change; from where it was done is always told.
    assert set(entry.digests) == {"name", "address"}


def test_a_retired_provider_stays_with_its_entries_and_comes_back(citra, cast) -> None:
    held = register()
    entry = enter(cast.ana, "Maju Jaya", provider_id=held.id)
    citra.post(f"/providers/{held.id}/retirement")
    citra.post(f"/providers/{held.id}/retirement")
    assert held.retired_at
    assert recorded("provider.retired").actor_id == cast.citra.id
    assert "retired" in citra.get("/providers").text
    assert entry.provider_id == held.id
    citra.post(f"/providers/{held.id}/return")
    assert held.retired_at is None
    assert recorded("provider.brought-back")


def test_entering_a_provider_links_the_entries_that_name_it(citra, cast) -> None:
    ours = [enter(cast.ana, "PT Maju Jaya"), enter(cast.dewi, "maju  jaya", state="draft")]
    other = enter(cast.ana, "Maju Jaya Raya")
    page = citra.post("/providers", data=TYPED, follow_redirects=True).text
    assert "2 entries that name this provider are linked with it." in page
    provider = db.session.scalars(select(Provider)).one()
    db.session.expire_all()
    assert [one.provider_id for one in (*ours, other)] == [provider.id, provider.id, None]


def test_more_than_a_portion_is_linked_by_and_by(citra, cast, monkeypatch) -> None:
    monkeypatch.setattr(linking, "MOST", 2)
    held = register()
    for _ in range(3):
        enter(cast.ana, "Maju Jaya")
    address = f"/providers/{held.id}"
    assert "3 entries name this provider" in citra.get(address).text
    citra.post(f"{address}/links")
    assert "1 entry names this provider" in citra.get(address).text
    citra.post(f"{address}/links")
    assert "Link them" not in citra.get(address).text


def test_names_in_use_are_listed_the_most_used_first(citra, cast) -> None:
    register("LAN RI", "lan ri")
    for name in ("PT Maju Jaya", "PT Maju Jaya", "maju jaya", "Pusdiklat", "LAN RI"):
        enter(cast.ana, name)
    enter(cast.ana, "Belum Diperiksa", state="returned")
    page = citra.get("/providers/unlisted").text
    # Courses of the tests name theirs, too.
    assert page.index("PT Maju Jaya") < page.index("Pusdiklat")
    assert "maju jaya</th>" not in page
    assert "Belum Diperiksa" not in page
    assert "LAN RI" not in page
    assert "/providers/new?name=PT+Maju+Jaya" in page
    assert 'value="PT Maju Jaya"' in citra.get("/providers/new?name=PT+Maju+Jaya").text


def test_the_list_is_searched_by_any_part_of_the_name_and_by_kind(citra) -> None:
    register()
    register("LAN RI", "lan ri", kind="government")
    for query, is_found in (
        ("q=PT+JAYA", True),
        ("q=lan", False),
        ("kind=company", True),
        ("kind=government", False),
        ("kind=church", True),
    ):
        assert ("Maju Jaya" in citra.get(f"/providers?{query}").text) == is_found, query
    assert "No provider is like that" in citra.get("/providers?q=tidakada").text


def test_the_list_has_pages_of_fifty(citra, count_queries) -> None:
    for number in range(51):
        register(f"Lembaga {number:02}", f"lembaga {number:02}")
    with count_queries() as made:
        first = citra.get("/providers").text
    assert first.count('scope="row"') == 50
    assert "Lembaga 50" not in first
    # Session; providers, courses, entries
    assert len(made) <= 5
    second = citra.get("/providers?after=lembaga+49").text
    assert "Lembaga 50" in second
    assert second.count('scope="row"') == 1


@pytest.mark.parametrize(
    ("until", "state"),
    [
        (None, ""),
        (date(2026, 11, 21), "over"),
        (date(2026, 11, 22), "ending"),
        # 8 days of November, 31 of December, 21 of January: 60
        (date(2027, 1, 21), "ending"),
        (date(2027, 1, 22), ""),
    ],
)
def test_an_agreement_is_told_sixty_days_before_it_ends(until, state) -> None:
    assert agreement_state(until, today=date(2026, 11, 22)) == state


def test_the_names_that_are_typed_come_from_an_index(app) -> None:
    assert "ix_activity_provider" in plan_of(
        linking.typed_names(), without=("seqscan", "bitmapscan")
    )


READ = ("", "/new", "/unlisted", "/1", "/1/edit", "/export.csv")
WRITTEN = ("", "/1", "/1/retirement", "/1/return", "/1/links")


def test_others_may_not(client, cast) -> None:
    for person in (cast.ana, cast.budi, cast.eko):
        client.sign_in(person)
        assert {client.get(f"/providers{one}").status_code for one in READ} == {403}
        assert {client.post(f"/providers{one}").status_code for one in WRITTEN} == {403}


def test_what_is_not_there_is_not_found(citra) -> None:
    for address in ("/999", "/999/edit", "/export.pdf"):
        assert citra.get(f"/providers{address}").status_code == 404
    for address in ("/999", "/999/retirement", "/999/return", "/999/links"):
        assert citra.post(f"/providers{address}", data=TYPED).status_code == 404


@pytest.mark.parametrize("what", ["retirement", "return", "links"])
def test_what_writes_is_not_read(citra, what) -> None:
    assert citra.get(f"/providers/1/{what}").status_code == 405
