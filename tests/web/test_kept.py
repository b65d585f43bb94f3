"""An expired sign-in keeps the posted answer and stores it after signing in again."""

import base64
import random
import re
import zlib
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, update

from app.accounts.models import Person, SignInSession
from app.db import db
from app.kit import clock
from app.learning import actions as learning
from app.library import queries as library
from app.quizzes import queries
from app.quizzes.models import Attempt
from app.surveys.models import SurveyParticipation
from tests.conftest import COURSES
from tests.factories import answers, surveys
from tests.factories.cast import AT
from tests.factories.courses import publish

PASSWORD = "kuda-baterai-stapler"
SAVED = re.compile(r"Tersimpan \d\d\.\d\d")
KEPT = re.compile(r'<input id="kept" name="kept" type="hidden" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _published(app) -> None:
    publish(COURSES / "jenis-soal")


@pytest.fixture
def people(client, cast):
    """Ana and Dewi can sign in by password, and are enrolled in the courses."""
    for person in (cast.ana, cast.dewi):
        person.set_password(PASSWORD)
        for course in ("contoh", "jenis-soal"):
            learning.enrol(person, library.find_live(course), at=AT)
    db.session.commit()
    return cast


def start(client, person) -> int:
    client.sign_in(person).post("/courses/contoh/modules/kuis-latihan/attempts")
    return db.session.scalar(select(func.max(Attempt.id)))


def form_of(attempt_id: int, **how) -> dict[str, list[str]]:
    return answers.form(db.session.get_one(Attempt, attempt_id), **how)


def stored(attempt_id: int) -> list[object]:
    return [slot.response for slot, _ in queries.slots_of(attempt_id)]


def expire() -> None:
    now = clock.now()
    db.session.execute(update(SignInSession).values(expires_at=now - timedelta(minutes=1)))
    db.session.commit()


def kept_in(answer) -> str:
    assert answer.status_code == 401
    return KEPT.search(answer.text)[1]


def sign_in(client, kept: str, *, name: str = "ana", password: str = PASSWORD, **more):
    data = {"login": f"{name}@lentera.example", "password": password, "kept": kept, **more}
    return client.post("/session", data=data)


@pytest.fixture
def expired(client, people):
    """Ana's attempt, and the page that keeps what she sent too late."""
    attempt_id = start(client, people.ana)
    form = form_of(attempt_id)
    expire()
    answer = client.post(
        f"/attempts/{attempt_id}/answers",
        data=form,
        headers={"Referer": f"http://localhost/attempts/{attempt_id}"},
    )
    return attempt_id, answer


def test_a_form_sent_too_late_is_stored_after_signing_in_again(client, expired) -> None:
    attempt_id, page = expired
    assert stored(attempt_id) == [None] * len(stored(attempt_id))
    answer = sign_in(client, kept_in(page))
    assert answer.location == f"/attempts/{attempt_id}/summary"
    assert None not in stored(attempt_id)
    summary = client.get(answer.location).text
    assert SAVED.search(summary)
    assert not SAVED.search(client.get("/courses").text)


def test_start_again_stores_it_once_another_tab_has_signed_in(client, people, expired) -> None:
    attempt_id, page = expired
    waits = kept_in(page)
    client.sign_in(people.ana)
    answer = client.post("/sign-in", data={"kept": waits})
    assert answer.location == f"/attempts/{attempt_id}/summary"
    assert None not in stored(attempt_id)


def test_it_is_told_in_the_language_of_who_has_signed_in(client, expired) -> None:
    """The page of an expired sign-in speaks the site's own language."""
    _, page = expired
    assert "Kata sandi" in page.text
    db.session.execute(update(Person).where(Person.name == "Ana").values(language="en"))
    db.session.commit()
    answer = sign_in(client, kept_in(page))
    assert re.search(r"Saved \d\d:\d\d", client.get(answer.location).text)


def test_what_is_kept_is_in_no_address_and_in_no_cache(expired) -> None:
    attempt_id, page = expired
    assert "Location" not in page.headers
    assert page.headers["Cache-Control"] == "no-store"
    assert f'name="next" type="hidden" value="/attempts/{attempt_id}"' in page.text
    # To switch the language would lead away from it.
    assert 'class="language-switch"' not in page.text


def test_a_wrong_password_keeps_it_and_never_gets_into_it(client, expired) -> None:
    attempt_id, page = expired
    first = kept_in(page)
    wrong = sign_in(client, first, password="salah-sekali")
    assert wrong.status_code == 422
    assert KEPT.search(wrong.text)[1] == first
    assert 'class="language-switch"' not in wrong.text
    inside = opened(first)
    assert f"/attempts/{attempt_id}/answers" in inside
    assert "salah-sekali" not in inside
    assert "csrf" not in inside
    sign_in(client, first)
    assert None not in stored(attempt_id)


def opened(kept: str) -> str:
    """What anyone can read in it; by the format's own description, without its library."""
    payload = kept.lstrip(".").split(".")[0]
    raw = base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))
    return (zlib.decompress(raw) if kept.startswith(".") else raw).decode()


