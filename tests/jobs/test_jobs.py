"""Long work: it starts from its row, tells how far it is, and ends once or not at all."""

from datetime import timedelta
from threading import Event

import pytest
from flask_babel import gettext
from sqlalchemy import delete, select

from app.accounts.models import Person, RoleGrant
from app.db import db
from app.jobs import actions, kinds, tasks
from app.jobs.files import new_folder
from app.jobs.kinds import Kind, Step
from app.jobs.models import Job, Note, Result
from app.jobs.worker import Report
from app.kit import clock
from app.kit.errors import Conflict
from app.privacy import retention
from app.web.access import signed_in
from app.wiring import FIND_ACTOR, JOBS
from tests.factories.jobs import work_off, work_once

MINUTE = timedelta(minutes=1)


@pytest.fixture
def kind():
    """`kind(work)` makes `work` what jobs of the kind "try" do."""

    def make(work, *, may=signed_in):
        step = Step("Counting", lambda done, total: f"{done} of {total} sheep")
        jobs = {**JOBS, "try": Kind(work, "A try", may, {"counting": step})}
        kinds.connect(jobs, FIND_ACTOR)

    yield make
    kinds.connect(JOBS, FIND_ACTOR)


def started(person: Person, key: str | None = None, **arguments: object) -> Job:
    job = actions.start(
        "try",
        person_id=person.id,
        arguments=arguments,
        key=key,
        subject="Domba",
        language="id",
        back="/studio",
        at=clock.now(),
    )
    db.session.commit()
    return job


def the_job() -> Job:
    db.session.expire_all()
    return db.session.scalars(select(Job)).one()


def rename(to: str):
    """A job's last step: writes, and leads on to the record."""

    def finish() -> Result:
        db.session.scalars(select(Person).where(Person.name == "Ana")).one().name = to
        return Result("records.index", notes=(Note("good", "studio.live", {"number": 7}),))

    return finish


def test_a_job_does_its_work_and_leads_on_with_what_it_tells(client, cast, kind) -> None:
    kind(lambda ticket, tell: rename(ticket.arguments["to"]))
    job_id = started(cast.ana, to="Ana Baru").id
    work_off()
    assert db.session.get(Person, cast.ana.id).name == "Ana Baru"
    client.sign_in(cast.ana, language="en")
    answer = client.get(f"/jobs/{job_id}")
    assert answer.location == "/record"
    assert "Version 7 is live." in client.get("/record").text


def test_two_clicks_start_one_job_until_it_is_done(cast, kind) -> None:
    kind(lambda ticket, tell: Result)
    first = started(cast.ana, key="a")
    assert started(cast.ana, key="a").id == first.id
    assert started(cast.ana, key="b").id != first.id
    assert started(cast.ana).id != started(cast.ana).id
    work_off()
    assert started(cast.ana, key="a").id != first.id


def test_progress_is_shown_in_true_numbers(client, cast, kind) -> None:
    seen = []
    job = started(cast.ana)
    client.sign_in(cast.ana, language="en")

    def work(ticket, tell):
        tell(12, 40, "counting")
        seen.append(client.get(f"/jobs/{job.id}/progress").text)
        return Result

    kind(work)
    assert "Waiting its turn" in client.get(f"/jobs/{job.id}").text
    work_off()
    assert "12 of 40 sheep" in seen[0]
    assert 'value="12" max="40"' in seen[0]
    assert "Done" in client.get(f"/jobs/{job.id}").text


def test_a_step_without_numbers_has_a_bar_that_shows_none(client, cast, kind) -> None:
    seen = []
    job = started(cast.ana)
    client.sign_in(cast.ana)

    def work(ticket, tell):
        tell(0, None, "counting")
        seen.append(client.get(f"/jobs/{job.id}/progress").text)
        return Result

    kind(work)
    work_off()
    assert "<progress " in seen[0]
    assert "value=" not in seen[0]


def test_who_has_no_scripts_may_have_the_page_load_itself_anew(client, cast, kind) -> None:
    kind(lambda ticket, tell: Result)
    address = f"/jobs/{started(cast.ana).id}?reloads=1"
    assert client.sign_in(cast.ana).get(address).headers["Refresh"] == "3"
    work_off()
    assert "Refresh" not in client.get(address).headers


