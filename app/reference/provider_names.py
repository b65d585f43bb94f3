"""By what a provider is found again, however its name is typed; pure."""

import re
import unicodedata

# What people write or leave out.
LEGAL_FORMS = frozenset({"pt", "cv", "tbk", "persero", "perum", "ud", "ltd", "inc"})
# Of an abbreviation: `p.t.`, `l.a.n.`
DOTS = re.compile(r"(?<=\b\w)\.(?=\w\b)")


def name_key(name: str) -> str:
    """`P.T. Maju Jaya, Tbk.` and `Maju  jaya` have one key; a name of signs alone has its own."""
    plain = DOTS.sub("", unicodedata.normalize("NFKC", name).casefold())
    words = re.findall(r"[^\W_]+", plain)
    return " ".join(word for word in words if word not in LEGAL_FORMS) or " ".join(words) or plain
