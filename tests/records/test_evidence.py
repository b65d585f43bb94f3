"""Files of an entry in the browser: who adds, sees and removes them."""

import io
import os
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from app.audit.models import AuditEntry, ViewLog
from app.db import db
from app.kit import clock
from app.kit.errors import Conflict
from app.records import evidence, tasks
from app.records.evidence_intake import take_in
from app.records.models import Activity, Evidence
from tests.factories.cast import create_person
from tests.factories.papers import pdf, pdf_with_pages, photo
from tests.records.outside import enter
from tests.rules.actors import gather

OUTSIDERS = ("employee", "author", "other_author", "other_supervisor", "other_officer")
DECIDERS = ("supervisor", "officer", "unit_officer", "admin")


@pytest.fixture
def store(app):
    return app.config["LENTERA"].evidence


@pytest.fixture
def entry(cast) -> Activity:
    return enter(cast.ana)


def send(client, entry: Activity, *files: tuple[bytes, str], **more):
    sent = [(io.BytesIO(data), name) for data, name in files]
    return client.post(f"/record/entries/{entry.id}/files", data={"files": sent, **more})


def add(entry: Activity, store, data: bytes, name: str = "piagam.pdf") -> Evidence:
    kept = take_in(data, store=store, scan=(), most_bytes=1024**2)
    file = evidence.add_file(entry, kept, name=name, at=clock.now())
    db.session.commit()
    return file


def revision_of(entry: Activity) -> int:
    return db.session.scalars(select(Activity.revision).where(Activity.id == entry.id)).one()


def names(entry: Activity) -> list[str]:
    return [file.name for file in evidence.files_of(entry.id)]


def test_several_files_come_at_once_and_the_page_shows_them(client, cast, entry, store) -> None:
    client.sign_in(cast.ana, language="en")
    answer = send(client, entry, (photo(), "piagam.jpg"), (pdf_with_pages(3), "surat.pdf"))
    assert answer.location == f"/record/entries/{entry.id}#evidence"
    page = client.get(answer.location).text
    assert "2 files added." in page
    assert "surat.pdf" in page
    first, second = evidence.files_of(entry.id)
    for address in (f"{first.id}/pages/1", f"{second.id}/pages/1", f"{second.id}/pages/3"):
        assert f'src="/record/files/{address}"' in page
        shown = client.get(f"/record/files/{address}")
        assert shown.mimetype == "image/jpeg"
        assert shown.headers["Cache-Control"] == "private, no-store"
        assert Image.open(io.BytesIO(shown.data)).format == "JPEG"
    assert revision_of(entry) == 3


def test_a_camera_sends_one_beside_the_others(client, cast, entry) -> None:
    client.sign_in(cast.ana)
    send(client, entry, (pdf(), "surat.pdf"), photo=(io.BytesIO(photo()), "image.jpg"))
    assert names(entry) == ["image.jpg", "surat.pdf"]


def test_a_pdf_is_only_ever_saved(client, cast, entry, store) -> None:
    file = add(entry, store, pdf(), name="Surat – “tugas”.pdf")
    answer = client.sign_in(cast.ana).get(f"/record/files/{file.id}")
    assert answer.data == pdf()
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_no_other_program_opens_it_because_of_its_name(client, cast, entry, store) -> None:
    file = add(entry, store, pdf(), name="sertifikat.hta")
    saved = client.sign_in(cast.ana).get(f"/record/files/{file.id}").headers["Content-Disposition"]
    assert "sertifikat.pdf" in saved
    assert "hta" not in saved


def test_a_photo_is_saved_as_the_jpeg_that_it_has_become(client, cast, entry, store) -> None:
    file = add(entry, store, photo("PNG"), name="piagam.png")
    answer = client.sign_in(cast.ana).get(f"/record/files/{file.id}")
    assert "piagam.jpg" in answer.headers["Content-Disposition"]


def test_each_refused_file_is_named_and_the_others_are_kept(client, cast, entry) -> None:
    client.sign_in(cast.ana, language="en")
    answer = send(client, entry, (photo(), "piagam.jpg"), (b"PK\x03\x04", "surat.pdf"))
    assert names(entry) == ["piagam.jpg"]
    page = client.get(answer.location).text
    assert "surat.pdf: Not a PDF or a photo." in page


