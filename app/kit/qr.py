"""QR codes."""

import io

import segno


def qr_svg(text: str) -> str:
    """An SVG of the code with the quiet zone that scanners ask for (four modules)."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, xmldecl=False)
    return out.getvalue().decode()
