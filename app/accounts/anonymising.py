"""Taking a name away: what tells of the owner is blanked, what opens the account is removed."""

from sqlalchemy import delete, select

from app.accounts.models import (
    EmployeeNumber,
    Identity,
    OneTimeLink,
    Person,
    RecoveryCode,
    RememberedDevice,
    SecondFactor,
    SignInSession,
    SignInThrottle,
)
from app.accounts.throttle import account_key, code_key, person_key
from app.audit.actions import empty_values
from app.audit.models import ViewLog
from app.db import change_rows, db

# In this order: sessions point to devices.
GONE = (SignInSession, RememberedDevice, OneTimeLink, SecondFactor, RecoveryCode, Identity)
# No mail ever leads to this domain (RFC 2606).
NOWHERE = "lentera.invalid"


def anonymise(person_id: int) -> None:
    person = db.session.get_one(Person, person_id)
    numbers = select(EmployeeNumber.number).where(EmployeeNumber.person_id == person_id)
    logins = [person.email, *db.session.scalars(numbers)]
    keys = [*map(account_key, logins), person_key(person_id), code_key(person_id)]
    change_rows(delete(SignInThrottle).where(SignInThrottle.key.in_(keys)))
    for model in (*GONE, EmployeeNumber):
        change_rows(delete(model).where(model.person_id == person_id))
    change_rows(delete(ViewLog).where(ViewLog.subject_id == person_id))
    empty_values(person_id)
    _blank(person)


def _blank(person: Person) -> None:
    """The id alone tells one from another."""
    person.name = f"Anonim {person.id}"
    person.email = f"anonim-{person.id}@{NOWHERE}"
    person.password_hash = person.birth_place = person.birth_date = None
    person.time_zone = person.theme = None
    db.session.flush()
