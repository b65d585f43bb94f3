"""Ana was at a workshop elsewhere, and enters it on her phone."""

import pytest
from playwright.sync_api import expect

from tests.factories import papers
from tests.journeys.words import word

pytestmark = pytest.mark.journey


def test_a_workshop_is_entered_proved_with_a_photo_and_sent(open_page, sign_in) -> None:
    page = open_page(width=360)
    sign_in(page, "ana")
    page.goto("/record")
    page.get_by_role("link", name=word("Add a training")).click()
    form = page.locator("form[data-asks]")
    hours = form.get_by_label(word("Hours of the programme"))
    form.get_by_label(word("Form of training")).select_option(label="Bimbingan teknis")
    expect(hours).to_be_visible()
    form.get_by_label(word("Form of training")).select_option(label="Workshop atau lokakarya")
    expect(hours).to_be_hidden()
    form.get_by_label(word("Name of the training")).fill("Lokakarya pelayanan publik")
    form.get_by_label(word("Provider")).fill("BKPSDM Kota Lembayung")
    form.get_by_label(word("First day")).fill("2026-03-02")
    form.get_by_label(word("Last day")).fill("2026-03-04")
    form.get_by_role("button").first.click()

    page.wait_for_url("**/record/entries/*")
    # three days of a workshop, 5 JP each
    expect(page.locator("main")).to_contain_text(word("%(jp)s JP in %(year)s", jp=15, year=2026))
    photo = {"name": "piagam.jpg", "mimeType": "image/jpeg", "buffer": papers.photo(size=(60, 80))}
    page.locator('input[type="file"][multiple]').set_input_files([photo])
    page.locator('form[action$="/files"] button').click()
    expect(page.locator("main")).to_contain_text("piagam.jpg")
    page.get_by_role("button", name=word("Send for verification")).click()
    expect(page.locator("main")).to_contain_text(word("waiting for the training officer"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360

    page.goto("/record")
    expect(page.locator("main")).to_contain_text(word("waiting for the training officer"))


def test_without_javascript_all_fields_stand_open(open_page, sign_in) -> None:
    page = open_page(javascript=False)
    sign_in(page, "dewi")
    page.goto("/record/entries/new")
    for label in ("Hours of the programme", "On how many days", "Cost to your agency"):
        expect(page.get_by_label(word(label))).to_be_visible()
