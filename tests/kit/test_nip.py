"""The employee number, by the rules in the field's own words."""

from datetime import date

import pytest

from app.kit.nip import NipError, format_nip, mask_nip, parse_nip


@pytest.mark.parametrize(
    ("text", "kind", "birth", "appointed"),
    [
        # The printed form: born 11 April 1968, appointed March 1993, man, serial 009.
        ("19680411 199303 1 009", "pns", date(1968, 4, 11), (1993, 3)),
        ("'199204112019032003", "pns", date(1992, 4, 11), (2019, 3)),
        # Digits 13–14 are 21: a contract code, so PPPK of 2023 without a month.
        ("199001302023212001", "pppk", date(1990, 1, 30), (2023, None)),
        ("200002292020122001", "pns", date(2000, 2, 29), (2020, 12)),  # 2000 was a leap year
    ],
)
def test_numbers_are_read(text, kind, birth, appointed) -> None:
    nip = parse_nip(text)
    assert (nip.kind, nip.birth_date, nip.appointed) == (kind, birth, appointed)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.98309E+17", "nip.rounded"),  # what Excel shows
        ("1,98309E+17", "nip.rounded"),  # with a decimal comma
        ("198309032010012000", "nip.rounded"),  # what Excel keeps: the last three digits lost
        ("19680411199303100", "nip.length"),  # 17 digits
        ("1968041119930310099", "nip.length"),  # 19
        ("١٩٦٨٠٤١١١٩٩٣٠٣١٠٠٩", "nip.length"),  # digits of another script
        ("", "nip.length"),
        ("196813111993031009", "nip.birth-date"),  # month 13
        ("190002291993031009", "nip.birth-date"),  # 1900 was no leap year
        ("196804111993131009", "nip.appointment"),  # 13: neither a month nor a contract code
        ("196804111993003009", "nip.appointment"),  # 00
        ("196804111993033009", "nip.sex"),  # 3
    ],
)
def test_faults_are_named(text, code) -> None:
    with pytest.raises(NipError) as refused:
        parse_nip(text)
    assert refused.value.code == code


def test_it_is_printed_in_groups() -> None:
    assert format_nip("196804111993031009") == "19680411 199303 1 009"


def test_the_mask_hides_birth_date_sex_and_serial() -> None:
    assert mask_nip("196804111993031009") == "•••••••• 199303 • •••"


@pytest.mark.parametrize(
    ("text", "is_young"),
    [
        ("199508172013071004", True),  # 18 in August 2013, appointed in July
        ("199508172013081004", False),  # in the month itself
        ("199508172012211004", True),  # a contract of 2012
        ("199508172013211004", False),  # of 2013: the month is not known
    ],
)
def test_an_appointment_before_the_age_of_18_is_noticed(text, is_young) -> None:
    assert parse_nip(text).is_appointed_young is is_young


def test_nobody_is_born_tomorrow() -> None:
    text, day = "199204111992102003", date(1992, 4, 11)
    assert parse_nip(text, today=day).birth_date == day
    with pytest.raises(NipError, match=r"nip\.future"):
        parse_nip(text, today=date(1992, 4, 10))


def test_nobody_was_appointed_in_a_year_to_come() -> None:
    with pytest.raises(NipError, match=r"nip\.appointed-later"):
        parse_nip("199204112027032003", today=date(2026, 11, 22))
    assert parse_nip("199204112026122003", today=date(2026, 11, 22)).appointed == (2026, 12)
