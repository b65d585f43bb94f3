"""What a person learns and has finished. What was said in a survey belongs to nobody: that a survey
was answered is all there is."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.kit.personal import Kind
from app.learning.models import CourseCompletion, Enrolment, ModuleCompletion, QuizOverride
from app.library.models import Course, CourseVersion, Module
from app.surveys.models import SurveyParticipation

TO_LEARN = lazy_gettext("So that you go on where you stopped, and your JP can be counted.")
COURSE = lazy_gettext("Course")
MODULE = lazy_gettext("Module")

KINDS = (
    Kind(
        "learning.enrolments",
        lazy_gettext("Courses that you began"),
        TO_LEARN,
        select(Course.ref.label("course"), Enrolment.enrolled_at.label("at"))
        .select_from(Enrolment)
        .join(Course, Course.id == Enrolment.course_id)
        .order_by(Enrolment.id.desc()),
        Enrolment.person_id,
        {"course": COURSE, "at": lazy_gettext("When")},
        stays=True,
    ),
    Kind(
        "learning.modules",
        lazy_gettext("Modules that you finished"),
        TO_LEARN,
        select(
            Course.ref.label("course"),
            Module.ref.label("module"),
            ModuleCompletion.completed_at.label("at"),
            ModuleCompletion.minutes.label("minutes"),
        )
        .select_from(ModuleCompletion)
        .join(Enrolment, Enrolment.id == ModuleCompletion.enrolment_id)
        .join(Module, Module.id == ModuleCompletion.module_id)
        .join(Course, Course.id == Enrolment.course_id)
        .order_by(ModuleCompletion.completed_at.desc()),
        Enrolment.person_id,
        {
            "course": COURSE,
            "module": MODULE,
            "at": lazy_gettext("When"),
            "minutes": lazy_gettext("Minutes"),
        },
        stays=True,
    ),
    Kind(
        "learning.completions",
        lazy_gettext("Courses that you completed"),
        TO_LEARN,
        select(
            CourseVersion.title.label("course"),
            CourseCompletion.completed_at.label("at"),
            CourseCompletion.jp.label("jp"),
        )
        .select_from(CourseCompletion)
        .join(Enrolment, Enrolment.id == CourseCompletion.enrolment_id)
        .join(CourseVersion, CourseVersion.id == CourseCompletion.course_version_id)
        .order_by(CourseCompletion.id.desc()),
        Enrolment.person_id,
        {"course": COURSE, "at": lazy_gettext("When"), "jp": lazy_gettext("JP")},
        stays=True,
    ),
    Kind(
        "learning.overrides",
        lazy_gettext("Other terms for your quizzes"),
        lazy_gettext("Because the training officer gave you more time or attempts."),
        select(
            Module.ref.label("quiz"),
            QuizOverride.opens_at.label("opens"),
            QuizOverride.closes_at.label("closes"),
            QuizOverride.extra_minutes.label("extra_minutes"),
            QuizOverride.attempts.label("attempts"),
            QuizOverride.reason.label("reason"),
            QuizOverride.given_at.label("at"),
        )
        .select_from(QuizOverride)
        .join(Module, Module.id == QuizOverride.module_id)
        .order_by(QuizOverride.id.desc()),
        QuizOverride.person_id,
        {
            "quiz": lazy_gettext("Quiz"),
            "opens": lazy_gettext("From"),
            "closes": lazy_gettext("Until"),
            "extra_minutes": lazy_gettext("Extra minutes"),
            "attempts": lazy_gettext("Attempts"),
            "reason": lazy_gettext("Reason"),
            "at": lazy_gettext("When"),
        },
        stays=True,
    ),
    Kind(
        "surveys.participations",
        lazy_gettext("Surveys that you answered"),
        lazy_gettext("So that nobody answers twice. What you said is kept without your name."),
        select(
            Course.ref.label("course"),
            Module.ref.label("survey"),
            SurveyParticipation.answered_on.label("day"),
        )
        .select_from(SurveyParticipation)
        .join(Enrolment, Enrolment.id == SurveyParticipation.enrolment_id)
        .join(Module, Module.id == SurveyParticipation.module_id)
        .join(Course, Course.id == Enrolment.course_id)
        .order_by(SurveyParticipation.answered_on.desc()),
        Enrolment.person_id,
        {"course": COURSE, "survey": lazy_gettext("Survey"), "day": lazy_gettext("Day")},
        stays=True,
    ),
)
