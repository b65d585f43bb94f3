"""Education and performance from a staff list, for the index of professionalism."""

import pytest
from sqlalchemy import select

from app.db import db
from app.kit import clock
from app.org import merits
from app.org.merit import EDUCATIONS, PERFORMANCES
from app.org.models import Merit
from app.staffing.merit import (
    EDUCATION_WORDS,
    PERFORMANCE_WORDS,
    education_of,
    performance_of,
)
from app.staffing.models import StaffImportRow
from app.staffing.rows import read_row
from tests.factories.cast import NUMBERS
from tests.staffing.conftest import GITA, HEAD, states

# The steps of PermenPANRB 38/2018, annex I: S3; S2; S1 or D4; D3; SLTA, D1 or D2; below SLTA.
# The words are those of SIASN's reference "tingkat pendidikan" and what lists write for them;
# specialists stand with S2 and S3 (KKNI 8 and 9, Perpres 8/2012).
LEVELS = {
    "s3": ("S-3/Doktor", "S3", "s.3 Ilmu Administrasi", "Strata III", "Doktor", "Spesialis II"),
    "s2": ("S-2", "S2 Manajemen", "Strata-II", "Magister Hukum", "Spesialis I", "S 2"),
    "s1": (
        *("S-1/Sarjana", "S1", "S.1", "S 1 Hukum", "Sarjana", "Strata I", "S1/D4"),
        *("Diploma IV", "D-IV", "D.IV", "DIV", "D4 Kebidanan"),
    ),
    "d3": ("Diploma III/Sarjana Muda", "D-III Kebidanan", "D3", "D III", "Sarjana Muda"),
    "sma": (
        *("SLTA", "SLTA Kejuruan", "SMA/sederajat", "SMK", "MA", "Madrasah Aliyah", "Paket C"),
        *("Sekolah Menengah Atas", "Sekolah Menengah Kejuruan (SMK)"),
        *("Sekolah Lanjutan Tingkat Atas", "Diploma II", "D2", "Diploma I", "D-I", "D.I"),
    ),
    "below": (
        *("SLTP", "SMP", "SD", "Di bawah SLTA", "Paket B", "MTs", "Sekolah Dasar"),
        *("Sekolah Menengah Pertama", "Sekolah Lanjutan Tingkat Pertama"),
    ),
}
NOT_A_LEVEL = (
    "S5",
    "S 12",
    "Di luar negeri",
    "Profesi",
    "Sekolah",
    "tidak ada",
    "?",
    "Sastra",
    "Diklat",
)
# Butuh Perbaikan and its neighbours: PermenPANRB 6/2022, article 34? Cukup and Buruk are older.
PREDICATES = {
    "very_good": ("Sangat Baik", "SANGAT BAIK"),
    "good": ("Baik", " baik "),
    "needs_work": ("Butuh Perbaikan", "Cukup"),
    "poor": ("Kurang", "Kurang/Misconduct"),
    "very_poor": ("Sangat Kurang", "Buruk"),
}
WIDE = (*HEAD, "Pendidikan", "Predikat Kinerja")
GITA_WIDE = (*GITA, "S-2/Magister", "Sangat Baik")


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, all_ in LEVELS.items() for t in all_])
def test_a_level_of_education_is_read_in_the_words_of_lists(code, text) -> None:
    assert education_of(text) == code


@pytest.mark.parametrize("text", NOT_A_LEVEL)
def test_what_names_no_level_is_told(text) -> None:
    row = read_row(2, {"education": text})
    assert ("staffing.education-unknown", "education", text) in [
        (f.code, f.column, f.value) for f in row.faults
    ]


@pytest.mark.parametrize(("code", "text"), [(c, t) for c, all_ in PREDICATES.items() for t in all_])
def test_a_predicate_is_read(code, text) -> None:
    assert performance_of(text) == code


