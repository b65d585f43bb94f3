"""Pictures that wait until they are asked for."""

import pytest

from app.accounts.models import Person
from app.db import db
from app.library import on_tap

BIG, SMALL = "a" * 64, "b" * 64
PICTURE = (
    f'<img src="/media/{BIG}/peta.png" alt="Peta &lt;kota&gt; > desa" loading="lazy" width="900" '
    f'height="600" srcset="/media/{SMALL}/peta-800.webp 800w, /media/{BIG}/peta.webp 1600w" '
    'sizes="(max-width: 640px) 100vw, 640px">'
)


def words(size):
    return "Lihat" if size is None else f"Lihat {size}"


def shown(html: str) -> str:
    return on_tap.with_links(html, {SMALL: 84_000}, words)


def test_a_picture_becomes_a_link_to_its_lightest_copy_with_that_one_s_size() -> None:
    assert shown(f"<p>Lihat {PICTURE}</p>") == (
        f'<p>Lihat <a class="waiting-picture" href="/media/{SMALL}/peta-800.webp" data-picture '
        'data-width="900" data-height="600"><span data-alt>Peta &lt;kota&gt; > desa</span> '
        "<span>Lihat 84000</span></a></p>"
    )


def test_only_the_files_that_links_lead_to_are_looked_up() -> None:
    assert on_tap.digests_in(PICTURE) == {SMALL}
    assert on_tap.digests_in('<img src="/static/logo.svg" alt="">') == set()


def test_a_picture_in_a_link_leaves_the_link_whole() -> None:
    html = shown(f'<a href="/x">{PICTURE}</a>, dan')
    assert html.startswith('<a href="/x"><span>Peta &lt;kota&gt; > desa</span></a><a class="wait')
    assert html.count("<a ") == html.count("</a>") == 2
    assert html.endswith("</a>, dan")


def test_a_film_asks_for_no_still() -> None:
    film = f'<video controls preload="none" src="/media/{BIG}/f.mp4" poster="/media/{SMALL}/f.jpg">'
    assert shown(film) == f'<video controls preload="none" src="/media/{BIG}/f.mp4">'


@pytest.mark.parametrize(
    "html",
    [
        '<img src="/static/img/x.svg" alt="Logo">',
        '<abbr title="a">x</abbr><a href="/y">y</a>',
        f"<textarea>&lt;img src=&quot;/media/{BIG}/x.png&quot;&gt;</textarea>",
    ],
)
def test_all_else_stays_as_it_is(html) -> None:
    assert shown(html) == html


LESSON = "/courses/contoh/modules/pengantar"


@pytest.fixture
def ana(client, cast):
    client.sign_in(cast.ana, language="en").post("/courses/contoh/enrolment")
    return cast.ana


def test_a_lesson_shows_its_picture_to_who_saves_no_data(client, ana) -> None:
    page = client.get(LESSON)
    assert "Save-Data" in page.headers["Vary"]
    assert 'src="/media/' in page.text
    assert "data-picture" not in page.text


@pytest.mark.parametrize("asked_by", ["browser", "person"])
def test_a_lesson_requests_no_picture_while_data_is_saved(client, ana, asked_by) -> None:
    db.session.get_one(Person, ana.id).saves_data = asked_by == "person"
    db.session.commit()
    headers = {"Save-Data": "on"} if asked_by == "browser" else {}
    page = client.get(LESSON, headers=headers).text
    assert 'src="/media/' not in page
    assert "Show picture (1 KB)" in page
    address = page.split('<a class="waiting-picture" href="')[1].split('"')[0]
    assert client.get(address).mimetype == "image/webp"


def test_saving_data_costs_one_query(client, ana, count_queries) -> None:
    with count_queries() as usual:
        client.get(LESSON)
    with count_queries() as saving:
        client.get(LESSON, headers={"Save-Data": "on"})
    assert len(saving) == len(usual) + 1


def test_a_page_shown_with_pictures_is_not_taken_for_one_without(client, ana) -> None:
    tag = client.get(LESSON).headers["ETag"]
    again = client.get(LESSON, headers={"Save-Data": "on", "If-None-Match": tag})
    assert again.status_code == 200
