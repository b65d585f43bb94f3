"""Which column of a file holds what, told by its heading in Indonesian or English."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from app.staffing.merit import EDUCATION_WORDS, PERFORMANCE_WORDS

# In the order of the template and of the export; the headings that they have there come first.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "nip": ("NIP", "NIP Baru", "Nomor Induk Pegawai", "NIP/NIPPPK", "NI PPPK", "Employee number"),
    "name": ("Nama", "Nama Lengkap", "Nama Pegawai", "Name", "Full name"),
    "email": ("E-mail", "Email", "Surel", "Alamat E-mail", "E-mail address"),
    "unit": ("Kode Unit", "Kode Unit Kerja", "Kode Unor", "Unit code", "Code of unit"),
    "unit_name": ("Nama Unit", "Unit Kerja", "Nama Unit Kerja", "Unor", "Unit name", "Unit"),
    "parent": ("Kode Unit Induk", "Kode Induk", "Unit Induk", "Parent unit code", "Parent code"),
    "position": ("Jabatan", "Nama Jabatan", "Position"),
    "grade": ("Jenjang", "Jenjang Jabatan", "Grade"),
    "rank": ("Pangkat/Golongan", "Pangkat", "Golongan", "Gol", "Pangkat/Gol", "Gol/Ruang", "Rank"),
    "type": ("Jenis Pegawai", "Status Kepegawaian", "PNS/PPPK", "Employment type"),
    "since": ("TMT", "TMT Jabatan", "Terhitung Mulai Tanggal", "Since", "From", "Date from which"),
    "birth_place": ("Tempat Lahir", "Birth place", "Place of birth"),
    "birth_date": ("Tanggal Lahir", "Tgl Lahir", "Birth date", "Date of birth"),
    "education": (
        *("Pendidikan", "Pendidikan Terakhir", "Tingkat Pendidikan", "Jenjang Pendidikan"),
        *("Tingkat Pendidikan Terakhir", "Education", "Level of education"),
    ),
    "performance": (
        *("Predikat Kinerja", "Kinerja", "Predikat Kinerja Pegawai", "Predikat SKP"),
        *("Performance", "Performance of last year"),
    ),
    "status": ("Status", "Status Aktif", "Keaktifan", "State"),
}
FIELDS = tuple(HEADINGS)
REQUIRED = ("nip", "name")
TEMPLATE = tuple(known[0] for known in HEADINGS.values())
# Invented; no NIP says 9 where the sex stands, so it is nobody's.
EXAMPLE = (
    "199204112019039003",
    "Contoh Nama, S.E.",
    "contoh.nama@kota.go.id",
    "BKPSDM.02",
    "Bidang Pengembangan",
    "",
    "Analis SDM Aparatur",
    "Ahli Pertama",
    "Penata Muda (III/a)",
    "PNS",
    "2026-01-02",
    "Contoh",
    "1992-04-11",
    EDUCATION_WORDS["s1"],
    PERFORMANCE_WORDS["good"],
    "aktif",
)


def normal(heading: str) -> str:
    """Letters and digits alone, small: “No. NIP ” and “no nip” are one."""
    return re.sub(r"[\W_]+", "", heading).casefold()[:100]


_FIELD_OF = {normal(text): field for field, known in HEADINGS.items() for text in known}


def is_example(cells: Mapping[str, str]) -> bool:
    """By NIP and name: a spreadsheet may have written the days in its own way."""
    return (cells.get("nip"), cells.get("name")) == EXAMPLE[:2]


def keys_of(headings: Sequence[str]) -> list[str]:
    """By which columns are remembered, "" for one without a heading; of two with the same heading
    the second is “nama#2”."""
    count: Counter[str] = Counter()
    found = []
    for heading in headings:
        key = (normal(heading) or heading)[:90]
        count[key] += 1
        found.append(f"{key}#{count[key]}" if key and count[key] > 1 else key)
    return found


def recognise(headings: Sequence[str], remembered: Mapping[str, str]) -> dict[str, int]:
    """Field → place from 0; `remembered`: key of a column → field, "" for what is left out.

    Of two columns for one field the first counts.
    """
    found: dict[str, int] = {}
    for place, (heading, key) in enumerate(zip(headings, keys_of(headings), strict=True)):
        field = remembered.get(key, _FIELD_OF.get(normal(heading), ""))
        if field and field not in found:
            found[field] = place
    return found


def likeness(cells: Sequence[str]) -> int:
    """How many of a row's cells are headings that are known."""
    return sum(normal(cell) in _FIELD_OF for cell in cells)
