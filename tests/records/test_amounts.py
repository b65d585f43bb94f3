"""Amounts as people type them."""

import re
from decimal import Decimal

import pytest

from app.records.amounts import jp_of_hours, read_amount, read_rupiah

D = Decimal


@pytest.mark.parametrize(
    ("text", "amount"),
    [("", None), ("3", "3"), ("2,5", "2.5"), ("2.5", "2.5"), (",25", "0.25"), ("999.99", "999.99")],
)
def test_a_comma_and_a_point_part_the_same_decimals(text: str, amount: str | None) -> None:
    assert read_amount(text) == (amount and D(amount))


@pytest.mark.parametrize(
    "text", ["0", "-1", "1000", "1,234", "1.500", "2,5,1", "NaN", "1e3", "tiga", "1 0", "²"]
)
def test_what_is_no_such_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        read_amount(text)


@pytest.mark.parametrize(
    ("text", "rupiah"),
    [
        ("", None),
        ("0", "0"),
        ("1500000", "1500000"),
        ("1.500.000", "1500000"),
        ("1,500,000", "1500000"),
        ("1 500 000", "1500000"),
        ("Rp1.500.000,-", "1500000"),
        ("Rp. 1.500.000,00", "1500000"),
        ("rp 750", "750"),
        ("750.000,5", "750000.5"),
        ("1,500,000.25", "1500000.25"),
    ],
)
def test_rupiah_are_read_as_people_write_them(text: str, rupiah: str | None) -> None:
    assert read_rupiah(text) == (rupiah and D(rupiah))


@pytest.mark.parametrize(
    "text", ["-1", "1.50.000", "1.500,000.5,1", "1.500,000", "10000000000", "dua juta", "$5", "²"]
)
def test_what_is_no_rupiah_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(text)):
        read_rupiah(text)


@pytest.mark.parametrize(
    ("hours", "jp"),
    [
        # 3 × 60 ÷ 45
        ("3", "4"),
        # 1 × 60 ÷ 45 = 1.333…
        ("1", "1.33"),
        # 2 × 60 ÷ 45 = 2.666…
        ("2", "2.67"),
        # 0.75 × 60 ÷ 45
        ("0.75", "1"),
    ],
)
def test_hours_of_60_minutes_become_jp_of_45(hours: str, jp: str) -> None:
    assert jp_of_hours(D(hours)) == D(jp)
