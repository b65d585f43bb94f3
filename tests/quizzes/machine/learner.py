"""What learners do, and what time does to their attempts."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from app.content.questions import Tokens
from app.learning.overdue import close_overdue
from app.quizzes import actions, checking, queries, tasks
from app.quizzes.models import AttemptTerms
from tests.quizzes.machine import stored
from tests.quizzes.machine.base import Sent, Steps, find, key_of
from tests.quizzes.machine.course import BY_REF, Answer
from tests.quizzes.machine.model import Attempt as Wanted
from tests.quizzes.machine.model import Model

PICK = st.integers(0, 7)
PERSON = st.integers(0, 1)
# How far a number lies above the stored one: an old tab, the same tab twice, the next, a gap.
AHEAD = st.sampled_from([1, 1, 2, 0, -1, 5])
SLOT = st.tuples(PICK, PICK, AHEAD, st.sampled_from([False, False, False, True]))
# What is to be checked is mostly newer than what is there.
CHECKED = st.tuples(PICK, PICK, st.sampled_from([1, 1, 1, 0]), st.just(False))
# Ends a running attempt at 1: with every click nobody would get to answer anything.
CHANCE = st.integers(0, 2)


class LearnerSteps(Steps):
    @initialize()
    def begin(self) -> None:
        """With two attempts: without any, most rules have nothing to do."""
        for who, which in ((0, 0), (1, 1)):
            self._start(who, which, extra=0, closes=False)

    @rule(who=PERSON, which=PERSON, extra=st.sampled_from([0, 0, 3]), closes=st.booleans())
    def start(self, who: int, which: int, extra: int, closes: bool) -> None:
        self._start(who, which, extra=extra, closes=closes)

    @rule(who=PERSON, which=PERSON, later=st.sampled_from([0, 200, 400]))
    def sit_again(self, who: int, which: int, later: int) -> None:
        """Hand in what runs and begin anew: so runs get to limits, delays and what builds on it."""
        for one in self.model.of(self.world.learners[who], self.refs[which]):
            if one.is_open:
                self._submit(one)
        self._go_to(self.now + timedelta(seconds=later))
        self._start(who, which, extra=0, closes=False)

    def _start(self, who: int, which: int, *, extra: int, closes: bool) -> None:
        person, ref = self.world.learners[who], self.refs[which]
        until = self.now + timedelta(minutes=7) if closes else None
        with self.step() as step:
            given = timedelta(minutes=extra)
            step.wanted = step.told(lambda m: m.start(person, ref, self.now, given, until).number)
            edition = self._edition()
            step.got = step.done(
                lambda: (
                    actions.start(
                        person_id=person,
                        quiz=edition.quizzes[ref],
                        course_version_id=edition.course_version_id,
                        terms=AttemptTerms(BY_REF[ref].attempts, closes=until, extra_time=given),
                        at=self.now,
                    ).number
                )
            )
        self._fill_new()

    def _fill_new(self) -> None:
        for one in self.model.attempts:
            if not one.slots:
                facts = stored.found()[key_of(one)]
                slots = [facts[name][0] for name in sorted(facts) if name.startswith("slot ")]
                self.model.fill(one, slots)

    @rule(pick=PICK, slot=SLOT)
    def save(self, pick: int, slot: tuple[int, int, int, bool]) -> None:
        """One answer by itself, as the browser sends it when it is given."""
        form = self._form(self.attempt(pick), [slot])
        self._send(form)
        self.sent.append(form)

    @rule(
        pick=PICK,
        slots=st.lists(SLOT, min_size=1, max_size=4),
        to=st.sampled_from([0, 1, 1, 2]),
    )
    def save_page(self, pick: int, slots: list[tuple[int, int, int, bool]], to: int) -> None:
        """The form of a page, which may lead on to another."""
        one = self.attempt(pick)
        form = self._form(one, slots)
        self._send(form, to=one.page + to if to else 0)
        self.sent.append(form)

    def _bound(self) -> list[Wanted]:
        return [one for one in self.model.attempts if one.is_open and one.quiz.is_sequential]

    @precondition(lambda self: self._bound())
    @rule(pick=PICK, answer=PICK, on=st.sampled_from([1, 1, 2]))
    def turn(self, pick: int, answer: int, on: int) -> None:
        """To the next page, or to the one after it, which must not be."""
        one = self._bound()[pick % len(self._bound())]
        form = self._form(one, [(0, answer, 1, False)])
        self._send(form, to=one.page + on)
        self.sent.append(form)

    def _form(self, one: Wanted, slots: list[tuple[int, int, int, bool]]) -> Sent:
        answers = {}
        for place, answer, ahead, flag in slots:
            # Where pages are left for good, mostly the one that is open.
            number = (
                one.page if one.quiz.is_sequential and place < 5 else place % len(one.slots) + 1
            )
            slot = one.slots[number - 1]
            options: list[Answer | None] = [*slot.kind.answers, None]
            seq = max(slot.top + ahead, 0)
            answers[number] = (number, options[answer % len(options)], seq, flag)
        return Sent(key_of(one), tuple(answers[number] for number in sorted(answers)))

    @precondition(lambda self: self.sent)
    @rule(back=st.integers(1, 6))
    def send_again(self, back: int) -> None:
        """A slow line, a reload, the back button: the same form once more, perhaps much later."""
        self._send(self.sent[-min(back, len(self.sent))])

    def _send(self, form: Sent, *, to: int = 0, check: int = 0) -> None:
        with self.step() as step:

            def wanted(model: Model) -> list[str]:
                one = find(model, form.attempt)
                found = [one.save(*answer, self.now) for answer in form.answers]
                outcomes = dict(zip((answer[0] for answer in form.answers), found, strict=True))
                # Nobody's try is counted for an answer that another tab has given meanwhile.
                if check and outcomes[check] != "newer":
                    one.check(check)
                if to and one.quiz.is_sequential:
                    one.turn(to)
                return found

            step.wanted = step.told(wanted)
            step.got = step.done(lambda: self._save(form, to=to, check=check))

    def _save(self, form: Sent, *, to: int, check: int) -> list[str]:
        attempt = self._stored(form.attempt)
        fields = {
            number: {
                "seq": [str(seq)],
                "flag": ["1"] if flag else [],
                **_posted(answer, Tokens(attempt.secret, number)),
            }
            for number, answer, seq, flag in form.answers
        }
        if check:
            saved = checking.save_and_check(attempt, check, fields=fields, at=self.now)
        else:
            saved = actions.save_answers(
                attempt.id, person_id=attempt.person_id, fields=fields, at=self.now
            )
        if to and BY_REF[form.attempt[1]].is_sequential:
            pages = len(queries.dots_of(attempt.id))
            actions.turn_page(attempt, to=to, pages=pages)
        return [answer.outcome for answer in saved]

    @precondition(lambda self: self._are_checked() or len(self.sent) < 2)
    @rule(pick=PICK, slots=st.lists(CHECKED, min_size=1, max_size=2))
    def check(self, pick: int, slots: list[tuple[int, int, int, bool]]) -> None:
        form = self._form(self.attempt(pick), slots)
        self._send(form, check=form.answers[0][0])
        self.sent.append(form)

    def _are_checked(self) -> bool:
        return any(one.quiz.tries and one.is_open for one in self.model.attempts)

    @precondition(lambda self: self._are_checked())
    @rule(pick=PICK, place=st.integers(0, 2), answers=st.lists(PICK, min_size=2, max_size=3))
    def try_again_and_again(self, pick: int, place: int, answers: list[int]) -> None:
        for answer in answers:
            form = self._form(self.attempt(pick), [(place, answer, 1, False)])
            self._send(form, check=form.answers[0][0])

    @rule(pick=PICK, chance=CHANCE)
    def submit(self, pick: int, chance: int) -> None:
        one = self.attempt(pick)
        if one.is_open and chance != 1:
            return
        self._submit(one)

    @rule(pick=PICK, chance=CHANCE)
    def abandon(self, pick: int, chance: int) -> None:
        one = self.attempt(pick)
        if not one.is_open or chance == 1:
            self._both(one, lambda m: m.abandon(), lambda a: actions.abandon(a, at=self.now))

    @rule(seconds=st.sampled_from([1, 30, 120, 400, 1000]))
    def wait(self, seconds: int) -> None:
        self._go_to(self.now + timedelta(seconds=seconds))

    @precondition(lambda self: self._deadlines())
    @rule(after=st.sampled_from([-1, 0, 1]), with_grace=st.booleans())
    def wait_for_a_deadline(self, after: int, with_grace: bool) -> None:
        """To the very second, and the ones before and after it."""
        one = self._deadlines()[0]
        grace = one.quiz.grace if with_grace else timedelta()
        assert one.deadline
        self._go_to(max(self.now, one.deadline + grace + timedelta(seconds=after)))

    @precondition(lambda self: self._deadlines())
    @rule(place=PICK, answer=PICK)
    def answer_and_let_it_run_out(self, place: int, answer: int) -> None:
        one = self._deadlines()[0]
        self._send(self._form(one, [(place, answer, 1, False)]))
        self.wait_for_a_deadline(after=1, with_grace=True)
        self.job_comes_by()

    @precondition(lambda self: self._deadlines())
    @rule()
    def job_comes_by(self) -> None:
        with self.step() as step:
            step.told(lambda m: [one.pass_time(self.now) for one in m.attempts])
        tasks.close_due_attempts()

    @precondition(lambda self: self._deadlines())
    @rule(who=PERSON)
    def owner_comes_by(self, who: int) -> None:
        person = self.world.learners[who]
        with self.step() as step:
            step.told(
                lambda m: [one.pass_time(self.now) for one in m.attempts if one.person == person]
            )
        close_overdue(person, at=self.now)


def _posted(answer: Answer | None, tokens: Tokens) -> dict[str, list[str]]:
    if answer is None:
        return {}
    return {
        name: [tokens.of(value) for value in values] if name == "choice" else list(values)
        for name, values in answer.posted.items()
    }