def test_what_is_no_predicate_is_told() -> None:
    assert [f.code for f in read_row(2, {"performance": "98,5"}).faults if f.column != "nip"] == [
        "staffing.name-missing",
        "staffing.performance-unknown",
    ]


def test_what_is_written_is_read_again() -> None:
    assert [education_of(EDUCATION_WORDS[code]) for code in EDUCATIONS] == list(EDUCATIONS)
    assert [performance_of(PERFORMANCE_WORDS[code]) for code in PERFORMANCES] == list(PERFORMANCES)


def wide(name: str, education: str, performance: str) -> tuple[str, ...]:
    """Somebody who stays where they are."""
    return (NUMBERS[name], name.capitalize(), "", "", "", "", education, performance)


def merit_of(person_id: int) -> tuple[str | None, str | None, str | None, int]:
    row = db.session.scalars(
        select(Merit).where(Merit.person_id == person_id).execution_options(populate_existing=True)
    ).one()
    return (row.education, row.performance, row.discipline, row.by_id)


def test_an_import_keeps_education_and_performance(upload, apply, cast) -> None:
    """Budi's empty cell leaves what was typed, Dewi has nothing to keep."""
    merits.keep(
        cast.budi,
        education="d3",
        performance="good",
        discipline="light",
        by=cast.eko,
        at=clock.now(),
    )
    db.session.commit()
    found = upload(
        GITA_WIDE,
        wide("ana", "S-1 Akuntansi", ""),
        wide("budi", "", "Butuh Perbaikan"),
        wide("dewi", "", ""),
        head=WIDE,
    )
    assert states(found) == {
        "Gita": "new",
        "Ana": "changed",
        "Budi": "changed",
        "Dewi": "unchanged",
        "Eko": "missing",
    }
    apply(found)
    gita = db.session.scalars(select(StaffImportRow.person_id).filter_by(name="Gita")).one()
    assert merit_of(gita) == ("s2", "very_good", None, cast.citra.id)
    assert merit_of(cast.ana.id) == ("s1", None, None, cast.citra.id)
    assert merit_of(cast.budi.id) == ("d3", "needs_work", "light", cast.citra.id)
    assert db.session.get(Merit, cast.dewi.id) is None


def test_the_same_list_again_changes_nothing_and_says_so(upload, apply, cast) -> None:
    lines = (wide("ana", "S-1", "Baik"), wide("budi", "SLTA", "Baik"))
    apply(upload(*lines, head=WIDE))
    assert {states(upload(*lines, head=WIDE))[name] for name in ("Ana", "Budi")} == {"unchanged"}


def test_who_typed_it_stays_where_only_the_post_changes(upload, apply, cast) -> None:
    merits.keep(
        cast.ana, education="s1", performance=None, discipline=None, by=cast.eko, at=clock.now()
    )
    db.session.commit()
    moved = (NUMBERS["ana"], "Ana", "", "Dishub", "", "2026-03-02", "S1", "")
    apply(upload(moved, head=WIDE))
    assert merit_of(cast.ana.id) == ("s1", None, None, cast.eko.id)


def test_what_an_officer_types_between_check_and_import_is_not_overwritten(
    upload, apply, cast
) -> None:
    found = upload(wide("ana", "S-1", "Baik"), head=WIDE)
    merits.keep(
        cast.ana, education="s2", performance=None, discipline=None, by=cast.eko, at=clock.now()
    )
    db.session.commit()
    apply(found)
    assert merit_of(cast.ana.id) == ("s2", None, None, cast.eko.id)
    db.session.expire_all()
    assert states(found)["Ana"] == "outdated"


def test_the_check_tells_it_in_words(upload, client, cast) -> None:
    found = upload(wide("ana", "S-1", "Butuh Perbaikan"), head=WIDE)
    client.sign_in(cast.citra, language="en")
    page = client.get(f"/staff-imports/{found.id}?state=changed")
    assert "– → S1 or D4 (bachelor)" in page.text
    assert "– → Needs improvement" in page.text
