"""PDF by typst. What people wrote is handed over as data and never read as markup."""

import json
import re
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import typst

STANDARDS: list["typst.PDFStandard"] = ["a-2a", "ua-1"]
# Control, format (byte-order mark, writing direction), private use, surrogate.
UNPRINTABLE = {"Cc", "Cf", "Co", "Cs"}


class _Compilers(threading.local):
    """One a thread and template: a typst.Compiler may not be shared between threads."""

    def __init__(self) -> None:
        self.of: dict[Path, typst.Compiler] = {}


_compilers = _Compilers()


def compile_pdf(template: Path, data: Mapping[str, object]) -> bytes:
    """A tagged PDF for the archive (PDF/A-2a) and for screen readers (PDF/UA-1).

    Fonts: those in `fonts/` beside the template and those within typst, never the system's.
    The template finds `data` as JSON text in `sys.inputs.data`, freed of characters that have
    no shape, which the standards forbid. Raises typst.TypstError for a faulty template.
    """
    text = json.dumps(_printable(data), ensure_ascii=False)
    pdf = _compiler(template).compile(
        format="pdf", sys_inputs={"data": text}, pdf_standards=STANDARDS
    )
    return cast(bytes, pdf)


def _compiler(template: Path) -> "typst.Compiler":
    import typst  # noqa: PLC0415  heavy, and needed for papers only

    if template not in _compilers.of:
        _compilers.of[template] = typst.Compiler(
            str(template), font_paths=_fonts(template.parent / "fonts"), ignore_system_fonts=True
        )
    return _compilers.of[template]


@cache
def _fonts(folder: Path) -> "typst.Fonts":
    import typst  # noqa: PLC0415

    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _printable(value: object) -> object:
    if isinstance(value, str):
        return "".join(c for c in " ".join(value.split()) if _is_printable(c))
    if isinstance(value, Mapping):
        return {key: _printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(item) for item in value]
    return value


def _is_printable(character: str) -> bool:
    is_noncharacter = ord(character) & 0xFFFE == 0xFFFE
    return not is_noncharacter and unicodedata.category(character) not in UNPRINTABLE


def join_pdfs(papers: Sequence[str], *, folder: Path, target: str, title: str, size: str) -> None:
    """Papers made by `compile_pdf`, by their names in `folder`, one behind the other in `target`
    there; `size`: the pages' measures in typst. To be printed: its pages are pictures to typst, so
    it is untagged."""
    import typst  # noqa: PLC0415

    pages = ((name, page) for name in papers for page in range(1, _pages_in(folder / name) + 1))
    lines = (f"#page(image({json.dumps(name)}, page: {page}))" for name, page in pages)
    head = f"#set document(title: {json.dumps(title)})\n#set page({size}, margin: 0pt)\n"
    source = folder / "join.typ"
    source.write_text(head + "\n".join(lines), "utf-8")
    typst.compile(str(source), output=str(folder / target), root=str(folder))
    source.unlink()


def _pages_in(paper: Path) -> int:
    """As the root of its tree of pages says, which typst leaves uncompressed."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", paper.read_bytes()))
