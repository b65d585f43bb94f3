"""A person's training record."""

from flask_babel import lazy_gettext
from sqlalchemy import case, select

from app.accounts.models import Person
from app.kit.personal import Kind
from app.records.models import (
    Activity,
    ClosedTotal,
    Evidence,
    JpCorrection,
    JpCredit,
    RecordShare,
    RecordStatement,
    Verification,
    YearClosing,
    YearTotal,
)
from app.records.statements_words import STATES
from app.reference.models import ActivityForm, Competency

TO_COUNT = lazy_gettext("To count your JP, as the law asks.")

KINDS = (
    Kind(
        "records.activities",
        lazy_gettext("Your training record"),
        TO_COUNT,
        select(
            Activity.title.label("title"),
            Activity.provider.label("provider"),
            Activity.state.label("state"),
            ActivityForm.name.label("form"),
            Activity.starts_on.label("first_day"),
            Activity.ends_on.label("last_day"),
            Activity.days.label("days"),
            Activity.jp_raw.label("jp"),
            case((Activity.is_international, "abroad"), else_="national").label("where"),
            Activity.place.label("place"),
            Activity.number.label("number"),
            Competency.name.label("competency"),
            Activity.cost.label("cost"),
            Activity.created_at.label("entered_at"),
            Activity.proposed_at.label("sent_at"),
        )
        .join(ActivityForm, ActivityForm.id == Activity.form_id)
        .outerjoin(Competency, Competency.id == Activity.competency)
        .order_by(Activity.ends_on.desc(), Activity.id.desc()),
        Activity.person_id,
        {
            "title": lazy_gettext("Activity"),
            "provider": lazy_gettext("Provider"),
            "state": lazy_gettext("Status"),
            "form": lazy_gettext("Form of training"),
            "first_day": lazy_gettext("From"),
            "last_day": lazy_gettext("Until"),
            "days": lazy_gettext("Days"),
            "jp": lazy_gettext("JP"),
            "where": lazy_gettext("Where it took place"),
            "place": lazy_gettext("Place"),
            "number": lazy_gettext("Certificate number"),
            "competency": lazy_gettext("Competency"),
            "cost": lazy_gettext("Cost"),
            "entered_at": lazy_gettext("Entered"),
            "sent_at": lazy_gettext("Sent"),
        },
        codes={
            "where": {
                "national": lazy_gettext("In Indonesia"),
                "abroad": lazy_gettext("Abroad"),
            },
            "state": STATES,
        },
        stays=True,
    ),
    Kind(
        "records.files",
        lazy_gettext("Files that prove your trainings"),
        lazy_gettext("So that a training elsewhere can be verified."),
        select(
            Activity.title.label("title"),
            Evidence.name.label("name"),
            Evidence.media_type.label("type"),
            Evidence.size.label("size"),
            Evidence.created_at.label("at"),
        )
        .select_from(Evidence)
        .join(Activity, Activity.id == Evidence.activity_id)
        .order_by(Evidence.id.desc()),
        Activity.person_id,
        {
            "title": lazy_gettext("Activity"),
            "name": lazy_gettext("File"),
            "type": lazy_gettext("Kind"),
            "size": lazy_gettext("Bytes"),
            "at": lazy_gettext("When"),
        },
    ),
    Kind(
        "records.decisions",
        lazy_gettext("Decisions on your trainings"),
        lazy_gettext("So that you and auditors can see why hours count or do not."),
        select(
            Activity.title.label("title"),
            Verification.decision.label("decision"),
            Verification.reason.label("reason"),
            Person.name.label("by"),
            Verification.at.label("at"),
        )
        .select_from(Verification)
        .join(Activity, Activity.id == Verification.activity_id)
        .join(Person, Person.id == Verification.by_id)
        .order_by(Verification.id.desc()),
        Activity.person_id,
        {
            "title": lazy_gettext("Activity"),
            "decision": lazy_gettext("Decision"),
            "reason": lazy_gettext("Reason"),
            "by": lazy_gettext("By whom"),
            "at": lazy_gettext("When"),
        },
        codes={
            "decision": {
                "endorsed": lazy_gettext("Agreed to by the supervisor"),
                "verified": lazy_gettext("Verified"),
                "returned": lazy_gettext("Returned"),
                "rejected": lazy_gettext("Rejected"),
                "reopened": lazy_gettext("Verification taken back"),
            }
        },
        stays=True,
    ),
    Kind(
        "records.credits",
        lazy_gettext("JP by day"),
        TO_COUNT,
        select(
            JpCredit.day.label("day"),
            Activity.title.label("title"),
            JpCredit.raw.label("raw"),
            JpCredit.credited.label("credited"),
        )
        .select_from(JpCredit)
        .join(Activity, Activity.id == JpCredit.activity_id)
        .order_by(JpCredit.day.desc()),
        Activity.person_id,
        {
            "day": lazy_gettext("Day"),
            "title": lazy_gettext("Activity"),
            "raw": lazy_gettext("Raw JP"),
            "credited": lazy_gettext("Credited JP"),
        },
        stays=True,
    ),
    Kind(
        "records.years",
        lazy_gettext("JP by year"),
        TO_COUNT,
        select(YearTotal.year.label("year"), YearTotal.jp.label("jp"))
        .select_from(YearTotal)
        .order_by(YearTotal.year.desc()),
        YearTotal.person_id,
        {"year": lazy_gettext("Year"), "jp": lazy_gettext("JP")},
        stays=True,
    ),
    Kind(
        "records.closed_years",
        lazy_gettext("Years that were reported"),
        TO_COUNT,
        select(YearClosing.year.label("year"), ClosedTotal.jp.label("jp"))
        .select_from(ClosedTotal)
        .join(YearClosing, YearClosing.id == ClosedTotal.closing_id)
        .order_by(YearClosing.year.desc()),
        ClosedTotal.person_id,
        {"year": lazy_gettext("Year"), "jp": lazy_gettext("JP")},
        stays=True,
    ),
    Kind(
        "records.corrections",
        lazy_gettext("Changes of reported years"),
        TO_COUNT,
        select(
            YearClosing.year.label("year"),
            JpCorrection.before.label("before"),
            JpCorrection.after.label("after"),
            JpCorrection.at.label("at"),
        )
        .select_from(JpCorrection)
        .join(YearClosing, YearClosing.id == JpCorrection.closing_id)
        .order_by(JpCorrection.id.desc()),
        JpCorrection.person_id,
        {
            "year": lazy_gettext("Year"),
            "before": lazy_gettext("Before"),
            "after": lazy_gettext("Afterwards"),
            "at": lazy_gettext("When"),
        },
        stays=True,
    ),
    Kind(
        "records.statements",
        lazy_gettext("Statements of your record"),
        lazy_gettext("So that whoever holds the paper can check it."),
        select(
            RecordStatement.code.label("code"),
            RecordStatement.snapshot.label("printed"),
            RecordStatement.issued_at.label("issued"),
            RecordStatement.withdrawn_at.label("withdrawn"),
        )
        .select_from(RecordStatement)
        .order_by(RecordStatement.id.desc()),
        RecordStatement.person_id,
        {
            "code": lazy_gettext("Code"),
            "printed": lazy_gettext("What is printed"),
            "issued": lazy_gettext("Issued"),
            "withdrawn": lazy_gettext("Withdrawn"),
        },
        stays=True,
    ),
    Kind(
        "records.shares",
        lazy_gettext("Links to your record"),
        lazy_gettext("To show your record to whom you choose."),
        select(
            RecordShare.label.label("label"),
            RecordShare.year.label("year"),
            RecordShare.created_at.label("at"),
            RecordShare.expires_at.label("valid_until"),
            RecordShare.revoked_at.label("revoked"),
            RecordShare.opened_count.label("opened"),
            RecordShare.opened_at.label("opened_last"),
        )
        .select_from(RecordShare)
        .order_by(RecordShare.id.desc()),
        RecordShare.person_id,
        {
            "label": lazy_gettext("For whom"),
            "year": lazy_gettext("Year"),
            "at": lazy_gettext("When"),
            "valid_until": lazy_gettext("Valid until"),
            "revoked": lazy_gettext("Taken back"),
            "opened": lazy_gettext("How often opened"),
            "opened_last": lazy_gettext("Opened last"),
        },
    ),
)
