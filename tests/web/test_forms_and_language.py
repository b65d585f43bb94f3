"""Messages of forms in the reader's language, and the way back after switching it."""

import re

import pytest

from tests.factories.cast import create_person


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