def test_somebody_else_stores_nothing_and_sees_nothing_of_it(client, expired) -> None:
    attempt_id, page = expired
    answer = sign_in(client, kept_in(page), name="dewi", next=f"/attempts/{attempt_id}")
    assert answer.location == "/"
    assert stored(attempt_id) == [None] * len(stored(attempt_id))
    home = client.get("/").text
    assert "Dewi" in home
    assert f"/attempts/{attempt_id}" not in home
    assert not SAVED.search(home)


def test_a_newer_answer_stays_and_the_page_says_so(client, people) -> None:
    attempt_id = start(client, people.ana)
    newer, older = form_of(attempt_id, seq=5), form_of(attempt_id, seq=1, right=False)
    client.post(f"/attempts/{attempt_id}/answers", data=newer)
    before = stored(attempt_id)
    expire()
    page = client.post(f"/attempts/{attempt_id}/answers", data=older)
    answer = sign_in(client, kept_in(page))
    assert stored(attempt_id) == before
    summary = client.get(answer.location).text
    assert "jawaban yang lebih baru sudah tersimpan" in summary
    assert not SAVED.search(re.search(r'class="flashes".*?</div>', summary, re.DOTALL)[0])


def test_an_attempt_that_is_over_meanwhile_says_so(client, people) -> None:
    attempt_id = start(client, people.ana)
    client.post(f"/attempts/{attempt_id}/answers", data=form_of(attempt_id, right=False))
    before, form = stored(attempt_id), form_of(attempt_id, seq=2)
    expire()
    page = client.post(f"/attempts/{attempt_id}/answers", data=form)
    an_hour_ago = clock.now() - timedelta(hours=1)
    db.session.execute(update(Attempt).values(deadline=an_hour_ago))
    db.session.commit()
    answer = sign_in(client, kept_in(page))
    assert answer.location == f"/attempts/{attempt_id}"
    flashes = re.search(r'class="flashes".*?</div>', client.get(answer.location).text, re.DOTALL)[0]
    assert "jawaban terakhir tidak disimpan" in flashes
    assert not SAVED.search(flashes)
    assert stored(attempt_id) == before


@pytest.fixture
def survey(client, people):
    client.sign_in(people.ana)
    form = surveys.form(client.get(surveys.PAGE).text, ratings=(1, 2), reason=0, text="Singkat.")
    expire()
    return client.post(surveys.RESPONSE, data=form)


def participations() -> int:
    return db.session.scalar(select(func.count()).select_from(SurveyParticipation))


def test_a_survey_is_stored_after_signing_in_again(client, survey) -> None:
    assert participations() == 0
    answer = sign_in(client, kept_in(survey))
    assert answer.location == surveys.PAGE
    assert participations() == 1
    assert SAVED.search(client.get(surveys.PAGE).text)


def test_a_survey_is_not_answered_in_the_name_of_whoever_signs_in(client, survey) -> None:
    assert sign_in(client, kept_in(survey), name="dewi").location == "/"
    assert participations() == 0


def test_what_the_view_refuses_is_shown_and_the_sign_in_stands(client, people) -> None:
    client.sign_in(people.ana)
    empty = surveys.form(client.get(surveys.PAGE).text)
    expire()
    answer = sign_in(client, kept_in(client.post(surveys.RESPONSE, data=empty)))
    assert answer.status_code == 422
    assert f'action="{surveys.RESPONSE}"' in answer.text
    assert client.get("/").status_code == 200


def test_who_has_lost_the_right_meanwhile_is_refused_and_signed_in(client, people, survey) -> None:
    from app.accounts.models import RoleGrant

    db.session.execute(
        update(RoleGrant)
        .where(RoleGrant.person_id == people.ana.id)
        .values(valid_to=AT.date() - timedelta(days=1), valid_from=AT.date() - timedelta(days=9))
    )
    db.session.commit()
    assert sign_in(client, kept_in(survey)).status_code == 403
    assert participations() == 0
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("spoil", ["x", "cut", "other", "old"])
def test_what_was_altered_or_is_too_old_is_not_stored(client, expired, spoil) -> None:
    attempt_id, page = expired
    good = kept_in(page)
    kept = {"x": "x", "cut": good[:-3], "other": good.swapcase()}.get(spoil, good)
    hours = 13 if spoil == "old" else 0
    with time_machine.travel(clock.now() + timedelta(hours=hours), tick=True):
        assert sign_in(client, kept).location == "/"
        assert stored(attempt_id) == [None] * len(stored(attempt_id))
        assert not SAVED.search(client.get("/").text)


