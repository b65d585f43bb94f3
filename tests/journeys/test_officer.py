"""Citra approves, revokes, and the public page says so."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.words import word

pytestmark = pytest.mark.journey
JOBS = True


def test_approve_issue_revoke_and_verify(open_page, sign_in) -> None:
    ana = open_page()
    sign_in(ana, "ana")
    steps.enrol(ana, "persetujuan")
    ref = ana.url.rsplit("/", 1)[1]
    steps.finish_lesson(ana, ref, "persetujuan")
    ana.goto("/record")
    expect(ana.locator("main")).to_contain_text(word("waiting for approval"))

    citra = open_page(width=1280)
    sign_in(citra, "citra")
    citra.goto("/certificate-requests")
    citra.locator('input[name="request"]').first.check()
    citra.locator('form[action$="/approvals"] button').first.click()
    citra.locator("dialog[open] button").first.click()
    expect(citra.locator("body")).to_contain_text(word("Nothing is waiting"), timeout=60_000)

    ana.reload()
    code = ana.locator('a[href^="/verify/"]').first.get_attribute("href")
    stranger = open_page()
    stranger.goto(code)
    expect(stranger.locator("h1")).to_have_text(word("This certificate is genuine and valid"))

    citra.goto("/certificates")
    citra.get_by_role("link", name="800.2/0001/").first.click()
    citra.locator('textarea[name="reason"]').fill("Nama salah cetak.")
    citra.locator('form[action$="/revocation"] button').click()
    citra.locator("dialog[open] button").first.click()
    # The page before says "revoked" too; only the one after no longer asks.
    expect(citra.locator('form[action$="/revocation"]')).to_have_count(0)

    stranger.reload()
    expect(stranger.locator("h1")).to_have_text(word("This certificate is revoked"))
    expect(stranger.locator("main")).not_to_contain_text("Nama salah cetak.")


def test_a_supervisor_sees_the_team_and_a_colleague_does_not(open_page, sign_in) -> None:
    budi = open_page()
    sign_in(budi, "budi")
    budi.goto("/team")
    expect(budi.locator("main")).to_contain_text("Ana Lestari")
    expect(budi.locator("main")).not_to_contain_text("Dewi")
    dewi = open_page()
    sign_in(dewi, "dewi")
    assert dewi.goto("/team").status == 403
    assert dewi.goto("/certificates").status == 403
