"""What administrators set: shown, changed, put back, and noticed by every process."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.accounts.models import SecondFactor
from app.accounts.settings import REMEMBER_DAYS, SECOND_FACTOR, SESSION_HOURS, SESSION_IDLE_HOURS
from app.audit.models import AuditEntry, AuditValue
from app.db import db
from app.kit import clock
from app.settings import actions, values
from app.settings.models import SettingsVersion, StoredSetting
from app.settings.values import value_of
from tests.factories.cast import create_person

HOURS = "/settings/accounts.session-hours"
FACTOR = "/settings/accounts.second-factor"
PASSWORD = "kuda-baterai-stapler"


@pytest.fixture
def fajar(cast):
    """With a second factor, which administrators need where the operator says nothing."""
    fajar = create_person("fajar", cast.agency, "BKPSDM", "employee", "admin", password=PASSWORD)
    at = fajar.created_at
    factor = SecondFactor(person_id=fajar.id, salt=b"salt", created_at=at, confirmed_at=at)
    db.session.add(factor)
    return fajar


@pytest.fixture
def admin(client, fajar):
    return client.sign_in(fajar, language="en")


@pytest.fixture
def settle(app):
    """Call it with variables that the operator sets in this test."""
    config = app.config["LENTERA"]
    yield lambda **set_: app.config.update(LENTERA=replace(config, settled=set_))
    app.config["LENTERA"] = config


def send(client, address, *, current=PASSWORD, **data):
    """With one's own password, which what is about signing in asks for."""
    return client.post(address, data={"current": current, **data}, follow_redirects=True)


def anew(setting):
    """As the next request reads it."""
    values.forget()
    return value_of(setting)


def words_of(page) -> str:
    return " ".join(page.text.split())


def test_the_page_shows_each_setting_with_its_value(admin) -> None:
    page = words_of(admin.get("/settings"))
    assert "Signed out after so long in any case" in page
    assert "<strong>12 hours</strong>" in page


def test_a_change_holds_from_the_next_page_on(admin) -> None:
    answer = send(admin, HOURS, value="9")
    assert "Saved. It holds from now on." in answer.text
    assert "<strong>9 hours</strong>" in words_of(answer)
    assert anew(SESSION_HOURS) == 9


def test_several_of_a_list_may_be_ticked_or_none(admin, settle) -> None:
    settle()
    send(admin, FACTOR, value=["author", "employee"])
    assert anew(SECOND_FACTOR) == ("employee", "author")
    send(admin, FACTOR)
    assert anew(SECOND_FACTOR) == ()


def test_a_change_is_recorded_with_what_was_before(admin, fajar) -> None:
    send(admin, HOURS, value="9")
    entry = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "setting.changed")
    ).one()
    assert (entry.actor_id, entry.object_id) == (fajar.id, "accounts.session-hours")
    told = db.session.get(AuditValue, (entry.id, "value"))
    assert (told.old, told.new) == ("12", "9")


def test_the_same_again_is_no_entry(admin) -> None:
    send(admin, HOURS, value="12")
    found = select(AuditEntry).where(AuditEntry.action == "setting.changed")
    assert db.session.scalars(found).all() == []


@pytest.mark.parametrize("sent", ["", "0", "169", "-1", "4.5", "four", "٤", "1e1"])
def test_what_lies_outside_the_limits_is_refused_with_them(admin, sent) -> None:
    answer = send(admin, HOURS, value=sent)
    assert answer.status_code == 422
    assert "Write a whole number from 1 to 168, in digits." in answer.text
    assert anew(SESSION_HOURS) == 12


def test_what_is_not_offered_cannot_be_ticked(admin, settle) -> None:
    settle()
    answer = send(admin, FACTOR, value="boss")
    assert answer.status_code == 422


def test_back_to_the_default(admin) -> None:
    send(admin, HOURS, value="9")
    answer = send(admin, f"{HOURS}/default")
    assert "The default holds again: 12 hours." in answer.text
    assert db.session.get(StoredSetting, "accounts.session-hours") is None
    assert anew(SESSION_HOURS) == 12


@pytest.mark.parametrize("current", ["", "tebakan-yang-salah"])
def test_what_is_about_signing_in_asks_for_ones_own_password(admin, settle, current) -> None:
    """Nobody takes the second factor off, or makes sessions long, at a screen left open."""
    settle()
    send(admin, HOURS, value="9")
    assert 'name="current"' in admin.get(HOURS).text
    for address, value in ((HOURS, "168"), (FACTOR, []), (f"{HOURS}/default", "168")):
        answer = send(admin, address, value=value, current=current)
        assert answer.status_code == 422
        assert 'class="error-summary"' in answer.text
    assert anew(SESSION_HOURS) == 9
    assert db.session.get(StoredSetting, "accounts.second-factor") is None


