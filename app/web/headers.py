"""Security headers on every answer."""

from flask import Flask, Response

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


def install(app: Flask, *, is_secure: bool) -> None:
    @app.after_request
    def add(response: Response) -> Response:
        headers = response.headers
        for name, value in SECURITY.items():
            headers.setdefault(name, value)
        # Pages belong to one person: a shared cache must not keep them.
        headers.setdefault("Cache-Control", "private, no-cache")
        if is_secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        return response
