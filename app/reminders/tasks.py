"""What the clock does for reminders; doing it again changes nothing."""

from app.kit import clock
from app.reminders import telling
from app.web.transaction import transaction


def tell_reminded() -> None:
    at = clock.now()
    after: int | None = 0
    while after is not None:
        with transaction():
            after = telling.tell_some(after, at=at)
