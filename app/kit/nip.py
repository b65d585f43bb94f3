"""The employee number (NIP) of civil servants: 18 digits, always text, no check digit.

PNS:  birth date YYYYMMDD, appointment YYYYMM, sex 1|2, serial 001–999.
PPPK: birth date YYYYMMDD, year YYYY, contract code 20–99, sex 1|2, serial 001–999.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

ROUNDED = re.compile(r"[0-9][.,]?[0-9]*[eE]\+?[0-9]+")
NOISE = re.compile(r"[\s'’‘`\u00a0\ufeff]+")


class NipError(ValueError):
    """`code`: nip.rounded, nip.length, nip.birth-date, nip.future, nip.appointment,
    nip.appointed-later or nip.sex."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Nip:
    """`appointed`: year and month; a contract employee's number names no month."""

    digits: str
    kind: Literal["pns", "pppk"]
    birth_date: date
    appointed: tuple[int, int | None]
    sex: Literal["1", "2"]

    @property
    def is_appointed_young(self) -> bool:
        """Before the age of 18: unlikely, but such numbers exist. Never where the year decides."""
        year, month = self.appointed
        adult = self.birth_date.year + 18
        return (year, month or 12) < (adult, self.birth_date.month)


def parse_nip(text: str, *, today: date | None = None) -> Nip:
    """Blanks and apostrophes (Excel's mark for text) are dropped. Raises NipError.

    `today`: nobody is born later, or appointed in a later year; None for a number that was checked
    when it was given.
    """
    digits = NOISE.sub("", text)
    # A spreadsheet keeps 15 digits of a number: the last three of eighteen become zeros.
    if ROUNDED.fullmatch(digits) or (len(digits) == 18 and digits.endswith("000")):
        raise NipError("nip.rounded")
    if not re.fullmatch(r"[0-9]{18}", digits):
        raise NipError("nip.length")
    month = int(digits[12:14])
    if not (1 <= month <= 12 or month >= 20):
        raise NipError("nip.appointment")
    if digits[14] not in "12":
        raise NipError("nip.sex")
    is_pns = month <= 12
    birth_date = _birth_date(digits[:8])
    if today and birth_date > today:
        raise NipError("nip.future")
    if today and int(digits[8:12]) > today.year:
        raise NipError("nip.appointed-later")
    return Nip(
        digits=digits,
        kind="pns" if is_pns else "pppk",
        birth_date=birth_date,
        appointed=(int(digits[8:12]), month if is_pns else None),
        sex="1" if digits[14] == "1" else "2",
    )


def _birth_date(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise NipError("nip.birth-date") from error


def format_nip(digits: str) -> str:
    """As printed: `19680411 199303 1 009`."""
    return f"{digits[:8]} {digits[8:14]} {digits[14]} {digits[15:]}"


def mask_nip(digits: str) -> str:
    """For public pages: only the year and month of appointment stay readable.

    Birth date, sex and serial together would name a person's birthday and complete the number.
    """
    return f"•••••••• {digits[8:14]} • •••"
