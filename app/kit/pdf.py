"""PDF by typst. What people wrote is handed over as data and never read as markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Standard = Literal["ua-1"]


def compile_pdf(template: Path, data: Mapping[str, object]) -> bytes:
    """A tagged PDF in the fonts that come with typst, PDF/UA-1 wherever these can write the text.

    The standard refuses signs without a glyph (an emoji in a name); the paper is made all the
    same, with a box in their place. The template finds `data` as JSON text in `sys.inputs.data`.
    """
    import typst  # noqa: PLC0415  heavy, and needed for papers only

    text = json.dumps(data, ensure_ascii=False)
    try:
        return _compile(template, text, "ua-1")
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _compile(template, text, None)


def _compile(template: Path, text: str, standard: Standard | None) -> bytes:
    import typst  # noqa: PLC0415

    return typst.compile(
        str(template),
        sys_inputs={"data": text},
        ignore_system_fonts=True,
        pdf_standards=standard,
    )
