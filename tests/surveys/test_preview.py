"""Eko sees a survey in the studio as it will be asked."""

from tests.conftest import COURSES
from tests.studio.test_drafts import only_draft, upload, zipped


def test_a_survey_is_previewed_as_one_and_can_be_published(client, cast) -> None:
    text = (COURSES / "jenis-soal" / "modules" / "03-pendapat.md").read_text("utf-8")
    client.sign_in(cast.eko, language="en")
    upload(client, zipped({"modules/pendapat.md": text}))
    draft = only_draft()
    assert draft.is_publishable
    page = client.get(f"/studio/drafts/{draft.id}/pages/pendapat").text
    assert "Choose all that apply." in page
    assert "Sangat tidak setuju" in page
