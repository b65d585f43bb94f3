"""What is kept about a person's account, and of who looked or changed something."""

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import aliased

from app.accounts.audit_values import read_values, told_value, words_of_field
from app.accounts.devices import words_of_device
from app.accounts.models import (
    EmployeeNumber,
    Identity,
    OneTimeLink,
    Person,
    RecoveryCode,
    RememberedDevice,
    RoleGrant,
    SecondFactor,
    SignInSession,
)
from app.accounts.reach import UNIT
from app.audit.catalogue import CATALOGUE
from app.audit.models import AuditEntry, AuditValue, ViewLog
from app.kit.personal import Kind

ROLES = {
    "employee": lazy_gettext("Employee"),
    "author": lazy_gettext("Author"),
    "supervisor": lazy_gettext("Supervisor"),
    "officer": lazy_gettext("Training officer"),
    "admin": lazy_gettext("Administrator"),
}
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
ZONES = {
    "Asia/Jakarta": lazy_gettext("WIB, Western Indonesia"),
    "Asia/Makassar": lazy_gettext("WITA, Central Indonesia"),
    "Asia/Jayapura": lazy_gettext("WIT, Eastern Indonesia"),
}
THEMES = {"light": lazy_gettext("Always light"), "dark": lazy_gettext("Always dark")}
PERIOD = {"valid_from": lazy_gettext("From"), "valid_to": lazy_gettext("Until")}
TO_SIGN_IN = lazy_gettext("So that only you can open your account.")
TO_BE_ACCOUNTABLE = lazy_gettext("So that it can be shown later who did what.")
Someone = aliased(Person)
# Of these the quiz tells the points when they are due, and not sooner.
TOLD_BY_QUIZZES = ("answer.marked", "attempt.overridden")

