"""`(Indonesian, English)` of what the author's commands say; they run without the site."""

from collections.abc import Mapping

TEXTS: Mapping[str, tuple[str, str]] = {
    "nothing-found": (
        "Kursus diperiksa: {courses}. Tidak ada temuan.",
        "Courses checked: {courses}. No findings.",
    ),
    "found": (
        "Kursus diperiksa: {courses}. Kesalahan: {errors}, peringatan: {warnings}.",
        "Courses checked: {courses}. Errors: {errors}, warnings: {warnings}.",
    ),
    "ids-written": ("{path}: id ditulis", "{path}: ids written"),
    "not-written": (
        "{path} tidak dapat ditulis: {reason}",
        "{path} cannot be written: {reason}",
    ),
    "no-course": (
        "{word} bukan kursus: kursus adalah folder dengan berkas course.md.",
        "{word} holds no course: a course is a folder with a course.md.",
    ),
    "nothing": (
        "{word} tidak ditemukan. Tulis folder kursus, satu berkasnya, atau id kursus di "
        "LENTERA_COURSES.",
        "{word} is not found. Write a course's folder, one of its files, or the id of a course in "
        "LENTERA_COURSES.",
    ),
    "unreadable": (
        "{course} tidak dapat dibaca. Lihat sebabnya: lentera check {course}",
        "{course} cannot be read. To see why: lentera check {course}",
    ),
    "no-markers": (
        "Tidak ada {start} dan {end} di {path}: tabel ditulis di antara keduanya.",
        "There is no {start} and {end} in {path}: the tables are written between them.",
    ),
    "summary-courses": ("Kursus", "Courses"),
    "summary-types": ("Soal menurut jenis", "Questions by type"),
    "summary-pools": ("Kumpulan soal", "Pools"),
    "course": ("Kursus", "Course"),
    "languages": ("Bahasa", "Languages"),
    "lessons": ("Modul", "Lessons"),
    "words": ("Kata", "Words"),
    "sentence": ("Kata per kalimat", "Words a sentence"),
    "pictures": ("Gambar", "Pictures"),
    "questions": ("Soal", "Questions"),
    "feedback": ("Semua pilihan ditanggapi", "Feedback on every choice"),
    "jp": ("JP tertulis", "JP stated"),
    "jp-of-minutes": ("JP dari menit", "JP of the minutes"),
    "pool": ("Berkas", "File"),
    "single": ("Pilihan tunggal", "Single choice"),
    "longest": ("Kunci = pilihan terpanjang", "Key is the longest choice"),
    "places": ("Letak kunci (pertama / kedua / …)", "Place of the key (first / second / …)"),
    "all": ("Semua", "All"),
    "format-and-file": (
        "Tulis format dan berkasnya, misalnya: lentera import gift soal.gift",
        "Write the format and the file, for example: lentera import gift questions.gift",
    ),
    "note": (
        "--note menjelaskan perubahan isi kepada peserta: pakai bersama --change material atau "
        "major, dan jangan kosongkan.",
        "--note tells learners what changed: use it with --change material or major, and do not "
        "leave it empty there.",
    ),
    "refused": (
        "{course}: ditolak; versi yang tayang tetap seperti semula",
        "{course}: refused, the live version stays as it is",
    ),
    "draft": (
        "{course}: draf, diperiksa dan tidak diterbitkan",
        "{course}: a draft, checked and not published",
    ),
    "overtaken": (
        "{course}: folder tidak berubah sejak versi dari studio tayang; versi itu tetap",
        "{course}: the folder is unchanged since a version from the studio went live, which stays",
    ),
    "unchanged": ("{course}: tidak berubah", "{course}: unchanged"),
    "live": (
        "{course}: versi {number} tayang: {added} baru, {changed} berubah, {removed} dihapus; "
        "kemajuan {enrolled} peserta tetap",
        "{course}: version {number} is live: {added} new, {changed} changed, {removed} removed; "
        "{enrolled} learners keep their progress",
    ),
    "to-correct": (
        "{course}: jawaban di {quiz} dinilai dengan kunci lama dan tetap nilainya; lihat akibat "
        "kunci baru: lentera quiz regrade {course} {quiz}",
        "{course}: answers in {quiz} were graded by an earlier key and keep their points; to see "
        "what the new one would change: lentera quiz regrade {course} {quiz}",
    ),
}


def text(key: str, language: str, **params: object) -> str:
    indonesian, english = TEXTS[key]
    return (english if language == "en" else indonesian).format(**params)
