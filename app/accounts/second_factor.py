"""The second factor: codes of an app (TOTP, RFC 6238) and recovery codes for when it is lost.

`key` is the instance's secret key: an app's secret is HMAC-SHA256(key, salt), cut to the 160 bits
that RFC 4226 recommends.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

import pyotp
from sqlalchemy import delete, func, select, update

from app.accounts import audited
from app.accounts.events import SecondFactorRemoved, SecondFactorSetUp
from app.accounts.models import Person, RecoveryCode, SecondFactor
from app.accounts.queries import lock_person
from app.db import db
from app.kit.events import tell

ISSUER = "Lentera"
SECONDS = 30
# A phone's clock may be half a minute off, and typing takes a moment.
STEPS_OFF = 1
RECOVERY_CODES = 10


def begin(person_id: int, *, at: datetime) -> SecondFactor:
    """A factor that waits for its first code; one that is in use stays as it is."""
    lock_person(person_id)
    factor = find(person_id)
    if factor is None:
        factor = SecondFactor(person_id=person_id, salt=secrets.token_bytes(16), created_at=at)
        db.session.add(factor)
        db.session.flush()
    return factor


def find(person_id: int) -> SecondFactor | None:
    return db.session.get(SecondFactor, person_id)


def is_in_use(person_id: int) -> bool:
    factor = find(person_id)
    return factor is not None and factor.confirmed_at is not None


def secret_of(factor: SecondFactor, *, key: str) -> str:
    """In base32, as apps take it."""
    digest = hmac.digest(key.encode(), b"second-factor" + factor.salt, "sha256")
    return base64.b32encode(digest[:20]).decode()


def uri_of(factor: SecondFactor, person: Person, *, key: str) -> str:
    """What the QR code holds."""
    totp = pyotp.TOTP(secret_of(factor, key=key))
    return totp.provisioning_uri(name=person.email, issuer_name=ISSUER)


def confirm(factor: SecondFactor, code: str, *, key: str, at: datetime) -> bool:
    """The first code shows that the app has the secret."""
    if not _take_app_code(factor, code, key=key, at=at):
        return False
    factor.confirmed_at = at
    audited.set_up_factor(factor.person_id)
    tell(SecondFactorSetUp(factor.person_id, at))
    db.session.flush()
    return True


def take_code(person_id: int, code: str, *, key: str, at: datetime) -> bool:
    """Of the app or for recovery; each is taken once, also when it comes twice at once."""
    factor = find(person_id)
    if factor is None or factor.confirmed_at is None:
        return False
    typed = _clean(code)
    if is_of_app(code):
        return _take_app_code(factor, typed, key=key, at=at)
    return _take_recovery_code(person_id, typed, at=at)


def is_of_app(code: str) -> bool:
    """By its digits; those of other scripts are none."""
    typed = _clean(code)
    return typed.isascii() and typed.isdigit()


def _take_app_code(factor: SecondFactor, code: str, *, key: str, at: datetime) -> bool:
    if not is_of_app(code):
        return False
    step = _step_of(_clean(code), secret_of(factor, key=key), at)
    if step is None:
        return False
    taken = db.session.execute(
        update(SecondFactor)
        .where(
            SecondFactor.person_id == factor.person_id,
            SecondFactor.salt == factor.salt,
            SecondFactor.last_step < step,
        )
        .values(last_step=step)
        .returning(SecondFactor.person_id)
    ).first()
    return taken is not None


def _step_of(code: str, secret: str, at: datetime) -> int | None:
    """Which half minute makes this code."""
    now, totp = int(at.timestamp()) // SECONDS, pyotp.TOTP(secret)
    steps = range(now - STEPS_OFF, now + STEPS_OFF + 1)
    fitting = [s for s in steps if hmac.compare_digest(totp.generate_otp(s), code)]
    return max(fitting, default=None)


def _take_recovery_code(person_id: int, code: str, *, at: datetime) -> bool:
    taken = db.session.execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.person_id == person_id,
            RecoveryCode.code_hash == _hash_of(code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
        .returning(RecoveryCode.id)
        .execution_options(synchronize_session=False)
    ).first()
    return taken is not None


def renew_recovery_codes(person_id: int) -> Sequence[str]:
    """Ten new ones of 120 bits, in groups of four; older ones are worth nothing any more."""
    lock_person(person_id)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    codes = [base64.b32encode(secrets.token_bytes(15)).decode() for _ in range(RECOVERY_CODES)]
    db.session.add_all(RecoveryCode(person_id=person_id, code_hash=_hash_of(c)) for c in codes)
    db.session.flush()
    return ["-".join(code[place : place + 4] for place in range(0, 24, 4)) for code in codes]


def count_recovery_codes(person_id: int) -> int:
    unused = select(func.count(RecoveryCode.id)).where(
        RecoveryCode.person_id == person_id, RecoveryCode.used_at.is_(None)
    )
    return db.session.scalar(unused) or 0


def remove(person_id: int, *, by_id: int, at: datetime) -> None:
    """One that is gone already is not removed once more."""
    lock_person(person_id)
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person_id))
    removed = delete(SecondFactor).where(SecondFactor.person_id == person_id)
    if db.session.execute(removed.returning(SecondFactor.person_id)).first():
        audited.removed_factor(person_id, by_id=by_id)
        tell(SecondFactorRemoved(person_id, at))


def _clean(code: str) -> str:
    """However it was typed."""
    return "".join(code.split()).replace("-", "").upper()


def _hash_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
