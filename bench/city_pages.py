"""What pages of a record cost in a city, beside a tenth of its people and a tenth of their entries.

Whole pages through the application, without a server: by the clock, and of CPU in this process,
where SQLite works, too.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from flask import Flask
from flask.testing import FlaskClient

from app.accounts import actions as accounts
from app.accounts.models import Person
from app.db import db
from app.kit import clock
from app.web.transaction import transaction
from bench import surroundings
from bench.city import City, built

WHOLE = City()
CITIES = {
    "a tenth of the people": City(people=2_500),
    "a tenth of the entries": City(entries=3),
    "all": WHOLE,
}
# What each reads: person 100 with entries of five years, the unit of 31 people in which they are.
EMPLOYEE, OFFICER = 100, 1
PAGES = {
    "own record": (EMPLOYEE, "/record"),
    "a person's record": (OFFICER, "/record/people/100"),
    "JP of a unit": (OFFICER, "/reports/hours?unit={unit}"),
    "people of a unit": (OFFICER, "/reports/people?unit={unit}"),
    "a person's IP ASN": (OFFICER, "/ip-asn/people/100"),
    "IP ASN of a unit": (OFFICER, "/ip-asn/units?unit={unit}"),
    "JP of the city": (OFFICER, "/reports/hours"),
    "IP ASN of the city": (OFFICER, "/ip-asn/units"),
    "SIASN of the city": (OFFICER, "/siasn"),
}


@dataclass(frozen=True)
class Cost:
    """Milliseconds, medians."""

    clock: float
    cpu: float


def costs(app: Flask, city: City, times: int) -> list[Cost]:
    """Of each of `PAGES`."""
    clients = {who: client_of(app, who) for who in (EMPLOYEE, OFFICER)}
    unit = 1 + EMPLOYEE % city.units
    return [cost(clients[who], path.format(unit=unit), times) for who, path in PAGES.values()]


def client_of(app: Flask, person_id: int) -> FlaskClient:
    client = app.test_client()
    with app.app_context():
        with transaction():
            person = db.session.get_one(Person, person_id)
            role = "officer" if person_id == OFFICER else "employee"
            accounts.grant_role(person, role, day=clock.now().date())
            accounts.open_session(person, user_agent="bench", at=clock.now())
        key = person.session_key
    with client.session_transaction() as session:
        session.update(_user_id=key, _fresh=True)
    return client


def cost(client: FlaskClient, path: str, times: int) -> Cost:
    taken, spent = [], []
    for _ in range(times + 1):
        began, cpu = time.perf_counter(), time.process_time()
        answer = client.get(path)
        taken.append(1000 * (time.perf_counter() - began))
        spent.append(1000 * (time.process_time() - cpu))
        if answer.status_code != 200:
            raise SystemExit(f"{path} answered {answer.status_code}")
    # The first finds nothing that is compiled.
    return Cost(median(taken[1:]), median(spent[1:]))


def table(found: Sequence[Sequence[Cost]]) -> str:
    """`found`: of each city, its pages."""
    lines = [
        "| page | "
        + " | ".join(f"{name}, ms (CPU)" for name in CITIES)
        + " | × people | × entries |",
        "|---|" + "---|" * (len(CITIES) + 2),
    ]
    for name, row in zip(PAGES, zip(*found, strict=True), strict=True):
        cells = [f"{one.clock:.0f} ({one.cpu:.0f})" for one in row]
        ratios = [f"{row[-1].clock / one.clock:.2f}" for one in row[:-1]]
        lines.append(f"| {name} | " + " | ".join(cells + ratios) + " |")
    return "\n".join(lines)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--times", type=int, default=15)
    words.add_argument("--databases", nargs=3, help="three empty databases; else SQLite")
    options = words.parse_args()
    found = []
    kind = ""
    addresses = options.databases or (None, None, None)
    for city, address in zip(CITIES.values(), addresses, strict=True):
        with built(city, address) as app:
            found.append(costs(app, city, options.times))
            with app.app_context():
                kind = db.engine.dialect.name
    surroundings.keep(
        f"{WHOLE.people} people, {WHOLE.entries} entries each, {kind}\n\n{table(found)}"
        f"\n\n{surroundings.described()}",
        f"city-pages-{kind}",
    )


if __name__ == "__main__":
    main()
