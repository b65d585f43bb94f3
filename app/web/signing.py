"""What is signed is signed with HMAC-SHA-256: the libraries' own choice, SHA-1, counts as outdated
(OWASP ASVS 5.0, appendix C). It holds for the session's cookie, forms' tokens and tickets alike."""

import hashlib

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import Signer


class SignedCookie(SecureCookieSessionInterface):
    digest_method = staticmethod(hashlib.sha256)


def install(app: Flask) -> None:
    app.session_interface = SignedCookie()
    Signer.default_digest_method = staticmethod(hashlib.sha256)
