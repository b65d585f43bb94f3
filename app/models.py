"""Every model, for whoever needs the whole schema: migrations and tests."""

from app.accounts import models as accounts
from app.audit import models as audit
from app.certificates import models as certificates
from app.handbook import models as handbook
from app.jobs import models as jobs
from app.learning import models as learning
from app.library import models as library
from app.notifications import models as notifications
from app.org import models as org
from app.quizzes import models as quizzes
from app.records import models as records
from app.staffing import models as staffing
from app.studio import models as studio
from app.surveys import models as surveys

__all__ = [
    "accounts",
    "audit",
    "certificates",
    "handbook",
    "jobs",
    "learning",
    "library",
    "notifications",
    "org",
    "quizzes",
    "records",
    "staffing",
    "studio",
    "surveys",
]
