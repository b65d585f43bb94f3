"""A paper of Ana's record, one that she withdrew, and links to it: live, over, taken back."""

from datetime import datetime, timedelta

from app.records import sharing, statements
from tests.stage.people import Company

TOKEN = "tautan-di-atas-panggung-untuk-panitia-seleksi"
DAY = timedelta(days=1)


def show(people: Company, *, at: datetime) -> dict[str, str]:
    year = at.year
    withdrawn = statements.issue(people.ana, year, at=at - DAY)
    statements.withdraw(withdrawn, at=at - DAY)
    issued = statements.issue(people.ana, None, at=at)
    links = {"Atasan": "taken back", "Mutasi 2026": "over", "Panitia seleksi terbuka": TOKEN}
    shares = [
        sharing.make(
            people.ana, token=token, label=label, year=None, shows_numbers=True, days=30, at=at
        )
        for label, token in links.items()
    ]
    sharing.revoke(shares[0], at=at)
    shares[1].expires_at = at - DAY
    sharing.note_opening(shares[2].id, at=at)
    return {"statement": issued.code, "statement_withdrawn": withdrawn.code, "share": TOKEN}
