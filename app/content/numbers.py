"""Numbers as people write them: a decimal comma in Indonesian, a point in English."""

import re
from fractions import Fraction

BLANKS = "\u00a0\u202f\u2009 "
NUMBER = rf"[+\-\u2212]?\d(?:[\d.,{BLANKS}]*\d)?"
NUMERIC = re.compile(NUMBER)
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
SPACED = re.compile(rf"[+\-\u2212]?\d{{1,3}}(?:[{BLANKS}]\d{{3}})+(?:[.,]\d+)?")
UNFINISHED = re.compile(rf"^([+\-\u2212]?)[{BLANKS}]*([.,]?)(?=\d)")
MOST_DIGITS = 40


def decimal_mark(lang: str) -> str:
    return "." if lang.startswith("en") else ","


def is_number(text: str) -> bool:
    """Digits with separators, whether or not they can be told apart."""
    return bool(NUMERIC.fullmatch(text)) and (
        not any(blank in text for blank in BLANKS) or bool(SPACED.fullmatch(text))
    )


def read_key(text: str, lang: str) -> Fraction | None:
    """An author's number; None where its separators leave two meanings or none.

    Strict: `1.000` in Indonesian could be 1000 or 1.0, so only the language's own decimal mark
    is taken, and thousands only where they cannot be anything else.
    """
    if not is_number(text) or len(text) > MOST_DIGITS:
        return None
    sign, digits = signed(text)
    own = decimal_mark(lang)
    other = "," if own == "." else "."
    whole, mark, decimals = digits.partition(own)
    if not decimals.isdigit() and mark:
        return None
    if other in whole and not (is_grouped(whole) and (mark or whole.count(other) > 1)):
        return None
    return sign * Fraction(f"{whole.replace(other, '')}.{decimals or '0'}")


def read_answer(text: str, lang: str, unit: str = "") -> Fraction | None:
    """A learner's number, read kindly: either separator, blanks, the unit before or behind, no
    zero before the decimal mark, a sign apart, a full stop at the end.

    A lone separator is the decimal mark if it is the language's own, or if what follows cannot be
    a group of thousands; with both kinds the last one is the decimal mark.
    """
    bare = completed(without_unit(text.strip().rstrip(".,").strip(), unit.rstrip(".")))
    if not is_number(bare) or len(bare) > MOST_DIGITS:
        return None
    sign, digits = signed(bare)
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return sign * Fraction(digits)
    mark = digits[last]
    other = "," if mark == "." else "."
    if digits.count(mark) > 1 or (other not in digits and reads_as_group(digits, mark, lang)):
        whole, decimals = digits, ""
    else:
        whole, decimals = digits[:last], digits[last + 1 :]
    if not whole.isdigit() and not is_grouped(whole):
        return None
    return sign * Fraction(f"{re.sub('[.,]', '', whole)}.{decimals or '0'}")


def completed(text: str) -> str:
    """`- ,5` as `-0,5`."""
    return UNFINISHED.sub(lambda found: found[1] + (found[2] and f"0{found[2]}"), text)


def reads_as_group(digits: str, mark: str, lang: str) -> bool:
    return mark != decimal_mark(lang) and is_grouped(digits) and not digits.startswith("0")


def is_grouped(digits: str) -> bool:
    """Groups of three with one kind of separator."""
    return bool(GROUPED.fullmatch(digits)) and len(set(digits) & {".", ","}) == 1


def signed(text: str) -> tuple[int, str]:
    digits = text.lstrip("+-\u2212")
    negative = text[0] in "-\u2212"
    return (-1 if negative else 1), re.sub(f"[{BLANKS}]", "", digits)


def without_unit(text: str, unit: str) -> str:
    if unit and text.casefold().endswith(unit.casefold()):
        return text[: -len(unit)].strip()
    if unit and text.casefold().startswith(unit.casefold()):
        text = text[len(unit) :]
        return (text.removeprefix(".") if unit[-1].isalpha() else text).strip()
    return text


def written(value: Fraction, lang: str) -> str:
    """Shown without thousands separators, so that it has one meaning. Values come from decimals,
    so that the division always ends."""
    sign = "-" if value < 0 else ""
    whole, rest = divmod(abs(value), 1)
    decimals = ""
    while rest:
        digit, rest = divmod(rest * 10, 1)
        decimals += str(digit)
    return sign + str(whole) + (decimal_mark(lang) + decimals if decimals else "")
