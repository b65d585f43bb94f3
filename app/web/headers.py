"""Security headers on every answer."""

from collections.abc import Collection

from flask import Flask, Response

from app.content.players import frames

CSP = "; ".join(
    (
        "default-src 'none'",
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
SECURITY = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


def policy_of(video_hosts: Collection[str]) -> str:
    """Only a page may hold a frame, and only of the hosts whose players it may load."""
    origins = frames(video_hosts)
    return f"{CSP}; frame-src {' '.join(origins)}" if origins else CSP


def install(app: Flask, *, is_secure: bool, video_hosts: Collection[str]) -> None:
    security = {**SECURITY, "Content-Security-Policy": policy_of(video_hosts)}
    app.jinja_env.globals["video_hosts"] = " ".join(video_hosts)

    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        for name, value in security.items():
            headers.setdefault(name, value)
        # Pages belong to one person: a shared cache must not keep them.
        headers.setdefault("Cache-Control", "private, no-cache")
        if is_secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