def test_where_all_are_refused_the_page_says_why(client, cast, entry) -> None:
    client.sign_in(cast.ana, language="en")
    script = b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"
    answer = send(client, entry, (script, "logo.png"))
    assert answer.status_code == 422
    assert "logo.png: Not a PDF or a photo." in answer.text
    assert names(entry) == []


def test_without_a_file_it_says_what_to_do(client, cast, entry) -> None:
    answer = send(client.sign_in(cast.ana, language="en"), entry)
    assert answer.status_code == 422
    assert "Choose a file first." in answer.text


def test_the_same_file_twice_is_one(client, cast, entry) -> None:
    client.sign_in(cast.ana)
    send(client, entry, (photo(), "piagam.jpg"), (photo(), "salinan.jpg"))
    send(client, entry, (photo(), "piagam.jpg"))
    assert names(entry) == ["piagam.jpg"]


def test_an_entry_takes_five_files(client, cast, entry, store) -> None:
    for page in range(1, 6):
        add(entry, store, photo(size=(40, 30 + page)), name=f"{page}.jpg")
    answer = send(client.sign_in(cast.ana, language="en"), entry, (photo(), "6.jpg"))
    assert answer.status_code == 422
    assert "6.jpg: Not added: an entry takes 5 files." in answer.text
    assert len(names(entry)) == 5


def test_six_at_once_are_refused_before_any_is_read(client, cast, entry) -> None:
    client.sign_in(cast.ana, language="en")
    answer = send(client, entry, *[(photo(), f"{n}.jpg") for n in range(6)])
    assert answer.status_code == 422
    assert "At most 5 files at a time." in answer.text


def test_folders_and_signs_that_nobody_sees_are_not_part_of_a_name(client, cast, entry) -> None:
    send(client.sign_in(cast.ana), entry, (photo(), "Dokumen/Ana/pia\u202egam.jpg"))
    assert names(entry) == ["piagam.jpg"]


def test_two_hundred_megabytes_are_refused_unread(client, cast, entry, tmp_path) -> None:
    client.sign_in(cast.ana)
    with (tmp_path / "large").open("w+b") as body:
        body.truncate(200 * 1024**2)
        answer = client.post(
            f"/record/entries/{entry.id}/files",
            input_stream=body,
            content_type="multipart/form-data; boundary=x",
        )
        assert answer.status_code == 413
        assert body.tell() == 0


@pytest.mark.parametrize("state", ["proposed", "verified", "rejected"])
def test_what_is_sent_or_decided_keeps_its_files(client, cast, store, state) -> None:
    entry = enter(cast.ana)
    file = add(entry, store, photo())
    enter_again = {"state": state, "proposed_at": clock.now(), "waits_for": "officer"}
    for column, value in enter_again.items():
        setattr(entry, column, value)
    db.session.commit()
    client.sign_in(cast.ana)
    assert send(client, entry, (pdf(), "surat.pdf")).status_code == 409
    assert client.post(f"/record/entries/{entry.id}/files/{file.id}/removal").status_code == 409
    assert len(names(entry)) == 1


def test_its_owner_removes_a_file(client, cast, entry, store) -> None:
    file = add(entry, store, photo())
    address = f"/record/entries/{entry.id}/files/{file.id}/removal"
    assert client.sign_in(cast.ana).get(address).status_code == 405
    assert client.post(address).location == f"/record/entries/{entry.id}#evidence"
    assert names(entry) == []
    assert client.post(address).status_code == 404


def test_adding_and_removing_stand_in_the_audit_and_make_old_pages_old(cast, entry, store) -> None:
    file = add(entry, store, photo())
    evidence.remove_file(entry, file)
    found = db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.action.startswith("activity.file-"))
        .order_by(AuditEntry.id)
    ).all()
    assert [(one.action, one.subject_id) for one in found] == [
        ("activity.file-added", cast.ana.id),
        ("activity.file-removed", cast.ana.id),
    ]
    assert found[0].digests.keys() == {"file"}
    assert entry.revision == 3