def test_a_job_is_its_owners_alone(client, cast, kind) -> None:
    def work(ticket, tell):
        (new_folder(ticket) / "isi.txt").write_text("rahasia")
        return lambda: Result(file="isi.txt")

    kind(work)
    job = started(cast.ana)
    addresses = [f"/jobs/{job.id}{end}" for end in ("", "/progress", "/file")]
    assert client.sign_in(cast.ana).get(addresses[2]).status_code == 404
    work_off()
    assert client.get(addresses[2]).text == "rahasia"
    assert client.get(addresses[2]).headers["Cache-Control"] == "private, no-store"
    assert [client.post(address).status_code for address in addresses] == [405, 405, 405]
    client.sign_in(cast.budi)
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_who_lost_the_role_gets_no_file_any_more(client, cast, kind) -> None:
    kind(lambda ticket, tell: Result, may=lambda person: person.has_role("officer"))
    assert client.sign_in(cast.ana).get(f"/jobs/{started(cast.ana).id}").status_code == 404
    assert client.sign_in(cast.citra).get(f"/jobs/{started(cast.citra).id}").status_code == 200


def test_what_cannot_be_done_is_told_in_the_owners_words(client, cast, kind) -> None:
    def work(ticket, tell):
        raise Conflict("certificate.no-signatory", agency="Kota Contoh")

    kind(work)
    job_id = started(cast.citra).id
    work_off()
    page = client.sign_in(cast.citra, language="en").get(f"/jobs/{job_id}").text
    assert "Kota Contoh has not named who signs." in page
    assert 'href="/studio"' in page


def test_a_last_step_that_fails_leaves_nothing_behind(client, cast, kind, caplog) -> None:
    def work(ticket, tell):
        def finish() -> Result:
            rename("Ana Baru")()
            db.session.flush()
            raise ValueError("the disk is full")

        return finish

    kind(work)
    job_id = started(cast.ana).id
    work_off()
    assert the_job().error == {"code": "job.failed", "params": {}}
    assert db.session.get(Person, cast.ana.id).name == "Ana"
    assert "the disk is full" in caplog.text
    page = client.sign_in(cast.ana, language="en").get(f"/jobs/{job_id}").text
    assert "nothing was changed" in page


def leave_alone(*, minutes: int) -> None:
    """As after `kill -9`."""
    the_job().heartbeat_at = clock.now() - minutes * MINUTE
    db.session.commit()


def test_what_a_dead_worker_left_is_begun_again_three_times_at_most(cast, kind) -> None:
    kind(lambda ticket, tell: Result)
    started(cast.ana)
    for attempt in (1, 2, 3):
        assert actions.claim(at=clock.now()).attempt == attempt
        db.session.commit()
        assert not work_once()  # somebody is at it
        leave_alone(minutes=2)
    work_off()
    assert the_job().state == "failed"
    assert the_job().error["code"] == "job.given-up"


def test_a_job_that_a_dead_worker_left_is_done_by_the_next(cast, kind) -> None:
    kind(lambda ticket, tell: rename("Ana Baru"))
    started(cast.ana)
    actions.claim(at=clock.now())
    db.session.commit()
    leave_alone(minutes=2)
    work_off()
    assert (the_job().state, the_job().attempts) == ("done", 2)
    assert db.session.get(Person, cast.ana.id).name == "Ana Baru"


def test_a_worker_that_was_thought_dead_writes_no_more(cast, kind, caplog) -> None:
    def work(ticket, tell):
        leave_alone(minutes=2)
        assert actions.claim(at=clock.now())  # another has it now
        db.session.commit()
        return rename("Ana Baru")

    kind(work)
    started(cast.ana)
    work_off()
    assert (the_job().state, the_job().attempts) == ("running", 2)
    assert db.session.get(Person, cast.ana.id).name == "Ana"
    assert "taken over" in caplog.text


def test_reports_come_at_most_twice_a_second_but_for_a_new_step(cast, kind, count_queries) -> None:
    started(cast.ana)
    report = Report(actions.claim(at=clock.now()), Event())
    db.session.commit()
    with count_queries() as made:
        for done in range(100):
            report(done, 100, "counting")
        report(0, 5, "storing")
    assert len([one for one in made if one.startswith("UPDATE job")]) == 2
    assert (the_job().step, the_job().total) == ("storing", 5)


