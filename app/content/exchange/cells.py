"""Cells of spreadsheets: what Excel would run is written as text, and read as it was meant."""

GUARDED = ("=", "+", "-", "@", "\t", "\r")


def guarded(text: str) -> str:
    """An apostrophe in front keeps a spreadsheet from taking a text for a formula."""
    return "'" + text if text.startswith(GUARDED) else text


def unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith(GUARDED) else text
