"""How agencies show themselves, and who sees it."""

import io
import re

import pytest
from PIL import Image
from sqlalchemy import select

from app.admin.views import branding
from app.audit.models import AuditEntry, AuditValue
from app.certificates.pdf import certificate_pdf
from app.config import ROOT
from app.db import db, writing
from app.kit import clock
from app.kit.colours import contrast
from app.org.models import Agency
from app.settings import brands, values
from app.settings.accents import DARK, LIGHT, is_fit, nearest_fit, sheet_of
from app.settings.logos import read_logo
from app.settings.models import Brand
from tests.certificates.test_certificates import issue
from tests.factories.cast import create_person

BLUE = "#006cd1"


@pytest.fixture
def fajar(cast):
    return create_person("fajar", cast.agency, "BKPSDM", "employee", "admin")


@pytest.fixture
def admin(client, fajar):
    return client.sign_in(fajar, language="en")


def picture(kind: str, size=(900, 300)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "#006bcf").save(file, kind)
    return file.getvalue()


def send(client, agency, *, logo: bytes | None = None, file="logo.png", **fields):
    sent = {"name": "", "accent": "", **fields}
    if logo is not None:
        sent["logo"] = (io.BytesIO(logo), file)
    return client.post(f"/branding/{agency.id}", data=sent)


def test_name_and_colour_stand_on_every_page_of_the_agency(admin, cast) -> None:
    assert send(admin, cast.agency, name="Kota Belajar", accent=BLUE.upper()).status_code == 302
    page = admin.sign_in(cast.ana).get("/").text
    assert "<span>Kota Belajar</span>" in page
    assert "– Kota Belajar</title>" in page
    address = re.search(r'href="(/branding/sheets/[^"]+\.css)"', page).group(1)
    sheet = admin.get(address)
    assert BLUE in sheet.text
    assert sheet.mimetype == "text/css"
    assert "immutable" in sheet.headers["Cache-Control"]


def test_who_is_elsewhere_sees_lentera(admin, cast) -> None:
    send(admin, cast.agency, name="Kota Belajar", accent=BLUE)
    other = Agency(name="Kabupaten", city="Lain", time_zone="Asia/Jakarta")
    db.session.add(other)
    db.session.flush()
    page = admin.sign_in(create_person("gita", other, "Dinas", "employee")).get("/").text
    assert "<span>Lentera</span>" in page
    assert "/branding/sheets/" not in page


def test_visitors_see_the_only_look_there_is(client, admin, cast) -> None:
    send(admin, cast.agency, name="Kota Belajar")
    other = Agency(name="Kabupaten", city="Lain", time_zone="Asia/Jakarta")
    db.session.add(other)
    db.session.flush()
    client.delete_cookie("lentera")
    assert "<span>Kota Belajar</span>" in client.get("/sign-in").text
    at = clock.now()
    brands.change(
        other.id, name="Lain", accent=None, logo=None, keeps_logo=True, by_id=cast.eko.id, at=at
    )
    client.delete_cookie("lentera")
    assert "<span>Lentera</span>" in client.get("/sign-in").text


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_becomes_a_small_picture_of_our_own_making(admin, cast, kind) -> None:
    assert send(admin, cast.agency, logo=picture(kind)).status_code == 302
    brand = db.session.scalars(select(Brand)).one()
    with Image.open(io.BytesIO(brand.logo)) as kept:
        assert (kept.format, kept.size) == ("PNG", (480, 160))
    page = admin.get("/").text
    answer = admin.get(f"/branding/logos/{brand.logo_digest}.png")
    assert f"/branding/logos/{brand.logo_digest}.png" in page
    assert answer.data == brand.logo
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_what_a_picture_says_besides_stays_behind(admin, cast) -> None:
    file = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "Rumah Ana"
    Image.new("RGB", (40, 40), "#006bcf").save(file, "JPEG", exif=exif)
    send(admin, cast.agency, logo=file.getvalue() + b"<script>alert(1)</script>", file="a.jpg")
    kept = db.session.scalars(select(Brand)).one().logo
    assert b"Rumah" not in kept
    assert b"<script" not in kept


