"""Every model, for whoever needs the whole schema: migrations and tests."""

from app.accounts import models as accounts
from app.assignments import models as assignments
from app.audit import models as audit
from app.certificates import models as certificates
from app.coaching import models as coaching
from app.handbook import models as handbook
from app.ip_asn import models as ip_asn
from app.jobs import models as jobs
from app.learning import models as learning
from app.library import models as library
from app.notifications import models as notifications
from app.org import models as org
from app.privacy import models as privacy
from app.quizzes import models as quizzes
from app.records import models as records
from app.reference import models as reference
from app.reminders import models as reminders
from app.settings import models as settings
from app.siasn import models as siasn
from app.staffing import models as staffing
from app.studio import models as studio
from app.surveys import models as surveys

__all__ = [
    "accounts",
    "assignments",
    "audit",
    "certificates",
    "coaching",
    "handbook",
    "ip_asn",
    "jobs",
    "learning",
    "library",
    "notifications",
    "org",
    "privacy",
    "quizzes",
    "records",
    "reference",
    "reminders",
    "settings",
    "siasn",
    "staffing",
    "studio",
    "surveys",
]
