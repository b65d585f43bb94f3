"""A changed rule that concerns a whole city: its preview, and computing everybody's credits anew
with somebody beside it who writes."""

import argparse
import threading
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from statistics import median

import sqlalchemy as sa
from flask import Flask

from app.accounts.models import Person
from app.db import db
from app.jobs.actions import Ticket
from app.kit.progress import silent
from app.records import impact, ruling, tasks
from app.records.models import Activity
from app.reference.models import JpRule
from app.reference.rule import Rule
from app.web.transaction import transaction
from bench import surroundings
from bench.city import City, built

# Half a JP a day: everybody's credits change.
LOWER = Rule(16, date(2026, 1, 1), None, "programme", daily_cap=Decimal("0.5"))
PEOPLE_COMPUTED = 1000
ARGUMENTS = {"rule_id": None, "form_id": 16, "since": "2026-01-01", "until": None}


def seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def preview() -> None:
    impact.impact_of(ruling.entering(LOWER))
    db.session.remove()


def computed(app: Flask) -> tuple[float, list[float]]:
    """Seconds that the job takes for a portion of the city, and those that each of the writers
    waited who came meanwhile."""
    with transaction():
        db.session.add(JpRule(**vars(LOWER)))
        # The portion: the others have their entries in another form, which the rule leaves alone.
        others = sa.update(Activity).where(Activity.person_id > PEOPLE_COMPUTED)
        db.session.execute(others.values(form_id=17))
    ticket = Ticket(1, 1, "records.recomputation", 1, ARGUMENTS, "id")
    taken: list[float] = []

    def work() -> None:
        with app.app_context():
            taken.append(seconds(lambda: tasks.recompute(ticket, silent)))

    job = threading.Thread(target=work)
    job.start()
    waits = []
    while job.is_alive():
        waits.append(seconds(write))
        time.sleep(0.3)
    return taken[0], waits


def write() -> None:
    with transaction():
        db.session.execute(sa.update(Person).where(Person.id == 2).values(language="id"))


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--people", type=int, default=25_000)
    words.add_argument("--entries", type=int, default=10)
    words.add_argument("--database", help="address of an empty database; else SQLite")
    options = words.parse_args()
    city = City(options.people, options.entries)
    with built(city, options.database) as app, app.app_context():
        preview_took = seconds(preview)
        job_took, waits = computed(app)
        kind = db.engine.dialect.name
    surroundings.keep(
        f"{city.people} people, {city.entries} entries each, {kind}. Preview of a rule that "
        f"concerns all: {preview_took:.0f} s. Computing {PEOPLE_COMPUTED} of them anew: "
        f"{job_took:.0f} s; meanwhile {len(waits)} others wrote, who waited "
        f"{1000 * median(waits):.0f} ms ({1000 * max(waits):.0f} at most)"
        f"\n\n{surroundings.described()}",
        f"hours-{kind}",
    )


if __name__ == "__main__":
    main()
