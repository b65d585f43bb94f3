"""Which passwords are too easy, and why."""

import pytest

from app.accounts.strength import find_weakness

OWN = ("Ana Lestari", "ana.lestari@kota.example", "199204112019032003", "11041992")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("aaaaaaaaaaaaaa", "repeat"),
        ("abcdefghijklmn", "sequence"),
        ("zxcvbnm,./asdf", "keyboard"),
        ("passwordpassword", "repeat"),
        ("ana-lestari-1", "own"),
        ("199204112019032003", "own"),
        ("11041992ana", "own"),
        ("iloveyou12345", "common"),
    ],
)
def test_what_is_tried_first_is_refused(password, reason) -> None:
    assert find_weakness(password, own_words=OWN) == reason


@pytest.mark.parametrize(
    "password",
    [
        "kuda-baterai-stapler",
        "hujan turun di pasar ikan",  # blanks are welcome
        "密码是一匹会飞的马和一只猫",
        "Zr8!kqLw0#vT",
        "z" * 5 + "gunting-lampu-sapi-merah" * 6,  # long is no fault
    ],
)
def test_several_words_are_good_whatever_they_are_made_of(password) -> None:
    assert find_weakness(password, own_words=OWN) is None


def test_what_follows_after_72_signs_is_not_weighed() -> None:
    assert find_weakness("lentera" * 11 + "Zr8!kqLw0#vT", own_words=OWN) == "own"
