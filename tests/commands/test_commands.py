"""The command line: starts, refusals in one sentence, accounts."""

import os
import shutil
import socket
import stat
import subprocess
from pathlib import Path

import pytest

from tests.journeys.server import Server

COURSES = Path(__file__).parents[1] / "courses"


@pytest.fixture(scope="module")
def courses(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("courses")
    shutil.copytree(COURSES / "persetujuan", folder / "persetujuan")
    return folder


@pytest.fixture
def server(tmp_path, courses):
    server = Server(tmp_path / "instance", courses)
    yield server
    server.stop()


def refusal(result: subprocess.CompletedProcess[str]) -> str:
    """What a failed command says: one line, no traceback."""
    assert result.returncode != 0
    assert "Traceback" not in result.stderr
    (line,) = result.stderr.strip().splitlines()
    return line


def test_the_first_start_makes_all_that_is_needed_and_the_second_keeps_it(server) -> None:
    server.start()
    accounts = server.instance / "demo-accounts.txt"
    assert stat.S_IMODE(accounts.stat().st_mode) == 0o600
    assert stat.S_IMODE((server.instance / "secret-key").stat().st_mode) == 0o600
    lines = [line.split() for line in accounts.read_text().splitlines()]
    assert [(line[0].split("@")[0], line[2]) for line in lines] == [
        ("budi", "supervisor"),
        ("ana", "employee"),
        ("citra", "officer"),
        ("dewi", "employee"),
        ("eko", "author"),
    ]
    before = accounts.read_text()
    server.stop()
    server.start()
    assert accounts.read_text() == before


def test_stopping_leaves_nothing_running(server) -> None:
    server.start()
    group = os.getpgid(server.process.pid)
    server.stop()
    with pytest.raises(ProcessLookupError):
        os.killpg(group, 0)


def test_a_taken_port_is_told(server) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        message = refusal(server.run("serve", "--port", port))
    assert port in message
    assert "--port" in message


def test_a_folder_that_cannot_be_written_is_told(server, tmp_path) -> None:
    (tmp_path / "instance").write_text("a file where the folder should be")
    assert str(server.instance) in refusal(server.run("serve"))


def test_a_newer_database_is_told_and_left_alone(server) -> None:
    assert server.run("db", "upgrade").returncode == 0
    import pysqlite3

    database = server.instance / "lentera.sqlite3"
    with pysqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '29991231_01_future'")
    assert "29991231_01_future" in refusal(server.run("serve"))


def test_a_file_that_is_no_database_is_told(server) -> None:
    server.instance.mkdir()
    (server.instance / "lentera.sqlite3").write_text(
        "not a database, and long enough to be read" * 9
    )
    assert "database" in refusal(server.run("serve"))


def test_an_unknown_setting_is_told(tmp_path, courses) -> None:
    server = Server(tmp_path / "instance", courses, LENTERA_TYPO="1")
    assert "LENTERA_TYPO" in refusal(server.run("serve"))


def test_a_folder_without_courses_is_told(server, tmp_path) -> None:
    assert "course.md" in refusal(server.run("publish", str(tmp_path)))


def user(server: Server, *arguments: str, password: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*server.run("--help").args[:1], "user", *arguments],
        env=server.environment,
        input=password + "\n",
        capture_output=True,
        text=True,
        check=False,
    )


def test_people_are_added_listed_and_given_passwords(server) -> None:
    add = ("add", "fajar@lentera.example", "--name", "Fajar", "--nip", "19920411 201903 1 004")
    made = user(server, *add, "--role", "employee", "--role", "admin", password="kuda-baterai-x")
    assert made.returncode == 0, made.stderr
    assert "Fajar\tadmin,employee" in server.run("user", "list").stdout
    assert "fajar@lentera.example" in refusal(user(server, *add, password="kuda-baterai-x"))
    assert "12" in refusal(user(server, "password", "fajar@lentera.example", password="pendek"))
    unknown = user(server, "password", "x@lentera.example", password="kuda-baterai-x")
    assert "x@lentera.example" in refusal(unknown)


def test_a_wrong_nip_is_refused_with_its_reason(server) -> None:
    add = ("add", "g@lentera.example", "--name", "G", "--nip", "1.98309E+17")
    assert "nip.rounded" in refusal(user(server, *add, password="kuda-baterai-x"))


def test_demo_accounts_are_only_made_in_an_empty_database(server) -> None:
    assert server.run("demo").returncode == 0
    assert "already" in refusal(server.run("demo"))


def test_served_to_others_there_are_no_demo_accounts(server) -> None:
    """`0.0.0.0` stands for every address of the machine."""
    process = subprocess.Popen(
        [*server.run("--help").args[:1], "serve", "--host", "0.0.0.0", "--port", str(server.port)],
        env=server.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        for line in process.stdout:
            assert "demo" not in line.lower()
            if "Lentera:" in line:
                break
    finally:
        process.terminate()
        process.wait(20)
    assert not (server.instance / "demo-accounts.txt").exists()
