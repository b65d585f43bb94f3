"""Levels of education and predicates of performance as staff lists write them; pure."""

import re
from collections.abc import Mapping

# What a cell may begin with, without signs between and with its number in digits: SIASN's words
# and their short forms. What follows, such as the field of study, does not count.
EDUCATIONS: Mapping[str, tuple[str, ...]] = {
    "s3": ("s3", "strata3", "doktor", "doctor", "spesialis2"),
    "s2": ("s2", "strata2", "magister", "master", "spesialis", "spesialis1"),
    "s1": ("s1", "strata1", "sarjana", "bachelor", "d4", "diploma4"),
    "d3": ("d3", "diploma3", "sarjanamuda", "sarmud", "akademi"),
    "sma": (
        *("sma", "smk", "slta", "smu", "stm", "smea", "spg", "sgo", "kpaa", "madrasahaliyah", "ma"),
        *("sekolahmenengahatas", "sekolahmenengahkejuruan", "sekolahlanjutantingkatatas"),
        *("d2", "diploma2", "d1", "diploma1", "paketc"),
    ),
    "below": (
        *("dibawah", "belowsma", "sltp", "smp", "mts", "madrasahtsanawiyah", "sd"),
        *("sekolahmenengahpertama", "sekolahlanjutantingkatpertama", "sekolahdasar"),
        *("madrasahibtidaiyah", "mi", "paketa", "paketb"),
    ),
}
PERFORMANCES: Mapping[str, tuple[str, ...]] = {
    "very_good": ("sangatbaik", "verygood"),
    "good": ("baik", "good"),
    # "Cukup" and "buruk" stand in appraisals before 2022.
    "needs_work": ("butuhperbaikan", "perluperbaikan", "cukup", "needsimprovement"),
    "poor": ("kurang", "kurangmisconduct", "poor"),
    "very_poor": ("sangatkurang", "buruk", "verypoor"),
}
# As the template and the export write them, which an import reads again.
EDUCATION_WORDS = {
    "s3": "S-3/Doktor",
    "s2": "S-2/Magister",
    "s1": "S-1/Sarjana",
    "d3": "Diploma III",
    "sma": "SLTA",
    "below": "Di bawah SLTA",
}
PERFORMANCE_WORDS = {
    "very_good": "Sangat Baik",
    "good": "Baik",
    "needs_work": "Butuh Perbaikan",
    "poor": "Kurang",
    "very_poor": "Sangat Kurang",
}

# Whatever sign stands between a level and its number: S-1, S.1, S 1, D.III; "di" is a word.
_LEVEL = re.compile(r"\b(?!di\b)(strata|diploma|spesialis|s|d)[\W_]*(iv|i{1,3}|[1-4])(?![a-z0-9])")
_DIGITS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_STEP_OF = {start: step for step, known in EDUCATIONS.items() for start in known}


def education_of(text: str) -> str | None:
    """The step of PermenPANRB 38/2018, or None for words that name none."""
    numbered = _LEVEL.sub(lambda m: f"{m[1]}{_DIGITS.get(m[2], m[2])} ", text.casefold())
    words = re.sub(r"[\W_]+", " ", numbered).split()
    starts = ["".join(words[:count]) for count in (4, 3, 2, 1)]
    return next((_STEP_OF[start] for start in starts if start in _STEP_OF), None)


def performance_of(text: str) -> str | None:
    said = re.sub(r"[\W_]+", "", text.casefold())
    return next((code for code, known in PERFORMANCES.items() if said in known), None)
