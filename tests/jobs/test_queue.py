"""What is due is run by itself, and one failure is not the end of it."""

import logging
import pickle
import sqlite3
from datetime import datetime

import pytest
from flask import Flask, current_app
from huey import crontab

from app.jobs.queue import make_queue, register
from app.schedule import SCHEDULE

SECRET = "a secret that signs what lies in the queue"
# Naive and in UTC, as huey asks.
NOON = datetime(2026, 11, 22, 12, 0)  # noqa: DTZ001


@pytest.fixture
def queue(tmp_path):
    queue = make_queue(tmp_path, secret=SECRET)
    yield queue
    queue.storage.close()


def turn(queue, at):
    """What clock and worker do at a turn, the queue's file between them; how many tasks ran."""
    for task in queue.read_periodic(at):
        queue.enqueue(task)
    done = 0
    while task := queue.dequeue():
        queue.execute(task)
        done += 1
    return done


def test_a_task_that_fails_is_logged_and_tried_again_at_its_next_turn(queue, caplog) -> None:
    tries = []

    def fail() -> None:
        tries.append(1)
        raise ValueError("the disk is full")

    register(queue, {fail: crontab(minute="*")}, Flask("test"))
    with caplog.at_level(logging.ERROR):
        assert turn(queue, NOON) == 1
        assert turn(queue, NOON.replace(minute=1)) == 1
    assert len(tries) == 2
    assert caplog.text.count("ValueError: the disk is full") == 2


def test_a_task_runs_only_when_it_is_its_turn_and_in_the_application(queue) -> None:
    names = []
    app = Flask("test")
    register(queue, {lambda: names.append(current_app.name): crontab(hour="12", minute="0")}, app)
    assert turn(queue, NOON.replace(minute=1)) == 0
    assert turn(queue, NOON) == 1
    assert names == ["test"]


def test_what_others_put_into_the_queue_is_not_unpickled(queue, tmp_path) -> None:
    queue.storage.enqueue(pickle.dumps("anything"))
    with pytest.raises(ValueError, match="not found"):
        queue.dequeue()


def test_the_queue_keeps_away_from_wal_which_an_old_sqlite_corrupts(queue, tmp_path) -> None:
    queue.storage.enqueue(b"x")
    with sqlite3.connect(tmp_path / "jobs.sqlite3") as file:
        assert file.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_attempts_are_looked_at_every_minute(queue) -> None:
    register(queue, SCHEDULE, Flask("test"))
    for minute in range(60):
        named = [str(task) for task in queue.read_periodic(NOON.replace(minute=minute))]
        assert [name for name in named if "close_due_attempts" in name]
