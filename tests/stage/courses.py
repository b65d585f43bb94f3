"""The courses of the stage: copies, so that an author may change them."""

import shutil
from pathlib import Path

from app.config import ROOT

SHIPPED = ("manajemen-proyek-dasar", "literasi-digital-pelayanan")
LITTLE = ("contoh", "persetujuan", "perilaku", "jenis-soal", "esai", "dwibahasa")
TIMED = "ujian-berwaktu"
# With a time limit, and a grace in which an attempt stays overdue as long as anyone looks.
FILES = {
    "course.md": f"""---
id: {TIMED}
title: Ujian Berwaktu
description: Ujian singkat yang dikerjakan dalam setengah jam.
provider: Lentera
subject: orientasi
certificate: approval
---

Satu ujian, setengah jam.
""",
    "modules/01-ujian.md": """---
id: ujian
title: Ujian setengah jam
type: quiz
attempts: 2
pass-mark: 60%
time-limit: 30 menit
grace: 12 jam
---

## Berapa lama ujian ini? {#q-lama}

- (x) Setengah jam {#a}
- ( ) Satu jam {#b}

## Apa yang terjadi ketika waktu habis? {#q-habis}

- (x) Jawaban yang tersimpan dinilai {#a}
- ( ) Semua jawaban hilang {#b}
""",
}
PRACTICE = "contoh/modules/02-kuis-latihan.md"
KEY = ("- ( ) Ungu {#c}", "- (x) Ungu {#c}")
NO_KEY = ("- (x) Biru {#b}", "- ( ) Biru {#b}")


def lay_out(folder: Path) -> Path:
    for name in SHIPPED:
        shutil.copytree(ROOT / "courses" / name, folder / name)
    for name in LITTLE:
        shutil.copytree(ROOT / "tests" / "courses" / name, folder / name)
    for path, text in FILES.items():
        target = folder / TIMED / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return folder


def replace_in(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, (path, old)
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def correct_a_key(folder: Path) -> None:
    """Another choice becomes the right one: answers from before have points to be corrected."""
    replace_in(folder / PRACTICE, NO_KEY, KEY)