KINDS = (
    Kind(
        "accounts.person",
        lazy_gettext("Your account"),
        lazy_gettext("To know whose record it is, to print certificates, and to reach you."),
        select(
            Person.name.label("name"),
            Person.email.label("email"),
            Person.birth_place.label("birth_place"),
            Person.birth_date.label("birth_date"),
            Person.language.label("language"),
            Person.time_zone.label("time_zone"),
            Person.theme.label("theme"),
            Person.saves_data.label("saves_data"),
            Person.created_at.label("created_at"),
        ),
        Person.id,
        {
            "name": lazy_gettext("Name"),
            "email": lazy_gettext("E-mail"),
            "birth_place": lazy_gettext("Birth place"),
            "birth_date": lazy_gettext("Birth date"),
            "language": lazy_gettext("Language"),
            "time_zone": lazy_gettext("Time zone"),
            "theme": lazy_gettext("Appearance"),
            "saves_data": lazy_gettext("Data-saving mode"),
            "created_at": lazy_gettext("Made"),
        },
        codes={"language": LANGUAGES, "time_zone": ZONES, "theme": THEMES},
    ),
    Kind(
        "accounts.numbers",
        lazy_gettext("Your NIP"),
        lazy_gettext("To tell you from others of the same name, and to sign in."),
        select(
            EmployeeNumber.number.label("number"),
            EmployeeNumber.valid_from.label("valid_from"),
            EmployeeNumber.valid_to.label("valid_to"),
        ).order_by(EmployeeNumber.valid_from.desc()),
        EmployeeNumber.person_id,
        {"number": lazy_gettext("NIP"), **PERIOD},
    ),
    Kind(
        "accounts.roles",
        lazy_gettext("Your roles"),
        lazy_gettext("To know what you may open in Lentera."),
        select(
            RoleGrant.role.label("role"),
            UNIT.c.name.label("unit"),
            RoleGrant.valid_from.label("valid_from"),
            RoleGrant.valid_to.label("valid_to"),
        )
        .select_from(RoleGrant)
        .outerjoin(UNIT, UNIT.c.id == RoleGrant.unit_id)
        .order_by(RoleGrant.valid_from.desc(), RoleGrant.id.desc()),
        RoleGrant.person_id,
        {"role": lazy_gettext("Role"), "unit": lazy_gettext("Unit"), **PERIOD},
        codes={"role": ROLES},
        stays=True,
    ),
    Kind(
        "accounts.sessions",
        lazy_gettext("Your sign-ins"),
        TO_SIGN_IN,
        select(
            SignInSession.created_at.label("began"),
            SignInSession.expires_at.label("expires"),
            SignInSession.revoked_at.label("ended"),
            SignInSession.user_agent.label("browser"),
        ).order_by(SignInSession.id.desc()),
        SignInSession.person_id,
        {
            "began": lazy_gettext("From"),
            "expires": lazy_gettext("Until"),
            "ended": lazy_gettext("Signed out"),
            "browser": lazy_gettext("Browser"),
        },
        rule="sessions",
        codes={"browser": words_of_device},
    ),
    Kind(
        "accounts.devices",
        lazy_gettext("Devices that stay signed in"),
        lazy_gettext("Because you asked to stay signed in there."),
        select(
            RememberedDevice.created_at.label("began"),
            RememberedDevice.expires_at.label("expires"),
            RememberedDevice.revoked_at.label("ended"),
            RememberedDevice.user_agent.label("browser"),
        ).order_by(RememberedDevice.id.desc()),
        RememberedDevice.person_id,
        {
            "began": lazy_gettext("From"),
            "expires": lazy_gettext("Until"),
            "ended": lazy_gettext("Signed out"),
            "browser": lazy_gettext("Browser"),
        },
        rule="devices",
        codes={"browser": words_of_device},
    ),
    Kind(
        "accounts.identities",
        lazy_gettext("Accounts of single sign-on"),
        TO_SIGN_IN,
        select(
            Identity.issuer.label("provider"),
            Identity.subject.label("account"),
            Identity.created_at.label("linked"),
            Identity.last_used_at.label("last_used"),
        ).order_by(Identity.id.desc()),
        Identity.person_id,
        {
            "provider": lazy_gettext("Provider"),
            "account": lazy_gettext("Account"),
            "linked": lazy_gettext("Linked"),
            "last_used": lazy_gettext("Last used"),
        },
    ),
    Kind(
        "accounts.links",
        lazy_gettext("One-time links"),
        TO_SIGN_IN,
        select(
            OneTimeLink.created_at.label("made"),
            OneTimeLink.expires_at.label("expires"),
            OneTimeLink.used_at.label("used"),
        ).order_by(OneTimeLink.id.desc()),
        OneTimeLink.person_id,
        {
            "made": lazy_gettext("Made"),
            "expires": lazy_gettext("Until"),
            "used": lazy_gettext("Used"),
        },
        rule="links",
    ),
    Kind(
        "accounts.second_factor",
        lazy_gettext("Second factor"),
        TO_SIGN_IN,
        select(SecondFactor.created_at.label("made"), SecondFactor.confirmed_at.label("confirmed")),
        SecondFactor.person_id,
        {"made": lazy_gettext("Made"), "confirmed": lazy_gettext("Set up")},
    ),
    Kind(
        "accounts.recovery_codes",
        lazy_gettext("Recovery codes"),
        TO_SIGN_IN,
        select(RecoveryCode.used_at.label("used")).order_by(RecoveryCode.id),
        RecoveryCode.person_id,
        {"used": lazy_gettext("Used")},
    ),
    Kind(
        "audit.views",
        lazy_gettext("Who looked at your record"),
        lazy_gettext("So that you can see who opened pages about you."),
        select(ViewLog.at.label("at"), Someone.name.label("viewer"), ViewLog.what.label("what"))
        .join(Someone, Someone.id == ViewLog.viewer_id)
        .order_by(ViewLog.id.desc()),
        ViewLog.subject_id,
        {
            "at": lazy_gettext("When"),
            "viewer": lazy_gettext("Who"),
            "what": lazy_gettext("What was opened"),
        },
        rule="views",
        codes={"what": CATALOGUE.views},
    ),
    Kind(
        "audit.looked_at",
        lazy_gettext("Whose records you looked at"),
        lazy_gettext("So that others can see who opened pages about them."),
        select(ViewLog.at.label("at"), Someone.name.label("person"), ViewLog.what.label("what"))
        .join(Someone, Someone.id == ViewLog.subject_id)
        .order_by(ViewLog.id.desc()),
        ViewLog.viewer_id,
        {
            "at": lazy_gettext("When"),
            "person": lazy_gettext("Person"),
            "what": lazy_gettext("What was opened"),
        },
        rule="views",
        codes={"what": CATALOGUE.views},
    ),
    Kind(
        "audit.about",
        lazy_gettext("What was done to your data"),
        TO_BE_ACCOUNTABLE,
        select(
            AuditEntry.at.label("at"),
            AuditEntry.action.label("action"),
            Someone.name.label("by"),
            AuditValue.field.label("field"),
            told_value(AuditValue.old).label("old"),
            told_value(AuditValue.new).label("new"),
        )
        .select_from(AuditEntry)
        .outerjoin(Someone, Someone.id == AuditEntry.actor_id)
        .outerjoin(
            AuditValue,
            (AuditValue.entry_id == AuditEntry.id)
            # From where it was done concerns who did it.
            & (AuditValue.field != "address")
            & AuditEntry.action.not_in(TOLD_BY_QUIZZES),
        )
        .order_by(AuditEntry.id.desc(), AuditValue.field),
        AuditEntry.subject_id,
        {
            "at": lazy_gettext("When"),
            "action": lazy_gettext("What happened"),
            "by": lazy_gettext("By whom"),
            "field": lazy_gettext("What was changed"),
            "old": lazy_gettext("Before"),
            "new": lazy_gettext("Afterwards"),
        },
        codes={"action": CATALOGUE.actions, "field": words_of_field},
        read=read_values,
    ),
    Kind(
        "audit.by",
        lazy_gettext("What you did"),
        TO_BE_ACCOUNTABLE,
        select(
            AuditEntry.at.label("at"),
            AuditEntry.action.label("action"),
            AuditValue.new.label("address"),
        )
        .select_from(AuditEntry)
        .outerjoin(
            AuditValue, (AuditValue.entry_id == AuditEntry.id) & (AuditValue.field == "address")
        )
        .order_by(AuditEntry.id.desc()),
        AuditEntry.actor_id,
        {
            "at": lazy_gettext("When"),
            "action": lazy_gettext("What happened"),
            "address": lazy_gettext("Network address"),
        },
        codes={"action": CATALOGUE.actions},
    ),
)
