"""What people asked to have corrected: one waits, one is overdue, one was refused; and somebody
who left long ago."""

from datetime import datetime, timedelta

from app.accounts import actions as accounts
from app.accounts.queries import get_actor
from app.privacy import corrections
from app.privacy.models import REFUSED
from tests.stage.people import Company


def ask(people: Company, *, at: datetime) -> dict[str, str]:
    """Marks of the request that waits."""
    waits = _asked(people.ana.id, "birth", "Tempat lahir tertulis Jayapura.", at=at)
    _asked(people.dewi.id, "nip", "Angka terakhir NIP keliru.", at=at - timedelta(days=4))
    refused = _asked(people.ana.id, "results", "JP kursus ini kurang.", at=at - timedelta(days=9))
    request = corrections.find(get_actor(people.citra.id, at), refused, is_locked=True)
    assert request
    corrections.answer(
        request.request,
        REFUSED,
        reason="JP sudah sesuai: batas harian 3 JP berlaku.",
        by_id=people.citra.id,
        at=at - timedelta(days=8),
    )
    return {"correction": str(waits), "leaver": str(_left(at))}


def _asked(person_id: int, about: str, wrong: str, *, at: datetime) -> int:
    right = "Seharusnya seperti di surat keputusan terlampir."
    request = corrections.ask(person_id, about=about, wrong=wrong, right=right, at=at)
    assert request
    return request.id


def _left(at: datetime) -> int:
    """Somebody without a post, whose account was shut six years ago."""
    email = "yusuf.mansur@lentera.example"
    person = accounts.create_person(name="Yusuf Mansur", email=email, password=None, at=at)
    person.deactivated_at = at - timedelta(days=365 * 6)
    return person.id
