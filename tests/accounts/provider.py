"""A provider of OpenID Connect in a process of its own, with its own keys; it can also lie.

    python tests/accounts/provider.py [port]

says its address on a line. POST /control takes JSON: `claims` (of the next ID tokens), `lie` (see
LIES), `error` (instead of a code), `is_down`, `has_page` (a page with a button before the answer).
"""

import base64
import hashlib
import hmac
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "lentera", "rahasia-klien-lentera"
KEY = RSAKey.generate_key(2048, {"kid": "satu", "use": "sig", "alg": "RS256"}, private=True)
NEW_KEY = RSAKey.generate_key(2048, {"kid": "dua", "use": "sig", "alg": "RS256"}, private=True)
FOREIGN_KEY = RSAKey.generate_key(2048, {"kid": "satu"}, private=True)
TODAY: dict[str, Any] = {}
CODES: dict[str, dict[str, str]] = {}
PAGE = """<!doctype html><html lang="id"><title>Akun Kota</title><h1>Akun Kota Lembayung</h1>
<p>Anda masuk sebagai Ana.</p><p><a href="{url}">Lanjutkan ke Lentera</a></p></html>"""


def encoded(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def honest(claims: dict[str, Any]) -> str:
    return jwt.encode({"alg": "RS256", "kid": "satu"}, claims, KEY)


def unsigned(claims: dict[str, Any]) -> str:
    return f"{encoded({'alg': 'none', 'kid': 'satu'})}.{encoded(claims)}."


def with_shared_key(claims: dict[str, Any], key: bytes) -> str:
    """By hand: the library makes no such token."""
    text = f"{encoded({'alg': 'HS256', 'kid': 'satu'})}.{encoded(claims)}"
    digest = hmac.digest(key, text.encode(), "sha256")
    return f"{text}.{base64.urlsafe_b64encode(digest).decode().rstrip('=')}"


def signed_with_the_public_key(claims: dict[str, Any]) -> str:
    return with_shared_key(claims, KEY.as_pem(private=False))


def signed_with_the_secret(claims: dict[str, Any]) -> str:
    return with_shared_key(claims, SECRET.encode())


def tampered(claims: dict[str, Any]) -> str:
    header, _, signature = honest(claims).split(".")
    return f"{header}.{encoded({**claims, 'sub': 'admin'})}.{signature}"


LIES: dict[str, Any] = {
    "nonce": lambda claims: honest({**claims, "nonce": "lain"}),
    "no nonce": lambda claims: honest({k: v for k, v in claims.items() if k != "nonce"}),
    "audience": lambda claims: honest({**claims, "aud": "aplikasi-lain"}),
    "two audiences": lambda claims: honest({**claims, "aud": [CLIENT, "lain"], "azp": "lain"}),
    "expired": lambda claims: honest({**claims, "exp": int(time.time()) - 300}),
    "no end": lambda claims: honest({k: v for k, v in claims.items() if k != "exp"}),
    "from the future": lambda claims: honest({**claims, "iat": int(time.time()) + 3600}),
    "issuer": lambda claims: honest({**claims, "iss": "https://penyedia-lain.example"}),
    "no subject": lambda claims: honest({k: v for k, v in claims.items() if k != "sub"}),
    "empty subject": lambda claims: honest({**claims, "sub": ""}),
    "subject is a number": lambda claims: honest({**claims, "sub": 7}),
    "alg none": unsigned,
    "HS256 with the public key": signed_with_the_public_key,
    "HS256 with the secret": signed_with_the_secret,
    "unknown kid": lambda claims: jwt.encode({"alg": "RS256", "kid": "asing"}, claims, NEW_KEY),
    "foreign key": lambda claims: jwt.encode({"alg": "RS256", "kid": "satu"}, claims, FOREIGN_KEY),
    "tampered": tampered,
    "garbage": lambda claims: "a.b.c",
    "no token": lambda claims: None,
    "new key": lambda claims: jwt.encode({"alg": "RS256", "kid": "dua"}, claims, NEW_KEY),
}


class Provider(BaseHTTPRequestHandler):
    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if TODAY.get("is_down"):
            return self.answer(503, {})
        if parts.path == "/.well-known/openid-configuration":
            return self.answer(200, self.metadata())
        if parts.path == "/jwks":
            known = [KEY, NEW_KEY] if TODAY.get("lie") == "new key" else [KEY]
            listed = [key.as_dict(private=False) for key in known]
            return self.answer(200, {"keys": [*listed, {"kty": "baru", "kid": "x"}]})
        if parts.path == "/authorize":
            return self.authorize(asked)
        if parts.path == "/logout":
            return self.redirect(asked["post_logout_redirect_uri"])
        return self.answer(404, {})

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": TODAY.get("issuer", self.issuer),
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/logout",
            "authorization_response_iss_parameter_supported": True,
        }

    def authorize(self, asked: dict[str, str]) -> None:
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert len(asked["code_challenge"]) == 43
        assert "openid" in asked["scope"].split()
        assert asked["nonce"]
        back = {"state": asked["state"], "iss": TODAY.get("names", self.issuer)}
        if TODAY.get("names") == "":
            del back["iss"]
        if TODAY.get("error"):
            back["error"] = TODAY["error"]
        else:
            back["code"] = secrets.token_urlsafe(16)
            CODES[back["code"]] = asked
        url = f"{asked['redirect_uri']}?{urlencode(back)}"
        if TODAY.get("has_page"):
            return self.page(PAGE.format(url=url))
        return self.redirect(url)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/control":
            TODAY.clear()
            TODAY.update(json.loads(body))
            return self.answer(200, {})
        if TODAY.get("is_down"):
            return self.answer(503, {})
        sent = {name: values[0] for name, values in parse_qs(body).items()}
        asked = CODES.pop(sent.get("code", ""), None)
        if not self.is_right(asked, sent):
            return self.answer(400, {"error": "invalid_grant"})
        make = LIES.get(TODAY.get("lie", ""), honest)
        token = make(self.claims(asked))
        return self.answer(
            200, {"access_token": "x", "token_type": "Bearer", "expires_in": 60, "id_token": token}
        )

    def is_right(self, asked: dict[str, str] | None, sent: dict[str, str]) -> bool:
        """Each code once, for its client, its address and whoever knows the verifier."""
        login = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if asked is None or self.headers["Authorization"] != f"Basic {login}":
            return False
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        is_same = challenge == asked["code_challenge"]
        return is_same and sent.get("redirect_uri") == asked["redirect_uri"]

    def claims(self, asked: dict[str, str]) -> dict[str, Any]:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "subjek-ana", "iat": now}
        more = {"exp": now + 300, "nonce": asked["nonce"], "auth_time": now}
        return {**claims, **more, **TODAY.get("claims", {})}

    def answer(self, status: int, value: dict[str, Any]) -> None:
        self.send(status, "application/json", json.dumps(value))

    def page(self, text: str) -> None:
        self.send(200, "text/html; charset=utf-8", text)

    def send(self, status: int, kind: str, text: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def redirect(self, url: str) -> None:
        self.send_response(302)
        self.send_header("Location", url)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Silent."""


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    server = ThreadingHTTPServer(("127.0.0.1", port), Provider)
    sys.stdout.write(f"http://127.0.0.1:{server.server_address[1]}\n")
    sys.stdout.flush()
    server.serve_forever()
