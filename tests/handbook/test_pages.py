"""Who finds which guide, in which language, and that nothing in it leads nowhere."""

import re
from urllib.parse import urlsplit

import pytest

from app.config import ROOT

EVERYBODYS = ["employee", "supervisor", "author", "exchange", "officer"]
ADMINS = ["operator", "settings"]
LINK = re.compile(r'<a [^>]*href="([^"]+)"')
PICTURE = re.compile(r'<img [^>]*src="([^"]+)"')
INDEX = re.compile(r'href="/help/([\w-]+)"')


def guides_in(page: str) -> list[str]:
    return INDEX.findall(page.partition("<main")[2].partition("</main>")[0])


def text_of(page: str) -> str:
    return page.partition('class="prose"')[2].partition("</article>")[0]


def make_admin(person) -> None:
    from app.accounts.models import RoleGrant
    from app.db import db

    day = person.created_at.date()
    db.session.add(RoleGrant(person_id=person.id, role="admin", valid_from=day))
    db.session.commit()


def test_a_visitor_finds_every_guide_but_the_administrators(client) -> None:
    assert guides_in(client.get("/help").text) == EVERYBODYS
    assert {client.get(f"/help/{name}").status_code for name in EVERYBODYS} == {200}
    assert {client.get(f"/help/{name}").status_code for name in ADMINS} == {404}


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("ana", ["employee"]),
        ("budi", ["employee", "supervisor"]),
        ("citra", ["employee", "officer"]),
        ("eko", ["employee", "author", "exchange"]),
    ],
)
def test_a_roles_own_guides_stand_first(client, cast, name: str, own: list[str]) -> None:
    found = guides_in(client.sign_in(getattr(cast, name)).get("/help").text)
    assert found == [*own, *(guide for guide in EVERYBODYS if guide not in own)]
    assert {client.get(f"/help/{guide}").status_code for guide in ADMINS} == {404}


def test_an_administrator_reads_how_to_run_it_and_that_it_is_in_english(client, cast) -> None:
    make_admin(cast.dewi)
    client.sign_in(cast.dewi, language="id")
    assert set(guides_in(client.get("/help").text)) == {*EVERYBODYS, *ADMINS}
    page = client.get("/help/operator").text
    assert '<h1 lang="en">Running Lentera for real</h1>' in page
    assert "Inggris" in page.partition("<h1")[2].partition('class="prose"')[0]


def test_a_guide_is_in_the_readers_language(client, cast) -> None:
    indonesian = client.sign_in(cast.ana, language="id").get("/help/employee").text
    english = client.sign_in(cast.ana, language="en").get("/help/employee").text
    assert '<h1 lang="id">Panduan pegawai</h1>' in indonesian
    assert '<h1 lang="en">Guide for employees</h1>' in english
    assert "This page is not translated yet" not in english


def test_the_link_to_the_other_language_keeps_to_it(client) -> None:
    page = client.get("/help/employee").text
    assert 'href="/help/employee?lang=en"' in page
    assert '<h1 lang="en">' in client.get("/help/employee?lang=en").text
    assert '<h1 lang="id">' in client.get("/help/employee?lang=xx").text


def test_a_link_into_the_readers_own_language_leads_to_the_page_as_it_is(client) -> None:
    answer = client.get("/help/employee?lang=id")
    assert (answer.status_code, answer.location) == (302, "/help/employee")


def test_a_page_that_does_not_exist_is_not_found(client) -> None:
    assert client.get("/help/nothing").status_code == 404
    assert client.get("/help/README").status_code == 404


def test_the_contents_lead_to_the_headings(client) -> None:
    page = client.get("/help/employee").text
    contents = page.partition('id="contents"')[2].partition("</nav>")[0]
    anchors = re.findall(r'href="#([^"]+)"', contents)
    assert anchors[0] == "h-masuk"
    assert len(anchors) == (ROOT / "docs/pegawai.md").read_text("utf-8").count("\n## ")
    assert {anchor for anchor in anchors if f'id="{anchor}"' not in text_of(page)} == set()


