"""Text answers go out as gzip to every browser that takes it. Static files bring their own."""

import gzip
import io
import secrets

from flask import Flask, Response, request

# Level 9 takes up to twice the time for a hundredth of the bytes.
LEVEL = 5
# Below this an answer fits into one packet anyhow.
LEAST_BYTES = 1024
TYPES = frozenset({"application/json", "application/xml", "image/svg+xml"})


def install(app: Flask) -> None:
    @app.after_request
    def compress(response: Response) -> Response:
        if not _is_text(response):
            return response
        response.vary.add("Accept-Encoding")
        if request.accept_encodings.quality("gzip") > 0:
            body = response.get_data()
            if len(body) >= LEAST_BYTES:
                response.set_data(gzipped(body))
                response.content_encoding = "gzip"
        return response


def _is_text(response: Response) -> bool:
    if response.is_streamed or response.direct_passthrough or response.content_encoding:
        return False
    if response.status_code in (204, 304):
        return False
    kind = response.mimetype or ""
    return kind.startswith("text/") or kind in TYPES


def gzipped(body: bytes) -> bytes:
    """Compressed, and 1 to 100 bytes longer than it had to be.

    A page that shows both a secret and what an attacker put into its address gives the secret away
    by its compressed length, if it can be asked for thousands of times (BREACH, CVE-2013-3587). Our
    CSRF tokens are of no use without their signature, which is another one every second, and the
    session cookie does not travel with what another site loads (`SameSite=Lax`). For the rest of a
    page the length is blurred where every page passes: in gzip's own field for a file name, as
    “Heal the BREACH” (Palacios et al., 2022) and Django do it.
    """
    name = "x" * (1 + secrets.randbelow(100))
    target = io.BytesIO()
    with gzip.GzipFile(name, "wb", LEVEL, target, mtime=0) as file:
        file.write(body)
    return target.getvalue()
