"""A number for every request, and a line about it that names nobody."""

import hashlib
import hmac
import ipaddress
import logging
import os
import re
import secrets
import time
from types import TracebackType

from flask import Flask, Response, g, request

from app.config import Config
from app.web.logs import REQUESTS
from app.web.proxies import came_through_proxy

logger = logging.getLogger(REQUESTS)

WELL_FORMED = re.compile(r"[A-Za-z0-9._-]{8,64}")
# Asked every few seconds by whoever watches the site; told only when the answer is bad.
QUIET = frozenset({"health", "ready"})
# Told in every mode, since an attack begins with them: wrong passwords and codes, forged forms,
# doors that are closed, too many tries.
REFUSALS = frozenset({400, 403, 429})
SIGN_IN = frozenset(
    {
        "accounts.create_session",
        "accounts.create_session_with_code",
        "accounts.open_letter_code",
    }
)

ExcInfo = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


def install(app: Flask) -> None:
    """First of all parts, so that its time and its answer are the whole request's."""
    config: Config = app.config["LENTERA"]

    @app.before_request
    def begin() -> None:
        g.started = time.perf_counter()
        g.request_id = _given_id() or secrets.token_hex(8)

    @app.after_request
    def tell(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        if request.endpoint not in QUIET or response.status_code >= 500:
            _log(response, _address(config, str(app.secret_key)))
        return response

    # Flask's own words would name the path, and with it whose page it was.
    app.log_exception = log_exception  # type: ignore[method-assign]


def log_exception(exc_info: ExcInfo) -> None:
    logger.error("%s %s failed", request.method, _rule(), exc_info=exc_info)


def _given_id() -> str | None:
    """A proxy's own number for this request, so that both logs can be laid side by side."""
    given = request.headers.get("X-Request-ID", "")
    if came_through_proxy(request.environ) and WELL_FORMED.fullmatch(given):
        return given
    return None


def _log(response: Response, address: str) -> None:
    facts = {
        "method": request.method,
        "route": _rule(),
        "status": response.status_code,
        "ms": round((time.perf_counter() - g.started) * 1000),
        "bytes": response.content_length or 0,
        "address": address,
        "worker": os.getpid(),
    }
    level = logging.WARNING if _is_refusal(response) else logging.INFO
    logger.log(level, "request", extra={"facts": facts})


def _is_refusal(response: Response) -> bool:
    status = response.status_code
    return status in REFUSALS or (status == 422 and request.endpoint in SIGN_IN)


def _rule() -> str:
    """The route's pattern: paths hold numbers of people and certificates, queries hold names."""
    return request.url_rule.rule if request.url_rule else "-"


def _address(config: Config, secret: str) -> str:
    """The neighbourhood of a device (/24, /48), or a mark that only shows that it was the same."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "-"
    if config.log_addresses == "hashed":
        return hmac.new(secret.encode(), address.packed, hashlib.sha256).hexdigest()[:12]
    bits = 24 if address.version == 4 else 48
    return str(ipaddress.ip_network((address, bits), strict=False))
