"""Whether an ID token is to be believed (OpenID Connect Core 1.0, section 3.1.3.7)."""

from datetime import datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError

from app.accounts.sso.provider import find_keys
from app.config import Config
from app.kit.errors import Invalid

# With public keys alone: a shared secret or "none" would let others sign.
ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA", "Ed25519"),
]
# Seconds that the provider's clock may be off.
LEEWAY = 60


def read_id_token(text: str, *, config: Config, nonce: str, at: datetime) -> dict[str, Any]:
    """Its claims. Raises Invalid for one that is not the provider's word on this very sign-in."""
    try:
        token = _decode(text, config)
        claims = CodeIDToken(
            token.claims,
            token.header,
            {
                "iss": {"essential": True, "value": config.oidc_issuer},
                "aud": {"essential": True, "value": config.oidc_client_id},
            },
            {"nonce": nonce, "client_id": config.oidc_client_id},
        )
        claims.validate(now=int(at.timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError) as error:
        raise Invalid("sso.untrusted", reason=type(error).__name__) from error
    subject = claims["sub"]
    if not isinstance(subject, str) or not 0 < len(subject) <= 255:
        raise Invalid("sso.untrusted", reason="subject")
    return dict(claims)


def _decode(text: str, config: Config) -> jwt.Token:
    """A key that is not known may be new: the provider is asked once more."""
    try:
        return jwt.decode(text, find_keys(config), algorithms=ALGORITHMS)
    except InvalidKeyIdError:
        return jwt.decode(text, find_keys(config, is_anew=True), algorithms=ALGORITHMS)
