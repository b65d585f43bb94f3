"""Sessions of coaching in every state, between Ana and Budi, and one that an officer verifies."""

from datetime import datetime, timedelta

from app.accounts.models import Person
from app.coaching import actions
from app.coaching.actions import Facts
from app.coaching.models import COACHING, MENTORING, CoachingSession


def hold(
    ana: Person, budi: Person, eko: Person, others: list[Person], *, at: datetime
) -> dict[str, str]:
    """`others`: of Budi's team."""
    waiting = _log(budi, ana, "Menyusun rencana karier tiga tahun", by=ana, at=at, days=1)
    asked = _log(budi, ana, "Memimpin rapat yang singkat", by=budi, at=at, days=3)
    declined = _log(budi, ana, "Menanggapi keluhan warga", by=ana, at=at, days=12)
    reason = "Pertemuannya tanggal 5, bukan tanggal 4. Tolong catat ulang."
    actions.decline(declined, reason=reason, revision=1, by=budi, at=at - timedelta(days=11))
    withdrawn = _log(budi, ana, "Belajar dari tim lain", by=ana, at=at, days=15)
    actions.withdraw(withdrawn, revision=1, by=ana, at=at - timedelta(days=14))
    done = _log(eko, ana, "Menulis naskah dinas", by=ana, at=at, days=20, form=MENTORING)
    actions.confirm(done, revision=1, by=eko, at=at - timedelta(days=19))
    for place, person in enumerate(others):
        _log(budi, person, "Membagi pekerjaan dalam tim", by=budi, at=at, days=place + 2)
    return {
        "coaching_waiting": str(waiting.id),
        "coaching_asked": str(asked.id),
        "coaching_declined": str(declined.id),
        "coaching_withdrawn": str(withdrawn.id),
        "coaching_done": str(done.id),
        "entry_coached": str(done.activity_id),
    }


def _log(
    coach: Person,
    coachee: Person,
    topic: str,
    *,
    by: Person,
    at: datetime,
    days: int,
    form: int = COACHING,
) -> CoachingSession:
    moment = at - timedelta(days=days)
    facts = Facts(
        form,
        moment.date(),
        60,
        topic,
        "Menulis tiga tujuan untuk enam bulan ke depan.\nMembaca pedoman karier ASN.",
        (at + timedelta(days=30)).date(),
    )
    key = f"panggung-{coach.id}-{coachee.id}-{days}"
    return actions.log(facts, coach=coach, coachee=coachee, form_key=key, by=by, at=moment)[0]