def test_other_settings_ask_for_no_password(admin) -> None:
    address = "/settings/staffing.list-size"
    assert 'name="current"' not in admin.get(address).text
    assert admin.post(address, data={"value": "7"}).status_code == 302


def test_what_the_operator_has_settled_wins_and_says_so(admin, settle) -> None:
    send(admin, HOURS, value="9")
    settle(LENTERA_SESSION_HOURS="2")
    assert anew(SESSION_HOURS) == 2
    assert "set by the operator" in admin.get("/settings").text
    page = admin.get(HOURS).text
    assert "LENTERA_SESSION_HOURS" in page
    assert 'action="/settings' not in page
    assert admin.post(HOURS, data={"value": "10"}).status_code == 409
    assert admin.post(f"{HOURS}/default").status_code == 409
    settle()
    assert anew(SESSION_HOURS) == 9


def test_a_setting_that_is_not_known_is_not_found(admin) -> None:
    assert admin.get("/settings/accounts.nothing").status_code == 404
    assert admin.post("/settings/accounts.nothing", data={"value": "1"}).status_code == 404


def test_an_officer_may_not_look(client, cast) -> None:
    client.sign_in(cast.citra)
    assert client.get("/settings").status_code == 403
    assert client.post(HOURS, data={"value": "9"}).status_code == 403
    assert client.get(f"{HOURS}/default").status_code == 405


def test_what_an_older_release_allowed_gives_way_to_the_default(app, fajar) -> None:
    at = fajar.created_at
    row = StoredSetting(key=REMEMBER_DAYS.key, value="long", changed_at=at, changed_by_id=fajar.id)
    db.session.add(row)
    db.session.get_one(SettingsVersion, 1).token = "another"
    db.session.flush()
    assert anew(REMEMBER_DAYS) == 30


def test_who_is_signed_in_pays_no_query_for_settings(admin, count_queries) -> None:
    admin.get("/profile")
    with count_queries() as made:
        admin.get("/profile")
    about = [one for one in made if "setting" in one]
    assert len(about) == 1  # the session's own, which brings the version
    assert "sign_in_session" in about[0]


def test_a_change_that_was_rolled_back_is_forgotten(admin, fajar) -> None:
    db.session.commit()
    nested = db.session.begin_nested()
    actions.change(SESSION_HOURS, 5, by_id=fajar.id, at=clock.now())
    assert value_of(SESSION_HOURS) == 5
    nested.rollback()
    assert anew(SESSION_HOURS) == 12


IDLE = "/settings/accounts.session-idle-hours"


def test_nobody_stays_longer_without_a_page_than_in_any_case(admin) -> None:
    """4 and 12 hours by default."""
    told = "hours without a page (13) may not be more than those in any case (12)."
    answer = send(admin, IDLE, value="13")
    assert (answer.status_code, told in answer.text) == (422, True)
    assert send(admin, HOURS, value="3").status_code == 422
    assert send(admin, IDLE, value="2").status_code == 200
    assert send(admin, HOURS, value="3").status_code == 200
    answer = send(admin, f"{IDLE}/default")
    assert (
        answer.status_code,
        "page (4) may not be more than those in any case (3)" in answer.text,
    ) == (422, True)
    assert (anew(SESSION_HOURS), anew(SESSION_IDLE_HOURS)) == (3, 2)


def test_what_the_demo_has_settled_is_not_the_operators(app, admin, settle) -> None:
    settle(LENTERA_SECOND_FACTOR="")
    assert "set by the operator" in admin.get("/settings").text
    variables = frozenset({"LENTERA_SECOND_FACTOR"})
    app.config["LENTERA"] = replace(app.config["LENTERA"], settled_by_demo=variables)
    page = admin.get("/settings").text
    assert "set by the demo" in page
    assert "set by the operator" not in page
    assert "Set by the demo: None" in admin.get(FACTOR).text


def test_the_list_says_what_each_setting_does_in_one_sentence(admin) -> None:
    page = admin.get("/settings").text
    assert "Fewer days count at once, also for devices that are kept signed in already." in page
    assert "With 0 it is not offered" not in page
