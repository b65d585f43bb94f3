"""Who asks: the peer, or whom a proxy that we trust names."""

import pytest
from flask import Flask, request

from app.config import ConfigError, from_environment
from app.web import proxies

FORGED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "evil.example",
}


def seen_by(trusted, *, peer: str = "198.51.100.7", headers=FORGED) -> dict[str, object]:
    value = {"LENTERA_TRUSTED_PROXIES": trusted} if trusted else {}
    app = Flask("seen")
    app.add_url_rule(
        "/",
        view_func=lambda: {
            "address": request.remote_addr,
            "scheme": request.scheme,
            "host": request.host,
            "proxied": proxies.came_through_proxy(request.environ),
        },
    )
    proxies.install(app, from_environment(value).trusted_proxies)
    client = app.test_client()
    return client.get("/", headers=headers, environ_base={"REMOTE_ADDR": peer}).json


def test_by_default_a_forged_origin_does_nothing() -> None:
    assert seen_by("") == {
        "address": "198.51.100.7",
        "scheme": "http",
        "host": "localhost",
        "proxied": False,
    }


def test_one_proxy_is_believed_for_its_own_word_only() -> None:
    headers = {"X-Forwarded-For": "192.0.2.66, 203.0.113.9", "X-Forwarded-Proto": "https"}
    found = seen_by("1", headers=headers)
    assert (found["address"], found["scheme"], found["proxied"]) == ("203.0.113.9", "https", True)


def test_a_proxy_at_a_known_address_is_believed_and_others_are_not() -> None:
    assert seen_by("10.0.0.0/24", peer="10.0.0.5")["address"] == "203.0.113.9"
    stranger = seen_by("10.0.0.0/24", peer="10.0.1.5")
    assert (stranger["address"], stranger["host"]) == ("10.0.1.5", "localhost")


def test_the_way_through_several_known_proxies_ends_at_the_first_unknown() -> None:
    headers = {"X-Forwarded-For": "192.0.2.66, 203.0.113.9, 10.0.0.6"}
    assert seen_by("10.0.0.5,10.0.0.6", peer="10.0.0.5", headers=headers)["address"] == (
        "203.0.113.9"
    )


@pytest.mark.parametrize("value", ["10.0.0.0/99", "proxy.example", "-1", "10.0.0.5,"])
def test_what_is_neither_a_number_nor_addresses_is_told(value) -> None:
    with pytest.raises(ConfigError, match="LENTERA_TRUSTED_PROXIES"):
        from_environment({"LENTERA_TRUSTED_PROXIES": value})


def test_a_forged_origin_does_not_escape_the_waiting_time(client, cast) -> None:
    codes = [
        client.post(
            "/session",
            data={"login": f"nobody{number}", "password": "wrong"},
            headers={"X-Forwarded-For": f"203.0.113.{number}"},
        ).status_code
        for number in range(42)
    ]
    assert codes[0] == 422
    assert codes[-1] == 429