def test_a_file_that_is_gone_already_is_told(cast, entry, store) -> None:
    file = add(entry, store, photo())
    evidence.remove_file(entry, file)
    with pytest.raises(Conflict):
        evidence.remove_file(entry, file)


def test_nobody_adds_to_or_removes_from_the_entry_of_another(client, cast, entry, store) -> None:
    file = add(entry, store, photo())
    mine = enter(cast.dewi)
    client.sign_in(cast.dewi)
    assert send(client, entry, (pdf(), "surat.pdf")).status_code == 404
    for activity in (entry, mine):
        address = f"/record/entries/{activity.id}/files/{file.id}/removal"
        assert client.post(address).status_code == 404
    assert names(entry) == ["piagam.pdf"]


@pytest.mark.parametrize("state", ["draft", "proposed", "returned", "verified"])
def test_who_decides_sees_files_once_they_were_sent(client, cast, store, state) -> None:
    entry = enter(cast.ana)
    file = add(entry, store, photo())
    if state != "draft":
        entry.state, entry.proposed_at, entry.waits_for = state, clock.now(), "either"
    actors = gather(cast)
    seen = {}
    for name, person in actors.items():
        if person:
            client.sign_in(person)
            answers = {
                client.get(f"/record/files/{file.id}{part}").status_code
                for part in ("", "/pages/1")
            }
            seen[name] = answers
    allowed = {"ana", *(DECIDERS if state != "draft" else ())}
    assert seen == {name: {200} if name in allowed else {404} for name in seen}
    assert set(OUTSIDERS) <= set(seen)


def test_without_a_role_nobody_sees_files(client, cast, entry, store) -> None:
    file = add(entry, store, photo())
    client.sign_in(create_person("tamu", cast.agency))
    assert client.get(f"/record/files/{file.id}").status_code == 403


def test_who_looks_at_files_of_another_stands_in_the_log(client, cast, store) -> None:
    entry = enter(cast.ana)
    file = add(entry, store, photo())
    entry.state, entry.proposed_at, entry.waits_for = "proposed", clock.now(), "officer"
    client.sign_in(cast.ana).get(f"/record/files/{file.id}/pages/1")
    client.sign_in(cast.citra).get(f"/record/files/{file.id}/pages/1")
    found = db.session.scalars(select(ViewLog)).all()
    assert [(one.viewer_id, one.subject_id) for one in found] == [(cast.citra.id, cast.ana.id)]


@pytest.mark.parametrize("page", [0, 2, 11, 99999999999])
def test_there_are_no_more_pages_than_there_are(client, cast, entry, store, page) -> None:
    file = add(entry, store, photo())
    assert client.sign_in(cast.ana).get(f"/record/files/{file.id}/pages/{page}").status_code == 404


def test_a_file_that_is_lost_is_not_found(client, cast, entry, store) -> None:
    file = add(entry, store, photo())
    (store / file.file[:2] / file.file).unlink()
    assert client.sign_in(cast.ana).get(f"/record/files/{file.id}").status_code == 404


def age(path, **ago) -> None:
    when = (clock.now() - timedelta(**ago)).timestamp()
    os.utime(path, (when, when))


def test_the_night_removes_what_never_had_a_row_or_lost_it(cast, entry, store) -> None:
    file = add(entry, store, pdf_with_pages(2))
    nobodys, fresh = (take_in(pdf(), store=store, scan=(), most_bytes=9999) for _ in range(2))
    unfinished = store / ".new-abc"
    unfinished.mkdir()
    for kept in (file, nobodys):
        for path in store.glob(f"*/{kept.file}*"):
            age(path, hours=25)
    age(unfinished, hours=25)
    tasks.remove_unclaimed_evidence()
    assert len(list(store.glob(f"*/{file.file}*"))) == 3
    assert len(list(store.glob(f"*/{fresh.file}*"))) == 2
    assert list(store.glob(f"*/{nobodys.file}*")) == []
    assert not unfinished.exists()


def test_the_night_finds_nothing_to_do_before_the_first_file(app) -> None:
    tasks.remove_unclaimed_evidence()
