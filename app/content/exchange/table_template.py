"""A table to fill in: the headings, and a row for each type."""

from app.content.exchange.table import HEADINGS, NUMBERED

ANSWERS = 6
ROWS = (
    {
        "type": ("pilihan ganda", "single"),
        "question": ("Siapa yang menandatangani surat tugas?", "Who signs the travel order?"),
        "answer 1": ("Atasan langsung", "The immediate superior"),
        "answer 2": ("Pegawai itu sendiri", "The employee"),
        "key": ("A", "A"),
        "feedback 1": ("Benar, lihat bagian Kewenangan.", "Right, see the part on authority."),
        "points": ("2", "2"),
    },
    {
        "type": ("pilihan jamak", "multiple"),
        "question": ("Mana yang termasuk gratifikasi?", "Which of these are gratuities?"),
        "answer 1": ("Tiket dari rekanan", "A ticket from a supplier"),
        "answer 2": ("Gaji bulanan", "The monthly salary"),
        "answer 3": ("Penginapan dari rekanan", "A stay paid by a supplier"),
        "key": ("A, C", "A, C"),
        "scoring": ("partial", "partial"),
    },
    {
        "type": ("benar-salah", "true/false"),
        "question": ("Cuti tahunan dapat ditangguhkan.", "Annual leave can be deferred."),
        "key": ("Benar", "True"),
    },
    {
        "type": ("isian", "short"),
        "question": ("Apa ibu kota Jawa Barat?", "What is the capital of West Java?"),
        "answer 1": ("Bandung", "Bandung"),
        "answer 2": ("Kota Bandung", "Bandung City"),
    },
    {
        "type": ("angka", "numeric"),
        "question": ("Berapa hari cuti tahunan?", "How many days is annual leave?"),
        "answer 1": ("12", "12"),
        "answer 2": ("11..13", "11..13"),
        "credit 2": ("50%", "50%"),
        "unit": ("hari", "days"),
    },
    {
        "type": ("menjodohkan", "matching"),
        "question": ("Jodohkan singkatan.", "Match the abbreviations."),
        "answer 1": ("SPT -> Surat Perintah Tugas", "SPT -> travel order"),
        "answer 2": ("SK -> Surat Keputusan", "SK -> decree"),
        "answer 3": ("-> Surat Kuasa", "-> power of attorney"),
    },
    {
        "type": ("urutan", "order"),
        "question": ("Urutkan tahap pengadaan.", "Put the steps of procurement in order."),
        "answer 1": ("Perencanaan", "Planning"),
        "answer 2": ("Pemilihan penyedia", "Choice of supplier"),
        "answer 3": ("Pelaksanaan kontrak", "Performance of the contract"),
    },
    {
        "type": ("esai", "essay"),
        "question": ("Ceritakan satu dilema etika.", "Tell of one ethical dilemma."),
        "points": ("5", "5"),
    },
)


def template_rows(lang: str) -> list[list[str]]:
    place = 1 if lang.startswith("en") else 0
    columns = columns_of_template()
    heads = [heading(column, place) for column in columns]
    return [heads, *([row[c][place] if c in row else "" for c in columns] for row in ROWS)]


def columns_of_template() -> list[str]:
    columns: list[str] = []
    for name in HEADINGS:
        if name == "hint":
            columns.append("hint 1")
        elif name not in NUMBERED:
            columns.append(name)
        elif name == "answer":
            columns += [f"{part} {n}" for n in range(1, ANSWERS + 1) for part in NUMBERED[:3]]
    return columns


def heading(column: str, place: int) -> str:
    name, _, number = column.partition(" ")
    words = HEADINGS[name]
    return f"{words[min(place, len(words) - 1)]} {number}".strip()
