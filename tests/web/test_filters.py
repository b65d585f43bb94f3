"""Numbers, sizes and moments as the reader writes them."""

from datetime import UTC, datetime

import pytest
import time_machine
from flask_babel import force_locale

from app.web import filters
from tests.factories.cast import AT


@pytest.mark.parametrize(
    ("count", "indonesian", "english"),
    [
        (1, "1 KB", "1 KB"),
        (84_000, "82 KB", "82 KB"),
        (1_023_999, "1 MB", "1 MB"),
        (1_300_000, "1,2 MB", "1.2 MB"),
        (2_000_000_000, "1.907,3 MB", "1,907.3 MB"),
    ],
)
def test_a_size_is_told_in_the_unit_that_people_know(app, count, indonesian, english) -> None:
    with app.test_request_context():
        for language, told in (("id", indonesian), ("en", english)):
            with force_locale(language):
                assert filters.file_size(count) == told


@pytest.mark.parametrize(
    ("language", "deadline", "time"),
    [("id", "22 Nov 2026, 09.00 WIB", "09.00 WIB"), ("en", "22 Nov 2026, 09:00 WIB", "09:00 WIB")],
)
def test_a_visitor_s_deadline_is_told_in_western_indonesia(app, language, deadline, time) -> None:
    with app.test_request_context(), force_locale(language):
        # AT is 02.00 UTC.
        assert (filters.deadline(AT), filters.deadline_time(AT)) == (deadline, time)


@pytest.mark.parametrize(
    ("chosen", "letters", "time"),
    [(None, "WIT", "08:30"), ("Asia/Makassar", "WITA", "07:30"), ("Asia/Jakarta", "WIB", "06:30")],
)
def test_each_reader_sees_the_own_clock_and_the_page_says_which(
    client, cast, chosen, letters, time
) -> None:
    cast.ana.time_zone = chosen
    with time_machine.travel(datetime(2090, 1, 1, 23, 30, tzinfo=UTC), tick=False):
        page = client.sign_in(cast.ana, language="en").get("/profile").text
    # Half past eleven at night in UTC is the next morning in Indonesia.
    assert f"since 2 Jan 2090, {time}" in page
    assert f"Times in {letters}" in page


def test_visitors_are_told_of_no_zone(client) -> None:
    assert "WIB" not in client.get("/sign-in").text