@pytest.mark.parametrize(
    "data", [b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a", b"\x89PNG\r\n\x1a\n", b""]
)
def test_what_is_no_png_or_jpeg_is_refused(admin, cast, data) -> None:
    answer = send(admin, cast.agency, logo=data)
    assert (answer.status_code, db.session.scalars(select(Brand)).all()) == (
        302 if not data else 422,
        [],
    )


def test_a_picture_with_too_many_pixels_is_refused_before_it_unfolds(admin, cast) -> None:
    answer = send(admin, cast.agency, logo=picture("PNG", (5000, 4000)))
    assert answer.status_code == 422
    assert "too many pixels" in answer.text


def test_a_side_may_not_be_endless(admin, cast) -> None:
    assert "too many pixels" in send(admin, cast.agency, logo=picture("PNG", (8001, 10))).text


def test_a_file_of_more_than_two_megabytes_is_refused(admin, cast) -> None:
    logo = picture("PNG")
    answer = send(admin, cast.agency, logo=logo + b"x" * (2 * 1024 * 1024 + 1 - len(logo)))
    assert answer.status_code == 422
    assert "larger than 2 MB" in answer.text
    assert send(admin, cast.agency, logo=logo + b"x" * (2 * 1024 * 1024 - len(logo))).location


def test_a_picture_of_hundreds_of_scans_is_refused(admin, cast) -> None:
    """Each costs a decoding of the whole; an honest progressive picture has about ten."""
    file = io.BytesIO()
    Image.new("RGB", (300, 100), "#006bcf").save(file, "JPEG", progressive=True)
    data, last = file.getvalue(), file.getvalue().rindex(b"\xff\xda")
    scan = data[last:-2]
    answer = send(admin, cast.agency, logo=data[:-2] + scan * 100 + data[-2:], file="a.jpg")
    assert answer.status_code == 422
    assert send(admin, cast.agency, logo=data, file="a.jpg").status_code == 302


def test_nobody_waits_while_it_is_decoded(admin, cast, monkeypatch) -> None:
    held = []
    monkeypatch.setattr(
        branding, "read_logo", lambda data: held.append(writing.get()) or read_logo(data)
    )
    assert send(admin, cast.agency, logo=picture("PNG")).status_code == 302
    assert held == [False]


def test_a_file_that_is_too_large_is_not_read(admin, cast) -> None:
    assert send(admin, cast.agency, logo=b"x" * 4 * 1024 * 1024).status_code == 413


def test_a_colour_that_is_not_seen_in_both_themes_is_refused_with_the_nearest(admin, cast) -> None:
    answer = send(admin, cast.agency, accent="#ffff00")
    assert answer.status_code == 422
    offered = re.search(r'name="offered" value="(#[0-9a-f]{6})"', answer.text).group(1)
    assert send(admin, cast.agency, accent="#ffff00", offered=offered).status_code == 302
    assert db.session.scalars(select(Brand.accent)).one() == offered


@pytest.mark.parametrize("accent", ["blue", "#12", "#0055a4}", "12345678"])
def test_what_is_no_colour_is_refused(admin, cast, accent) -> None:
    assert send(admin, cast.agency, accent=accent).status_code == 422


def test_a_look_is_recorded_and_goes_back_to_lenteras(admin, cast, fajar) -> None:
    send(admin, cast.agency, name="Kota Belajar", logo=picture("PNG"))
    send(admin, cast.agency, removes_logo="y")
    assert db.session.scalars(select(Brand)).all() == []
    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "brand.changed").order_by(AuditEntry.id)
    ).all()
    assert [entry.actor_id for entry in entries] == [fajar.id, fajar.id]
    told = db.session.get(AuditValue, (entries[1].id, "name"))
    assert (told.old, told.new) == ("Kota Belajar", None)


