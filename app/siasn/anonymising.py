"""Whose entry it was: the NIP and the certificate's number go, what was handed over stays."""

from sqlalchemy import delete, select, update

from app.db import change_rows
from app.siasn.models import SiasnBatch, SiasnItem


def anonymise(person_id: int) -> None:
    # What was not handed over goes: nobody could send it without a name.
    unsent = select(SiasnBatch.id).where(SiasnBatch.sent_on.is_(None))
    change_rows(
        delete(SiasnItem).where(SiasnItem.person_id == person_id, SiasnItem.batch_id.in_(unsent))
    )
    own = update(SiasnItem).where(SiasnItem.person_id == person_id)
    change_rows(own.values(nip="", number="-"))