def test_checking_an_answer_is_kept_too(client, people) -> None:
    attempt_id = start(client, people.ana)
    form = form_of(attempt_id)
    expire()
    assert kept_in(client.post(f"/attempts/{attempt_id}/questions/1/check", data=form))


@pytest.mark.parametrize(
    ("path", "data", "headers"),
    [
        ("answers", {"q1-text": "x"}, {"X-Requested-With": "fetch"}),
        ("answers", {}, {}),
        ("answers", {"q1-text": "x" * 262_145}, {}),
        ("submission", {"q1-text": "x"}, {}),
    ],
)
def test_scripts_and_what_need_not_or_cannot_be_kept_go_to_the_sign_in_page(
    client, people, path, data, headers
) -> None:
    attempt_id = start(client, people.ana)
    expire()
    answer = client.post(f"/attempts/{attempt_id}/{path}", data=data, headers=headers)
    assert answer.status_code == 302
    assert answer.location.startswith("/sign-in?next=")


def test_a_stranger_keeps_nothing(app, client, people) -> None:
    attempt_id = start(client, people.ana)
    answer = app.test_client().post(f"/attempts/{attempt_id}/answers", data={"q1-text": "x"})
    assert answer.status_code == 302


@pytest.mark.parametrize(("first", "last"), [(0x4E00, 0x9FFF), (0x10000, 0x10FFF), (0x21, 0x7E)])
def test_the_most_that_is_kept_passes_through_the_sign_in_form(client, people, first, last) -> None:
    """Texts that hardly shrink, in signs of three bytes, four and one."""
    attempt_id = start(client, people.ana)
    expire()
    chance, size = random.Random(1), len(chr(last).encode())
    text = "".join(chr(chance.randint(first, last)) for _ in range(262_000 // size))
    data = {"q1-text": text, "q1-seq": "1"}
    page = client.post(f"/attempts/{attempt_id}/answers", data=data)
    assert sign_in(client, kept_in(page)).location == f"/attempts/{attempt_id}/summary"


def token_in(page: str) -> str:
    return re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)[1]


def test_a_form_from_another_site_is_never_kept(app, client, people) -> None:
    attempt_id = start(client, people.ana)
    form = form_of(attempt_id)
    app.config["WTF_CSRF_ENABLED"] = True
    token = token_in(client.get(f"/attempts/{attempt_id}").text)
    expire()
    address = f"/attempts/{attempt_id}/answers"
    for wrong in ({}, {"csrf_token": "x"}):
        refused = client.post(address, data=form | wrong)
        assert refused.status_code == 400
        assert 'name="kept"' not in refused.text
    page = client.post(address, data=form | {"csrf_token": token})
    kept = kept_in(page)
    assert sign_in(client, kept).status_code == 400
    answer = sign_in(client, kept, csrf_token=token_in(page.text))
    assert answer.location == f"/attempts/{attempt_id}/summary"
    assert None not in stored(attempt_id)


@pytest.mark.parametrize(("who", "is_stored"), [("ana", True), ("dewi", False)])
def test_a_form_in_another_tab_outlives_the_next_sign_in_of_its_owner_alone(
    app, client, people, who, is_stored
) -> None:
    """Ana's sign-in ended; somebody signs in anew in a second tab, and the first one is sent."""
    attempt_id = start(client, people.ana)
    app.config["WTF_CSRF_ENABLED"] = True
    token = token_in(client.get(f"/attempts/{attempt_id}").text)
    form = form_of(attempt_id) | {"csrf_token": token}
    expire()
    second = token_in(client.get("/sign-in").text)
    entered = sign_in(client, "", name=who, csrf_token=second)
    assert entered.status_code == 302
    answer = client.post(f"/attempts/{attempt_id}/answers", data=form)
    assert (answer.status_code == 302) == is_stored
    assert (None not in stored(attempt_id)) == is_stored


def test_a_form_in_another_tab_outlives_signing_out(app, client, people) -> None:
    attempt_id = start(client, people.ana)
    app.config["WTF_CSRF_ENABLED"] = True
    token = token_in(client.get(f"/attempts/{attempt_id}").text)
    form = form_of(attempt_id) | {"csrf_token": token}
    assert client.post("/session/end", data={"csrf_token": token}).status_code == 302
    assert client.get(f"/attempts/{attempt_id}").status_code == 302
    page = client.post(f"/attempts/{attempt_id}/answers", data=form)
    sign_in(client, kept_in(page), csrf_token=token_in(page.text))
    assert None not in stored(attempt_id)