def test_a_logo_stays_until_it_is_removed_or_replaced(admin, cast) -> None:
    send(admin, cast.agency, logo=picture("PNG"))
    send(admin, cast.agency, name="Kota Belajar")
    assert db.session.scalars(select(Brand.logo_digest)).one() is not None


def test_an_officer_changes_no_look(client, cast) -> None:
    client.sign_in(cast.citra)
    assert client.get("/branding").status_code == 403
    assert send(client, cast.agency, name="X").status_code == 403


def test_an_agency_that_does_not_exist_is_not_found(admin) -> None:
    assert admin.get("/branding/99999").status_code == 404


@pytest.mark.parametrize(
    "name",
    ["006bcf", "006bcf-000000000000", "nothing", "zzzzzz-1", "006BCF-000000000000", "006bcf-0"],
)
def test_no_other_sheet_is_made(client, name) -> None:
    assert client.get(f"/branding/sheets/{name}.css").status_code == 404


def test_a_sheet_is_reckoned_once_and_for_no_odd_address(admin, cast, client) -> None:
    sheet_of.cache_clear()
    send(admin, cast.agency, accent=BLUE)
    for _ in range(3):
        admin.get("/")
    client.get("/branding/sheets/00aa00-x.css")
    client.get("/branding/sheets/00AA00-000000000000.css")
    assert sheet_of.cache_info().misses == 1


COLOURS = ("#c00000", "#0055a4", "#006633", "#777777", "#ffffff", "#000000", "#ffff00", "#f6aa2c")


@pytest.mark.parametrize("colour", COLOURS)
def test_whatever_is_offered_can_be_seen_and_read_in_both_themes(colour) -> None:
    accent = nearest_fit(colour)
    assert is_fit(accent)
    pairs = re.findall(
        r"--([\w-]+):var\(--light,(#\w{6})\) var\(--dark,(#\w{6})\)", sheet_of(accent).decode()
    )
    told = {name: (light, dark) for name, light, dark in pairs}
    for theme, grounds in enumerate((LIGHT, DARK)):
        for ground in (*grounds, told["accent-wash"][theme]):
            assert contrast(told["accent-text"][theme], ground) >= 4.5
        for name in ("accent", "accent-hover"):
            assert contrast(told["on-accent"][theme], told[name][theme]) >= 4.5
        for ground in grounds:
            assert contrast(told["accent"][theme], ground) >= 3


def test_the_grounds_are_those_of_the_tokens() -> None:
    tokens = (
        (ROOT / "static" / "css" / "tokens.css").read_text("utf-8").replace("#fff)", "#ffffff)")
    )
    pairs = re.findall(
        r"--(paper|surface|sunken|header): var\(--light, (#\w+)\) var\(--dark, (#\w+)\)", tokens
    )
    by_name = {name: (light, dark) for name, light, dark in pairs}
    light = {by_name[name][0] for name in ("paper", "surface", "sunken")}
    dark = {by_name[name][1] for name in ("paper", "surface", "sunken")}
    assert light == set(LIGHT)
    assert dark | set(by_name["header"]) == set(DARK)


def test_certificates_of_the_agency_bear_its_logo(admin, cast) -> None:
    certificate = issue(cast)
    before = certificate_pdf(certificate, site="http://localhost")
    send(admin, cast.agency, logo=picture("PNG"))
    values.forget()
    after = certificate_pdf(db.session.merge(certificate), site="http://localhost")
    assert b"/Subtype/Image" not in before.replace(b" ", b"")
    assert b"/Subtype/Image" in after.replace(b" ", b"")


def test_the_colour_of_the_help_is_taken(admin, cast) -> None:
    page = admin.get(f"/branding/{cast.agency.id}").text
    example = re.search(r"such as (#[0-9a-f]{6})", page).group(1)
    assert send(admin, cast.agency, accent=example).status_code == 302
