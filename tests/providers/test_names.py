"""One provider, however its name is typed."""

import pytest

from app.reference.provider_names import name_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Maju Jaya", "maju jaya"),
        ("PT. Maju  JAYA, Tbk.", "maju jaya"),
        ("P.T. Maju Jaya (Persero)", "maju jaya"),
        ("CV.Maju-Jaya", "maju jaya"),
        ("L.A.N. RI", "lan ri"),
        # Full-width letters of another keyboard.
        ("\uff2d\uff41\uff4a\uff55 Jaya", "maju jaya"),
        ("PT", "pt"),
        ("???", "???"),
        ("Universitas Muhammadiyah Maluku Utara", "universitas muhammadiyah maluku utara"),
    ],
)
def test_signs_capitals_and_legal_forms_make_no_difference(name, key) -> None:
    assert name_key(name) == key


def test_other_names_stay_others() -> None:
    names = ("Maju Jaya", "Maju Jaya Raya", "Jaya Maju", "Diklat 1", "Diklat 2")
    assert len({name_key(name) for name in names}) == len(names)
