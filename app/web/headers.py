"""Security headers on every answer."""

from collections.abc import Collection

from flask import Flask, Response, request

from app.content.players import frames

CSP = "; ".join(
    (
        "default-src 'none'",
        "object-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# What is saved instead of shown; should a browser show it after all, it can do nothing.
CSP_OF_FILES = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; sandbox"
DEVICES = (
    "camera",
    "display-capture",
    "geolocation",
    "hid",
    "microphone",
    "payment",
    "serial",
    "usb",
)
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{device}=()" for device in DEVICES),
}
HSTS = "max-age=31536000; includeSubDomains"

# Pages that a browser may keep and ask about (304): the reader's own learning, courses and guides.
# All else tells about other people or about an account, and is kept nowhere.
MAY_BE_KEPT = frozenset(
    {"handbook", "history", "home", "learning", "library", "notifications", "quizzes", "records"}
    | {"studio", "styleguide", "certificates.verify"}
)
OTHER_PEOPLE = frozenset({"home.team", "studio.survey", "studio.survey_answers"})


def policy_of(video_hosts: Collection[str]) -> str:
    """Only a page may hold a frame, and only of the hosts whose players it may load."""
    origins = frames(video_hosts)
    return f"{CSP}; frame-src {' '.join(origins)}" if origins else CSP


def transport(*, is_secure: bool) -> dict[str, str]:
    """What keeps browsers with TLS, where people reach the site through it."""
    return {"Strict-Transport-Security": HSTS} if is_secure else {}


def install(app: Flask, *, is_secure: bool, video_hosts: Collection[str]) -> None:
    policy = policy_of(video_hosts)
    security = {**SECURITY, **transport(is_secure=is_secure)}
    app.jinja_env.globals["video_hosts"] = " ".join(video_hosts)

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        for name, value in security.items():
            headers.setdefault(name, value)
        headers.setdefault(
            "Content-Security-Policy", CSP_OF_FILES if _is_file(response) else policy
        )
        if not _says_who_may_keep_it(response):
            headers["Cache-Control"] = (
                "private, no-cache" if _may_be_kept() else "private, no-store"
            )
        return response


def _is_file(response: Response) -> bool:
    return response.headers.get("Content-Disposition", "").startswith("attachment")


def _says_who_may_keep_it(response: Response) -> bool:
    """Flask's own word on a file, `no-cache`, says nothing about shared caches."""
    told = response.cache_control
    return bool(told.no_store or told.private or told.public)


def _may_be_kept() -> bool:
    if request.endpoint in OTHER_PEOPLE:
        return False
    return not {request.endpoint, request.blueprint}.isdisjoint(MAY_BE_KEPT)
