"""`lentera quiz regrade`: a corrected key carried out without a browser."""

import click

from app.accounts.queries import find_person_by_email
from app.kit import clock
from app.quizzes.carrying_out import carry_out
from app.quizzes.messages import MESSAGES
from app.quizzes.quizzes import Quiz, find_quiz
from app.quizzes.regrading import Order
from app.quizzes.rehearsal import Rehearsal, dry_run
from app.web.errors import register_messages

register_messages(MESSAGES)

EFFECTS = {
    "failing": "would no longer pass",
    "passing": "would pass",
    "down": "would fall",
    "up": "would rise",
    "same": "would stay the same",
}


@click.group("quiz", help="Quizzes: grade anew by a corrected key.")
def quiz() -> None:
    pass


@quiz.command(
    "regrade",
    help="Tell what the live keys of a quiz would change in answers that were graded by earlier "
    "ones. With --apply it is done; what was completed and issued stays.",
)
@click.argument("course")
@click.argument("quiz_id", metavar="QUIZ")
@click.option("--apply", "is_applied", is_flag=True, help="Do it; without, nothing is changed.")
@click.option("--lower", "is_lowering", is_flag=True, help="Scores that would fall fall, too.")
@click.option("--reason", default="", help="Stays in the history; needed with --apply.")
@click.option("--by", "email", default="", help="E-mail of who decided; needed with --apply.")
def regrade(
    course: str, quiz_id: str, is_applied: bool, is_lowering: bool, reason: str, email: str
) -> None:
    found = find_quiz(course, quiz_id)
    if found is None:
        raise click.ClickException(f"The live course {course} has no quiz {quiz_id}.")
    if not is_applied:
        _tell(dry_run(found))
        return
    if not reason.strip():
        raise click.ClickException("Say with --reason why the key was another one.")
    order = _order(found, is_lowering=is_lowering, reason=reason.strip(), email=email)
    carry_out(order)
    click.echo(f"Attempts corrected: {order.changed}")


def _order(found: Quiz, *, is_lowering: bool, reason: str, email: str) -> Order:
    person = find_person_by_email(email)
    if person is None:
        raise click.ClickException("Say with --by who decided, by e-mail address.")
    return Order(found, is_lowering, reason, by_id=person.id, at=clock.now())


def _tell(rehearsal: Rehearsal) -> None:
    if not rehearsal.questions:
        click.echo("Nothing to correct: all answers were graded by the live keys.")
        return
    for question in rehearsal.questions:
        click.echo(
            f"{question.ref}: {question.answers} answers, "
            f"{question.gaining} gain points, {question.losing} lose points"
        )
    for effect, words in EFFECTS.items():
        click.echo(f"People whose grade {words}: {rehearsal.people[effect]}")
    click.echo(f"Attempts that would rise: {rehearsal.rising}, fall: {rehearsal.falling}")
