"""Messages of forms in the reader's language, and the way back after switching it."""

import re

import pytest

from app.accounts.models import Person
from app.db import db
from app.learning import actions as learning
from app.library import queries as library
from app.quizzes import queries as quizzes
from app.quizzes.models import Attempt
from tests.factories import answers
from tests.factories.cast import AT, create_person


def messages(page: str) -> list[str]:
    return re.findall(r'class="field-error".*?<span>(.*?)</span>', page, re.DOTALL)


def test_messages_of_the_form_library_are_in_indonesian(client, cast) -> None:
    answer = client.sign_in(cast.citra).post(
        "/certificates",
        data={
            "q": "eko",
            "person": "999",
            "course": "abc",
            "completed_on": "31-31-31",
            "reason": "x",
            "form_key": "k" * 20,
        },
    )
    assert answer.status_code == 422
    unknown = "Pilihan ini tidak tersedia. Pilih salah satu dari daftar."
    assert messages(answer.text) == [
        unknown,
        unknown,
        "Ini bukan tanggal yang benar. Tulis misalnya 2026-11-22.",
    ]


def test_a_length_is_told_with_its_number(client, cast) -> None:
    fields = {"number_template": "{seq}/{year}", "signatory_name": "A", "signatory_title": "B"}
    answer = client.sign_in(cast.citra).post(
        f"/certificate-series/{cast.agency.id}", data={**fields, "place": "x" * 101}
    )
    assert messages(answer.text) == ["Paling banyak 100 karakter."]


@pytest.mark.parametrize(
    ("referrer", "way_back"),
    [
        ("http://localhost/sign-in?next=/record", "/sign-in?next=/record"),
        ("http://localhost/session", "/"),  # the second failure: it answers no GET
        (None, "/"),
    ],
)
def test_switching_the_language_leads_back_to_a_page_that_can_be_opened(
    client, app, referrer, way_back
) -> None:
    create_person("ana", None, "", "employee", password="kuda-baterai-stapler")
    headers = {"Referer": referrer} if referrer else {}
    failed = client.post("/session", data={"login": "ana", "password": "x"}, headers=headers)
    assert f'name="next" value="{way_back}"' in failed.text


def test_switching_the_language_during_an_attempt_stores_what_was_typed(client, cast) -> None:
    learning.enrol(cast.ana, library.find_live("contoh"), at=AT)
    client.sign_in(cast.ana).post("/courses/contoh/modules/kuis-latihan/attempts")
    attempt = db.session.query(Attempt).one()
    page = client.get(f"/attempts/{attempt.id}").text
    # A button of the form with the answers, so that it works without JavaScript.
    target = f"/attempts/{attempt.id}/answers?language=en"
    assert re.search(rf'<button[^>]*form="answers" formaction="{re.escape(target)}"', page)
    answer = client.post(target, data={**answers.form(attempt), "go": "1"})
    assert answer.location == f"/attempts/{attempt.id}?page=1"
    assert '<html lang="en"' in client.get(answer.location).text
    assert all(slot.response for slot, _ in quizzes.slots_of(attempt.id))
    assert db.session.get_one(Person, cast.ana.id).language == "en"


def test_a_language_that_is_none_changes_nothing(client, cast) -> None:
    learning.enrol(cast.ana, library.find_live("contoh"), at=AT)
    client.sign_in(cast.ana).post("/courses/contoh/modules/kuis-latihan/attempts")
    attempt = db.session.query(Attempt).one()
    client.post(f"/attempts/{attempt.id}/answers?language=fr", data=answers.form(attempt))
    assert db.session.get_one(Person, cast.ana.id).language == "id"


def test_a_visitor_s_choice_holds_after_signing_in_and_leaves_the_person_s_own(client, app) -> None:
    ana = create_person("ana", None, "", "employee", password="kuda-baterai-stapler")
    client.post("/language", data={"language": "en"})
    client.post("/session", data={"login": ana.email, "password": "kuda-baterai-stapler"})
    assert '<html lang="en"' in client.get("/profile").text
    assert db.session.get_one(Person, ana.id).language == "id"
