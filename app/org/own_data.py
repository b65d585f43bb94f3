"""Where a person works, leads, and who supervises them."""

from flask_babel import lazy_gettext
from sqlalchemy import select

from app.accounts.models import Person
from app.kit.personal import Kind
from app.org import merit_words
from app.org.models import ChosenSupervisor, Membership, Merit, Position, Unit, UnitHead

TO_PLACE = lazy_gettext("To know which unit you belong to, who supervises you, and your JP target.")
PERIOD = {"valid_from": lazy_gettext("From"), "valid_to": lazy_gettext("Until")}
ACTING = lazy_gettext("Acting (Plt. or Plh.)")
POST_KINDS = {
    "main": lazy_gettext("Main post"),
    "acting": ACTING,
    "second": lazy_gettext("A second post"),
}
HEAD_KINDS = {"head": lazy_gettext("Head of the unit"), "acting": ACTING}
EMPLOYMENT = {"pns": "PNS", "pppk": "PPPK"}

KINDS = (
    Kind(
        "org.posts",
        lazy_gettext("Your posts"),
        TO_PLACE,
        select(
            Unit.name.label("unit"),
            Position.title.label("position"),
            Membership.kind.label("kind"),
            Membership.rank.label("rank"),
            Membership.employment_type.label("employment"),
            Membership.valid_from.label("valid_from"),
            Membership.valid_to.label("valid_to"),
        )
        .select_from(Membership)
        .join(Unit, Unit.id == Membership.unit_id)
        .join(Position, Position.id == Membership.position_id)
        .order_by(Membership.valid_from.desc(), Membership.id.desc()),
        Membership.person_id,
        {
            "unit": lazy_gettext("Unit"),
            "position": lazy_gettext("Position"),
            "kind": lazy_gettext("Kind"),
            "rank": lazy_gettext("Rank"),
            "employment": lazy_gettext("Status"),
            **PERIOD,
        },
        codes={"kind": POST_KINDS, "employment": EMPLOYMENT},
        stays=True,
    ),
    Kind(
        "org.heads",
        lazy_gettext("Units that you lead"),
        TO_PLACE,
        select(
            Unit.name.label("unit"),
            UnitHead.kind.label("kind"),
            UnitHead.valid_from.label("valid_from"),
            UnitHead.valid_to.label("valid_to"),
        )
        .select_from(UnitHead)
        .join(Unit, Unit.id == UnitHead.unit_id)
        .order_by(UnitHead.valid_from.desc(), UnitHead.id.desc()),
        UnitHead.person_id,
        {"unit": lazy_gettext("Unit"), "kind": lazy_gettext("Kind"), **PERIOD},
        codes={"kind": HEAD_KINDS},
        stays=True,
    ),
    Kind(
        "org.supervisors",
        lazy_gettext("Supervisors chosen for you"),
        TO_PLACE,
        select(
            Person.name.label("supervisor"),
            ChosenSupervisor.reason.label("reason"),
            ChosenSupervisor.valid_from.label("valid_from"),
            ChosenSupervisor.valid_to.label("valid_to"),
        )
        .select_from(ChosenSupervisor)
        .join(Person, Person.id == ChosenSupervisor.supervisor_id)
        .order_by(ChosenSupervisor.valid_from.desc(), ChosenSupervisor.id.desc()),
        ChosenSupervisor.person_id,
        {
            "supervisor": lazy_gettext("Supervisor"),
            "reason": lazy_gettext("Reason"),
            **PERIOD,
        },
        stays=True,
    ),
    Kind(
        "org.merit",
        lazy_gettext("Your education, performance and discipline"),
        lazy_gettext("So that the training officer sees what would raise your IP ASN."),
        select(
            Merit.education.label("education"),
            Merit.performance.label("performance"),
            Merit.discipline.label("discipline"),
            Merit.at.label("at"),
        ),
        Merit.person_id,
        {
            "education": lazy_gettext("Education"),
            "performance": lazy_gettext("Performance of last year"),
            "discipline": lazy_gettext("Discipline"),
            "at": lazy_gettext("When"),
        },
        codes={
            "education": merit_words.EDUCATIONS,
            "performance": merit_words.PERFORMANCES,
            "discipline": merit_words.DISCIPLINES,
        },
    ),
)
