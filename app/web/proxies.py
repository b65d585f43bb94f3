"""Whom we believe when they say for whom they ask: `X-Forwarded-For`, `-Proto` and `-Host`."""

from collections.abc import Iterable, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PROXIED = "lentera.proxied"
Network = IPv4Network | IPv6Network


def install(app: Flask, trusted: "int | Sequence[Network]") -> None:
    """`trusted`: how many proxies stand in front, or where they stand; without any, nothing that a
    request says about its origin is believed."""
    if isinstance(trusted, int):
        if trusted:
            fixed = ProxyFix(app.wsgi_app, trusted, trusted, trusted)
            app.wsgi_app = _Marking(fixed)  # type: ignore[method-assign]
    elif trusted:
        app.wsgi_app = _Known(app.wsgi_app, trusted)  # type: ignore[method-assign]


def came_through_proxy(environ: "WSGIEnvironment") -> bool:
    return PROXIED in environ


class _Marking:
    """Lets others know that the request's word on its origin was believed."""

    def __init__(self, inner: "WSGIApplication") -> None:
        self._inner = inner

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        environ[PROXIED] = True
        return self._inner(environ, start_response)


class _Known:
    """Believes only proxies at known addresses: others that reach the port speak for themselves."""

    def __init__(self, inner: "WSGIApplication", networks: Sequence[Network]) -> None:
        self._inner = inner
        self._networks = networks

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not self._is_known(environ.get("REMOTE_ADDR", "")):
            return self._inner(environ, start_response)
        hops = self._hops(environ.get("HTTP_X_FORWARDED_FOR", ""))
        # Protocol and host are those that the nearest proxy tells.
        return _Marking(ProxyFix(self._inner, hops, 1, 1))(environ, start_response)

    def _hops(self, forwarded: str) -> int:
        """From the nearest end, over all that are ours, to the first that is not."""
        before = [part.strip() for part in forwarded.split(",")][1:]
        hops = 1
        for address in reversed(before):
            if not self._is_known(address):
                break
            hops += 1
        return hops

    def _is_known(self, text: str) -> bool:
        try:
            address = ip_address(text)
        except ValueError:
            return False
        return any(address in network for network in self._networks)
