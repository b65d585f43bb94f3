"""Where a request may lead next: paths of this site, whatever an address or a form says."""

from urllib.parse import urlsplit

from flask import current_app, request


def local_path(text: str | None) -> str | None:
    """`text` when it is a path of this site; None for anything that could lead elsewhere."""
    if not text or not text.startswith("/") or text.startswith("//"):
        return None
    if not text.isprintable() or "\\" in text:
        return None
    return text


def way_back() -> str:
    """This page's address; for a form, the page it was sent from."""
    if request.method in ("GET", "HEAD"):
        return request.full_path.rstrip("?")
    try:
        source = urlsplit(request.referrer or "/")
    except ValueError:
        return "/"
    adapter = current_app.create_url_adapter(request)
    if adapter is None or not adapter.test(source.path, method="GET"):
        return "/"
    return local_path(f"{source.path}?{source.query}".rstrip("?")) or "/"
