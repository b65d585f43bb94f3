"""The register of positions, found and turned over."""

import re
from html import unescape

from app.db import db
from app.org.models import Position


def test_the_register_is_searched_and_holds_every_position_once(client, cast) -> None:
    titles = [f"Penata {number:03}" for number in range(120)]
    db.session.add_all(Position(agency_id=cast.agency.id, title=title) for title in titles)
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    shown: list[str] = []
    address = "/positions?q=PENATA"
    while address:
        page = client.get(address).text
        shown += re.findall(r">(Penata \d+)</a>", page)
        older = re.search(r'href="(/positions\?[^"]*after=[^"]*)"', page)
        address = unescape(older[1]) if older else ""
    assert shown == titles
    assert "No position is called so." in client.get("/positions?q=tidakada").text


def test_a_part_of_a_title_that_one_position_has_is_enough(client, cast) -> None:
    for title in ("Penata Arsip", "Penata Naskah"):
        db.session.add(Position(agency_id=cast.agency.id, title=title))
    db.session.commit()
    client.sign_in(cast.citra, language="en")
    unit = client.get(f"/people/{cast.ana.id}/post").text
    chosen = re.search(r'<option selected value="(\d+)"', unit)[1]
    fields = {"unit": chosen, "employment_type": "pns", "day": "2026-06-01"}
    address = f"/people/{cast.ana.id}/post"
    several = client.post(address, data={**fields, "position": "penata"})
    assert several.status_code == 422
    assert "Penata Arsip; Penata Naskah" in several.text
    assert client.post(address, data={**fields, "position": "naskah"}).status_code == 302
