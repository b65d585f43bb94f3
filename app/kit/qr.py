"""QR codes."""

import io

import segno


def qr_svg(text: str, *, has_size: bool = True) -> str:
    """An SVG of the code with the quiet zone that scanners ask for (four modules).

    Without a size of its own it fills what it stands in.
    """
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=4, xmldecl=False, omitsize=not has_size
    )
    return out.getvalue().decode()