def read(client, address: str) -> str:
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, address
    return answer.text


def every_page(client, cast) -> dict[str, str]:
    make_admin(cast.dewi)
    client.sign_in(cast.dewi)
    return {
        f"/help/{name}?lang={lang}": read(client, f"/help/{name}?lang={lang}")
        for name in (*EVERYBODYS, *ADMINS)
        for lang in ("id", "en")
    }


def test_every_link_between_guides_leads_to_a_page_and_a_heading(client, cast) -> None:
    found = 0
    for address, page in every_page(client, cast).items():
        for target in LINK.findall(text_of(page)):
            parts = urlsplit(target)
            if parts.scheme:
                continue
            shown = read(client, parts._replace(fragment="").geturl() or address)
            assert f'id="{parts.fragment}"' in shown or not parts.fragment, (address, target)
            found += 1
    assert found > 30


def test_what_everybody_may_read_leads_nobody_to_a_closed_page(client) -> None:
    for name in EVERYBODYS:
        for lang in ("id", "en"):
            for target in LINK.findall(text_of(read(client, f"/help/{name}?lang={lang}"))):
                if target.startswith("/"):
                    assert read(client, target)


def test_a_file_that_is_no_guide_is_named_without_a_link(client, cast) -> None:
    make_admin(cast.dewi)
    assert "<a>CHANGELOG.md</a>" in client.sign_in(cast.dewi).get("/help/operator").text


def test_every_picture_is_shown_with_its_size_and_when_it_is_reached(client, cast) -> None:
    addresses = set()
    for address, page in every_page(client, cast).items():
        for picture in re.findall(r"<img [^>]*>", text_of(page)):
            assert 'loading="lazy"' in picture, address
            assert re.search(r'width="\d+"', picture), address
            assert re.search(r'height="\d+"', picture), address
            addresses.update(PICTURE.findall(picture))
    assert len(addresses) == len(set(re.findall(r"pictures/[\w.-]+\.(?:png|webp)", sources())))
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert answer.mimetype in ("image/png", "image/webp")
        assert "immutable" in answer.headers["Cache-Control"]


def sources() -> str:
    names = ("pegawai", "employee", "penulis", "authoring", "pengelola-diklat", "training-officer")
    return "".join((ROOT / f"docs/{name}.md").read_text("utf-8") for name in names)


@pytest.mark.parametrize("name", ["take.py", "../operator.md", "..%2Foperator.md", "home.webp"])
def test_nothing_else_of_the_folder_is_served(client, name: str) -> None:
    assert client.get(f"/help/pictures/000000000000/{name}").status_code == 404


def test_examples_stay_examples(client) -> None:
    """A heading or a form within a block of code is shown, not made."""
    text = text_of(client.get("/help/author").text)
    assert "{#q-kalimat-jelas}" in text
    assert 'id="q-kalimat-jelas"' not in text
    assert "handbook.py" not in text


def test_tables_and_examples_scroll_by_keyboard_and_are_no_landmarks(client) -> None:
    text = text_of(client.get("/help/author").text)
    assert text.count("<pre") == text.count('<pre tabindex="0">') > 20
    boxes = re.findall(r'<div [^>]*class="table-scroll"[^>]*>', text)
    assert len(boxes) > 5
    assert all('tabindex="0"' in box and 'role="group"' in box for box in boxes)


def test_a_guide_makes_one_query_for_a_visitor_and_one_for_who_is_signed_in(
    client, cast, count_queries
) -> None:
    client.get("/help/employee")
    with count_queries() as made:
        client.get("/help/employee")
    # Whether the look that visitors see is still the one that is remembered.
    assert len(made) == 1
    assert "settings_version" in made[0]
    client.sign_in(cast.ana)
    with count_queries() as made:
        client.get("/help/employee")
    assert len(made) <= 2


@pytest.mark.parametrize("address", ["/", "/sign-in"])
def test_help_is_reached_from_every_page(client, cast, address: str) -> None:
    if address == "/":
        client.sign_in(cast.ana)
    assert 'href="/help"' in client.get(address).text
