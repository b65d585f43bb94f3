"""What a page may load, told to the browser."""

import pytest

from app.web.headers import policy_of


@pytest.mark.parametrize(
    ("hosts", "frames"),
    [
        (("youtube",), "frame-src https://www.youtube-nocookie.com"),
        (("vimeo",), "frame-src https://player.vimeo.com"),
    ],
)
def test_only_the_hosts_that_are_set_may_be_framed(hosts, frames) -> None:
    assert frames in policy_of(hosts).split("; ")


def test_without_hosts_nothing_may_be_framed() -> None:
    rules = policy_of(()).split("; ")
    assert "default-src 'none'" in rules
    assert not any(rule.startswith("frame-src") for rule in rules)


def test_pages_carry_the_policy_and_tell_scripts_the_same_hosts(client, cast) -> None:
    answer = client.sign_in(cast.ana).get("/courses/contoh")
    assert "frame-src https://www.youtube-nocookie.com" in answer.headers["Content-Security-Policy"]
    assert 'data-hosts="youtube vimeo"' in answer.text
