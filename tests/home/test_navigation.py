"""The main navigation: all that a role may open, in one line however much it is."""

import re

import pytest

from tests.factories.cast import create_person

EMPLOYEE = ["Home", "Courses", "My record"]
ADMIN = ["Studio", "Quiz results", "Certificates", "Employees", "Reports"]


def names_in(html: str, pattern: str) -> list[str]:
    """Of the links whose tag looks so, in their order."""
    return [re.sub(r"<[^>]+>", "", text).strip() for text in re.findall(pattern, html, re.DOTALL)]


@pytest.fixture
def navigation(client, cast):
    """What somebody with these roles finds in the line, and under “More”."""

    def read(*roles: str, address: str = "/") -> tuple[str, list[str], list[str]]:
        person = create_person("gilang", cast.agency, "BKPSDM", *roles)
        page = client.sign_in(person, language="en").get(address).text
        html = re.search(r'<nav class="site-nav".*?</nav>', page, re.DOTALL)[0]
        line, _, more = html.partition('class="nav-more')
        return (
            html,
            names_in(line, r"<a href[^>]*>(.*?)</a>"),
            names_in(more, r'<a class="menu-item[^>]*>(.*?)</a>'),
        )

    return read


@pytest.mark.parametrize(
    ("roles", "line", "more"),
    [
        (["employee"], EMPLOYEE, []),
        (["employee", "supervisor"], [*EMPLOYEE, "Team", "Assignments"], []),
        (
            ["employee", "officer"],
            [*EMPLOYEE, "Assignments", *ADMIN[1:]],
            ["Quiz results", "Certificates", "Employees", "Reports"],
        ),
        (
            ["employee", "supervisor", "admin"],
            [*EMPLOYEE, "Team", "Assignments", "Studio", "Quiz results"],
            ["Assignments", "Studio", "Quiz results", "Certificates", "Employees", "Reports"],
        ),
    ],
)
def test_each_role_finds_all_that_is_its_own(navigation, roles, line, more) -> None:
    html, in_line, under_more = navigation(*roles)
    assert (in_line, under_more) == (line, more)
    # A wide window shows the line whole: “More” stays where something is found only there.
    assert ("nav-more is-kept" in html) is bool(set(more) - set(line))
    narrow = names_in(html, r'<a class="menu-item nav-narrow"[^>]*>(.*?)</a>')
    assert narrow == [name for name in more if name in line][:3]


@pytest.mark.parametrize(
    ("address", "mark"),
    [("/certificates", "is-current"), ("/assignments", "is-current-narrow"), ("/", "")],
)
def test_more_is_marked_where_the_open_page_is_found_under_it(navigation, address, mark) -> None:
    html, _, _ = navigation("employee", "supervisor", "admin", address=address)
    assert f'<summary class="{mark}">' in html


@pytest.mark.parametrize(
    ("who", "address", "entry"),
    [
        # Budi leads Ana, and has no reports; Citra has.
        ("budi", "/record/people/{ana}", "Team"),
        ("budi", "/reminders", "Team"),
        ("budi", "/coaching/team/new", "Team"),
        ("budi", "/coaching/new", "My record"),
        ("citra", "/record/people/{ana}", "Reports"),
        ("citra", "/reminders", "Reports"),
    ],
)
def test_the_entry_is_marked_from_which_somebody_came(client, cast, who, address, entry) -> None:
    client.sign_in(getattr(cast, who), language="en")
    page = client.get(address.format(ana=cast.ana.id)).text
    html = re.search(r'<nav class="site-nav".*?</nav>', page, re.DOTALL)[0]
    line = html.partition('class="nav-more')[0]
    assert names_in(line, r'<a href="[^"]*" aria-current="page">(.*?)</a>') == [entry]
