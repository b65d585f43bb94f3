"""The provider of single sign-on: OpenID Connect with code flow and PKCE.

What it tells about itself is kept for an hour, that it did not answer for a quarter of a minute.
All errors are Invalid with a code of `accounts.messages`.
"""

import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from joserfc.errors import JoseError
from joserfc.jwk import Key, KeySet, import_key

from app.config import Config
from app.environment import is_safe_address
from app.kit.errors import Invalid

SCOPE = "openid profile email"
# To connect, and between two parts of an answer.
TIMEOUT = (3, 5)
KEPT_SECONDS = 3600
SILENT_SECONDS = 15


@dataclass(frozen=True)
class Provider:
    """What it tells about itself (OpenID Connect Discovery 1.0, section 3)."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None
    auth_method: str
    # Whether it names itself in each answer (RFC 9207).
    names_itself: bool


@dataclass(frozen=True)
class Secrets:
    """Of one sign-in, kept in the browser's session until the answer comes."""

    state: str
    nonce: str
    verifier: str


_providers: dict[str, tuple[float, Provider | None]] = {}
_key_sets: dict[str, tuple[float, KeySet]] = {}


def find_provider(config: Config) -> Provider:
    until, provider = _providers.get(config.oidc_issuer, (0.0, None))
    if until < time.monotonic():
        try:
            provider = _discover(config.oidc_issuer)
            until = time.monotonic() + KEPT_SECONDS
        except Invalid:
            provider, until = None, time.monotonic() + SILENT_SECONDS
        _providers[config.oidc_issuer] = (until, provider)
    if provider is None:
        raise Invalid("sso.down")
    return provider


def _discover(issuer: str) -> Provider:
    told = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if told.get("issuer") != issuer:
        raise Invalid("sso.down")
    methods = told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    logout = told.get("end_session_endpoint")
    return Provider(
        authorization_endpoint=_safe(told.get("authorization_endpoint")),
        token_endpoint=_safe(told.get("token_endpoint")),
        jwks_uri=_safe(told.get("jwks_uri")),
        end_session_endpoint=_safe(logout) if logout else None,
        auth_method="client_secret_basic"
        if "client_secret_basic" in methods
        else "client_secret_post",
        names_itself=told.get("authorization_response_iss_parameter_supported") is True,
    )


def _safe(url: Any) -> str:
    if not isinstance(url, str) or not is_safe_address(url):
        raise Invalid("sso.down")
    return url


def _fetch(url: str) -> dict[str, Any]:
    try:
        answer = requests.get(url, timeout=TIMEOUT, allow_redirects=False)
        found = answer.json() if answer.status_code == 200 else None
    except (requests.RequestException, ValueError):
        found = None
    if not isinstance(found, dict):
        raise Invalid("sso.down")
    return found


def address_to_sign_in(config: Config, secrets: Secrets, *, back: str, is_again: bool) -> str:
    """Where the browser goes; `is_again`: the provider is to ask for the password even of who is
    signed in there."""
    more = {"prompt": "login", "max_age": "0"} if is_again else {}
    provider = find_provider(config)
    with _session(config, provider, back) as session:
        url, _ = session.create_authorization_url(
            provider.authorization_endpoint,
            state=secrets.state,
            nonce=secrets.nonce,
            code_verifier=secrets.verifier,
            **more,
        )
    return str(url)


def exchange(config: Config, code: str, verifier: str, *, back: str) -> str:
    """The ID token for a code; the other tokens are wanted for nothing and let go."""
    provider = find_provider(config)
    try:
        with _session(config, provider, back) as session:
            token = session.fetch_token(
                provider.token_endpoint,
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                timeout=TIMEOUT,
                allow_redirects=False,
            )
            found = token.get("id_token")
    except requests.RequestException as error:
        raise Invalid("sso.down") from error
    except (AuthlibBaseError, ValueError, AttributeError) as error:
        raise Invalid("sso.refused") from error
    if not isinstance(found, str):
        raise Invalid("sso.refused")
    return found


def _session(config: Config, provider: Provider, back: str) -> OAuth2Session:
    return OAuth2Session(
        config.oidc_client_id,
        config.oidc_client_secret,
        token_endpoint_auth_method=provider.auth_method,
        scope=SCOPE,
        redirect_uri=back,
        code_challenge_method="S256",
    )


def find_keys(config: Config, *, is_anew: bool = False) -> KeySet:
    """Its public keys; `is_anew`: a token was signed with one that is not among those kept."""
    url = find_provider(config).jwks_uri
    until, keys = _key_sets.get(url, (0.0, KeySet([])))
    if is_anew or until < time.monotonic():
        listed = _fetch(url).get("keys")
        keys = KeySet(_usable(listed if isinstance(listed, list) else []))
        _key_sets[url] = (time.monotonic() + KEPT_SECONDS, keys)
    return keys


def _usable(listed: list[Any]) -> list[Key]:
    """Keys of kinds that are not known here do no harm to the others."""
    keys: list[Key] = []
    for one in listed:
        if not isinstance(one, dict) or one.get("kty") == "oct" or one.get("use") == "enc":
            continue
        try:
            keys.append(import_key(one))
        except (JoseError, ValueError):
            continue
    return keys


def find_address_to_sign_out(config: Config, *, back: str) -> str | None:
    """None where the provider has none, or does not answer."""
    try:
        endpoint = find_provider(config).end_session_endpoint
    except Invalid:
        return None
    if endpoint is None:
        return None
    told = {"client_id": config.oidc_client_id, "post_logout_redirect_uri": back}
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(told)}"
