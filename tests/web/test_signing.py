"""What browsers carry is signed with SHA-256: nothing signed with less is taken."""

import hashlib
import hmac

from itsdangerous import URLSafeTimedSerializer
from itsdangerous.encoding import base64_encode


def test_the_session_cookie_bears_a_signature_of_256_bits(app, client) -> None:
    client.get("/sign-in")
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
    payload, _, signature = cookie.rpartition(".")
    key = hmac.digest(app.secret_key.encode(), b"cookie-session", hashlib.sha256)
    expected = base64_encode(hmac.digest(key, payload.encode(), hashlib.sha256)).decode()
    assert signature == expected


def test_tokens_of_forms_and_tickets_bear_one_too(app) -> None:
    text = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps("x")
    payload, _, signature = text.rpartition(".")
    key = hashlib.sha256(b"wtf-csrf-tokensigner" + app.secret_key.encode()).digest()
    expected = base64_encode(hmac.digest(key, payload.encode(), hashlib.sha256)).decode()
    assert signature == expected
