"""Which way a language is written."""

RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "ps", "sd", "ug", "yi", "dv", "ckb", "iw"})
SCRIPTS = ("-arab", "-hebr", "-thaa", "-syrc", "-nkoo")


def direction_of(lang: str) -> str:
    """`lang` is a BCP 47 tag; a script named in it decides, so that Jawi (ms-Arab) is told from
    Malay and Latin Arabic (ar-Latn) from Arabic."""
    tag = lang.lower()
    if any(script in tag for script in SCRIPTS):
        return "rtl"
    return "rtl" if tag.split("-")[0] in RIGHT_TO_LEFT and "-latn" not in tag else "ltr"
