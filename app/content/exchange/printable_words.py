"""The few words that a printed course adds to its author's, in Indonesian and English."""

WORDS = {
    "keys": ("Kunci jawaban", "Answer key"),
    "provider": ("Penyelenggara", "Provider"),
    "version": ("Versi", "Version"),
    "license": ("Lisensi", "Licence"),
    "drawn": (
        "{count} soal diambil dari kumpulan “{pool}”.",
        "{count} questions drawn from “{pool}”.",
    ),
    "points": ("poin: {points}", "points: {points}"),
    "words": ("Paling sedikit {count} kata.", "At least {count} words."),
    "order": ("Beri nomor urut.", "Number them in the right order."),
    "marked": ("Dinilai oleh orang.", "Marked by a person."),
}


def word(name: str, lang: str) -> str:
    return WORDS[name][1 if lang.startswith("en") else 0]