def test_a_stopped_worker_puts_its_job_back(cast, kind) -> None:
    stopping = Event()

    def work(ticket, tell):
        stopping.set()
        tell(1, 2, "counting")

    kind(work)
    started(cast.ana)
    work_once(stopping)
    assert (the_job().state, the_job().attempts) == ("queued", 0)


def test_jobs_go_after_a_week_with_their_files(app, cast, kind) -> None:
    def work(ticket, tell):
        (new_folder(ticket) / "isi.txt").write_text("x")
        return lambda: Result(file="isi.txt")

    kind(work)
    old, new = started(cast.ana).id, started(cast.ana).id
    work_off()
    db.session.get(Job, old).finished_at -= timedelta(days=7, minutes=1)
    db.session.commit()
    retention.purge(at=clock.now())
    tasks.remove_files()
    folder = app.config["LENTERA"].job_files
    assert not (folder / str(old)).exists()
    assert (folder / str(new) / "1" / "isi.txt").exists()
    db.session.expire_all()
    assert db.session.scalars(select(Job.id)).all() == [new]


def test_a_job_speaks_its_owners_language_even_to_its_last_step(cast, kind) -> None:
    said = []

    def work(ticket, tell):
        said.append(gettext("Name"))
        tell(1, 2, "counting")
        return lambda: said.append(gettext("Name")) or Result()

    kind(work)
    started(cast.ana)
    work_off()
    assert said == ["Nama", "Nama"]


def deactivate(person: Person) -> None:
    person.deactivated_at = clock.now()
    db.session.commit()


def lose_role(person: Person) -> None:
    db.session.execute(delete(RoleGrant).where(RoleGrant.person_id == person.id))
    db.session.commit()


@pytest.mark.parametrize("happened", [deactivate, lose_role])
def test_a_job_does_nothing_for_who_may_no_more(cast, kind, happened) -> None:
    kind(lambda ticket, tell: rename("Ana Baru"), may=lambda person: person.has_role("officer"))
    started(cast.citra)
    happened(cast.citra)
    work_off()
    assert the_job().error == {"code": "job.forbidden", "params": {}}
    assert db.session.get(Person, cast.ana.id).name == "Ana"


def test_who_may_again_reads_why_nothing_was_done(client, cast, kind) -> None:
    kind(lambda ticket, tell: rename("Ana Baru"))
    job_id = started(cast.dewi).id
    deactivate(cast.dewi)
    work_off()
    db.session.get(Person, cast.dewi.id).deactivated_at = None
    page = client.sign_in(cast.dewi, language="en").get(f"/jobs/{job_id}").text
    assert "Your account or role has changed" in page


def test_what_a_job_tells_is_told_once(client, cast, kind) -> None:
    kind(lambda ticket, tell: rename("Ana Baru"))
    job_id = started(cast.ana).id
    work_off()
    client.sign_in(cast.ana, language="en")
    for is_told in (True, False):
        assert client.get(f"/jobs/{job_id}").location == "/record"
        assert ("Version 7 is live." in client.get("/record").text) is is_told


def test_a_page_of_a_long_search_leads_back_without_it(cast, kind) -> None:
    kind(lambda ticket, tell: Result)
    job = actions.start(
        "try",
        person_id=cast.ana.id,
        arguments={},
        key=None,
        subject="Domba",
        language="id",
        back="/quizzes/contoh/ujian-akhir?q=" + "%C3%A9" * 120,
        at=clock.now(),
    )
    assert job.back == "/quizzes/contoh/ujian-akhir"
    assert started(cast.ana).back == "/studio"


def test_a_slow_worker_writes_into_no_other_workers_file(client, cast, kind) -> None:
    """The first is thought dead; the second ends the job before the first goes on writing."""

    def work(ticket, tell):
        if ticket.attempt == 1:
            file = new_folder(ticket) / "isi.txt"
            leave_alone(minutes=2)
            work_once()
            file.write_text("half a f")
        else:
            (new_folder(ticket) / "isi.txt").write_text("whole")
        return lambda: Result(file="isi.txt")

    kind(work)
    job_id = started(cast.ana).id
    work_off()
    assert (the_job().state, the_job().attempts) == ("done", 2)
    assert client.sign_in(cast.ana).get(f"/jobs/{job_id}/file").text == "whole"
