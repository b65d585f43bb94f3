"""The address book: every GET route with its states, and who sees each.

A test fails for a route that has no line here. `{words}` in an address are marks of the stage
(`tests/stage/build.py`). Lines are read beside the route they lead to, so their order is free.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

VISITOR = "visitor"
ANA, BUDI, CITRA, DEWI, EKO = "ana", "budi", "citra", "dewi", "eko"
# An administrator, and somebody who has done nothing yet.
FAJAR, GITA = "fajar", "gita"
PEOPLE = (ANA, BUDI, CITRA, DEWI, EKO, FAJAR, GITA)
EMPLOYEES = (ANA, BUDI, CITRA, DEWI, EKO, GITA)
EVERYONE = (VISITOR, *PEOPLE)
OFFICERS = (CITRA, FAJAR)
AUTHORS = (EKO, FAJAR)
RESULTS = (CITRA, EKO, FAJAR)
TIDY = "manajemen-proyek-dasar"
QUIZ = "/quizzes/contoh/ujian-akhir"

# Dewi, who is a stranger elsewhere, learns these.
LEARNT_BY_DEWI = (
    "/courses/contoh/",
    "/courses/esai/",
    "/courses/jenis-soal/",
    "/courses/ujian-berwaktu/",
)


@dataclass(frozen=True)
class Page:
    """`form`: where a form on the page leads; it is sent with `fields` (empty otherwise), and what
    comes is looked at. `is_key`: one of the pages whose focus is also looked at in forced colours.
    `is_own`: nobody but these sees it. Elsewhere whoever is named for no state of the route is
    refused."""

    address: str
    state: str
    by: tuple[str, ...]
    status: int = 200
    form: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    is_key: bool = False
    is_own: bool = False


@dataclass(frozen=True)
class File:
    """What is fetched, and looked at only for its type."""

    address: str
    content_type: str
    by: tuple[str, ...]


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"

PAGES = (
    # Anyone
    Page("/sign-in", "empty", (VISITOR,), is_key=True),
    Page("/sign-in", "wrong", (VISITOR,), 422, "/session", {"login": "ana"}),
    # Without a provider there is nothing; `tests/accounts` looks at them with one.
    Page("/sign-in/sso", "off", (VISITOR,), 404),
    Page("/sign-in/sso/return", "off", (VISITOR,), 404),
    Page("/signed-out", "off", (VISITOR,), 404),
    Page("/forgotten-password", "whom-to-ask", EVERYONE),
    Page("/password/{link}", "empty", (VISITOR,)),
    Page("/password/{link}", "wrong", (VISITOR,), 422, "/password/{link}"),
    Page("/password/over", "over", (VISITOR,), 404),
    Page("/verify", "empty", EVERYONE),
    Page("/verify/{code_valid}", "valid", (VISITOR, ANA), is_key=True),
    Page("/verify/{code_revoked}", "revoked", (VISITOR,)),
    Page("/verify/{code_expired}", "expired", (VISITOR,)),
    Page("/verify/ABCDEFGH2345", "unknown", (VISITOR, ANA), 404),
    Page("/help", "shelf", EVERYONE),
    Page("/help/employee", "employee", (VISITOR, ANA)),
    Page("/help/author", "author", (EKO,)),
    Page("/help/nothing", "missing", (VISITOR,), 404),
    # Everyone signed in
    Page("/", "home", PEOPLE, is_key=True),
    Page("/notices", "list", PEOPLE),
    Page("/notices?show=unread", "unread", (ANA, GITA)),
    Page("/profile/notices", "choices", PEOPLE),
    Page("/profile/notices", "wrong", (ANA,), 422, "/profile/notices", {"digest": "25"}),
    Page("/profile", "profile", PEOPLE),
    Page("/profile", "wrong", (ANA,), 422, "/profile/password"),
    Page("/profile/views", "views", PEOPLE),
    Page("/profile/second-factor", "none", PEOPLE),
    Page("/profile/second-factor", "wrong", (ANA,), 422, "/profile/second-factor"),
    Page("/nowhere", "missing", EVERYONE, 404),
    # Learning
    Page("/courses", "catalogue", EMPLOYEES, is_key=True),
    Page("/courses?q=tidakada", "nothing-found", (ANA,)),
    Page("/courses/persetujuan", "course", EMPLOYEES),
    Page(f"/courses/{TIDY}", "midway", (ANA,), is_key=True),
    Page("/courses/literasi-digital-pelayanan", "done", (ANA,)),
    Page("/courses/pelayanan-publik-prima", "missing", (ANA,), 404),
    Page(f"/courses/{TIDY}", "not-enrolled", (GITA,)),
    Page("/courses/dwibahasa", "two-languages", (ANA,)),
    Page(f"/courses/{TIDY}/glossary", "glossary", EMPLOYEES),
    Page(f"/courses/{TIDY}/modules/rincian-kerja", "lesson", (ANA,), is_key=True),
    Page("/courses/contoh/modules/pengantar", "little-lesson", (ANA,)),
    Page("/courses/jenis-soal/modules/cek-diri", "self-checks", (ANA,)),
    Page("/courses/contoh/modules/kuis-latihan", "quiz-done", (ANA,)),
    Page("/courses/contoh/modules/ujian-akhir", "quiz-running", (ANA,)),
    Page("/courses/esai/modules/telaah", "quiz-waiting", (ANA,)),
    Page("/courses/ujian-berwaktu/modules/ujian", "quiz-overdue", (ANA,)),
    Page("/courses/perilaku/modules/rata-rata", "quiz-abandoned", (ANA,)),
    Page("/courses/perilaku/modules/bertahap", "quiz-stepwise", (ANA,)),
    Page(f"/courses/{TIDY}/modules/tes-awal", "quiz-new", (ANA,)),
    Page("/courses/jenis-soal/modules/pendapat", "survey", (ANA,)),
    Page(
        "/courses/jenis-soal/modules/pendapat",
        "survey-empty",
        (ANA,),
        422,
        "/response",
    ),
    # Attempts
    Page("/attempts", "history", EMPLOYEES),
    Page("/attempts/{running}", "running", (ANA,), is_key=True, is_own=True),
    Page("/attempts/{running}/summary", "summary", (ANA,), is_own=True),
    Page("/attempts/{langsung}", "checked", (ANA,), is_own=True),
    Page("/attempts/{bertahap}", "tries", (ANA,), is_own=True),
    Page("/attempts/{berurutan}", "sequential", (ANA,), is_own=True),
    Page("/attempts/{berhalaman}", "pages", (ANA,), is_own=True),
    Page("/attempts/{melanjutkan}", "builds-on", (ANA,), is_own=True),
    Page("/attempts/{timed}", "timed", (DEWI,), is_own=True),
    Page("/attempts/{types}", "all-types", (DEWI,), is_own=True),
    Page("/attempts/{overdue}", "overdue", (ANA,), is_own=True),
    Page("/attempts/{passed}", "passed", (ANA,), is_key=True, is_own=True),
    Page("/attempts/{failed}", "failed", (ANA,), is_own=True),
    Page("/attempts/{types_result}", "all-types-result", (ANA,), is_own=True),
    Page("/attempts/{waiting}", "waiting", (ANA,), is_own=True),
    Page("/attempts/{marked}", "marked", (DEWI,), is_own=True),
    Page("/attempts/{own}", "own-points", (ANA,), is_own=True),
    Page("/attempts/{own}", "own-points-wrong", (ANA,), 422, "/grades", is_own=True),
    Page("/attempts/{abandoned}", "abandoned", (ANA,), is_own=True),
    # Records and the team
    Page("/record", "record", EMPLOYEES, is_key=True),
    Page("/team", "team", (BUDI,), is_key=True),
    # Reports and long work
    Page("/reports/hours", "hours", OFFICERS, is_key=True),
    Page("/jobs/{job_running}", "running", (CITRA,), is_own=True),
    Page("/jobs/{job_queued}", "queued", (CITRA,), is_own=True),
    Page("/jobs/{job_failed}", "failed", (CITRA,), is_own=True),
    Page("/jobs/{job_done}", "done", (CITRA,), is_own=True),
    # Audit
    Page("/audit", "list", (FAJAR,), is_key=True),
    Page("/audit?q=tidakada", "nothing-found", (FAJAR,)),
    Page("/audit/{audit_entry}", "entry", (FAJAR,)),
    # Certificates
    Page("/certificates", "issued", OFFICERS, is_key=True),
    Page("/certificates", "none-ticked", (CITRA,), 422, "/certificates/papers"),
    Page("/certificate-requests", "waiting", OFFICERS, is_key=True),
    Page("/certificate-requests", "none-ticked", (CITRA,), 422, "/approvals"),
    Page("/certificate-requests/{request}", "request", OFFICERS),
    Page("/certificate-requests/{request}", "wrong", (CITRA,), 422, "/rejection"),
    Page("/certificates?q=tidakada", "nothing-found", (CITRA,)),
    Page("/sign-in-help", "list", OFFICERS),
    Page("/deliveries", "list", OFFICERS),
    Page("/deliveries?q=tidakada", "nothing-found", (CITRA,)),
    Page("/sign-in-help?q=tidakada", "nothing-found", (CITRA,)),
    Page("/people/{guarded}/sign-in", "guarded", OFFICERS),
    Page("/people/{ana}/sign-in", "plain", (CITRA,)),
    Page("/people/{guarded}/second-factor", "lost", OFFICERS),
    Page("/certificates/new", "empty", OFFICERS),
    Page("/certificates/new?q=dewi", "found", (CITRA,)),
    Page("/certificates/new?q=dewi", "wrong", (CITRA,), 422, "/certificates"),
    Page("/certificates/{certificate_valid}", "valid", OFFICERS),
    Page("/certificates/{certificate_valid}", "wrong", (CITRA,), 422, "/revocation"),
    Page("/certificates/{certificate_revoked}", "revoked", (CITRA,)),
    Page("/certificates/{certificate_expired}", "expired", (CITRA,)),
    Page("/certificate-series", "list", OFFICERS),
    Page("/certificate-series/{agency}", "form", OFFICERS),
    Page(
        "/certificate-series/{agency}",
        "wrong",
        (CITRA,),
        422,
        "/certificate-series/{agency}",
        {"number_template": "", "signatory_name": ""},
    ),
    # People and units
    Page("/people", "list", OFFICERS, is_key=True),
    Page("/people?q=tidakada", "nothing-found", (CITRA,)),
    Page("/people/new", "empty", OFFICERS),
    Page("/people/new", "wrong", (CITRA,), 422, "/people", {"name": "", "nip": "1,98309E+17"}),
    Page("/people/{ana}", "person", OFFICERS, is_key=True),
    Page("/people/{ana}/roles", "list", (FAJAR,)),
    Page("/people/{ana}/roles/new", "form", (FAJAR,)),
    Page("/people/{ana}/roles/new", "wrong", (FAJAR,), 422, "/roles"),
    Page("/people/{ana}/roles/{grant}/ending", "form", (FAJAR,)),
    Page("/people/{ana}/details", "form", OFFICERS),
    Page("/people/{ana}/details", "wrong", (CITRA,), 422, "/details", {"name": "", "nip": "1"}),
    Page("/people/{ana}/post", "form", OFFICERS),
    Page("/people/{ana}/posts", "form", OFFICERS),
    Page("/people/{ana}/posts/{post}/ending", "form", OFFICERS),
    Page("/people/{ana}/supervisor", "form", OFFICERS),
    Page("/people/{ana}/supervisor", "wrong", (CITRA,), 422, "/supervisor"),
    Page("/people/{ana}/deactivation", "form", OFFICERS),
    Page("/staff-imports", "list", OFFICERS, is_key=True),
    Page("/staff-imports", "wrong", (CITRA,), 422, "/staff-imports"),
    Page("/staff-imports/{staff_import}", "faults", OFFICERS, is_key=True),
    Page("/staff-imports/{staff_import}?state=changed", "changes", (CITRA,)),
    Page("/staff-imports/{staff_import}?state=missing", "missing", (CITRA,)),
    Page("/staff-imports/{staff_import}/columns", "form", OFFICERS),
    Page("/units", "tree", OFFICERS, is_key=True),
    Page("/units?q=dinas", "found", (CITRA,)),
    Page("/units?q=tidakada", "nothing-found", (CITRA,)),
    Page("/units/new", "empty", OFFICERS),
    Page("/units/{unit}", "unit", OFFICERS),
    Page("/units/{unit}/name", "form", OFFICERS),
    Page("/units/{unit}/parent", "form", OFFICERS),
    Page("/units/{unit}/head", "form", OFFICERS),
    Page("/units/{unit}/head", "wrong", (CITRA,), 422, "/head"),
    Page("/units/{unit}/heads/{head}/ending", "form", OFFICERS),
    Page("/units/{unit}/closing", "form", OFFICERS),
    Page("/positions", "list", OFFICERS),
    Page("/positions?q=tidakada", "nothing-found", (CITRA,)),
    Page("/positions/new", "empty", OFFICERS),
    Page("/positions/{position}", "form", OFFICERS),
    Page("/agencies", "list", (FAJAR,)),
    Page("/agencies/new", "empty", (FAJAR,)),
    Page("/agencies/{agency}", "form", (FAJAR,)),
    # Results of quizzes
    Page("/quizzes", "list", RESULTS),
    Page("/quizzes?q=tidakada", "nothing-found", (CITRA,)),
    Page(QUIZ, "results", RESULTS, is_key=True),
    Page(f"{QUIZ}?q=tidakada", "nothing-found", (CITRA,)),
    Page(f"/quizzes/{TIDY}/tes-awal", "no-results", (CITRA,)),
    Page(f"{QUIZ}/units", "units", RESULTS),
    Page(f"{QUIZ}/items", "items", RESULTS),
    Page("/quizzes/contoh/kuis-latihan/corrections", "to-correct", RESULTS),
    Page(f"{QUIZ}/corrections", "nothing-to-correct", (CITRA,)),
    Page(f"{QUIZ}/integrity", "integrity", OFFICERS),
    Page(f"{QUIZ}/terms", "terms", OFFICERS),
    Page(f"{QUIZ}/terms?edit={{override}}", "edit", (CITRA,)),
    Page(f"{QUIZ}/terms", "wrong", (CITRA,), 422, "/terms"),
    Page("/quizzes/people/{ana}", "person", RESULTS),
    Page("/quizzes/people/{person}", "few", (CITRA,)),
    Page("/quizzes/attempts/{supervised}", "overridden", RESULTS),
    Page("/quizzes/attempts/{timed}", "running", (CITRA,)),
    Page("/quizzes/attempts/{timed}", "wrong", (CITRA,), 422, "/extension"),
    Page("/quizzes/attempts/{supervised}/questions/1", "question", RESULTS),
    Page(
        "/quizzes/attempts/{supervised}/questions/1",
        "wrong",
        (CITRA,),
        422,
        "/grades",
        {"points": "sepuluh"},
    ),
    Page("/marking", "waiting", RESULTS),
    Page("/marking/{answer}", "answer", RESULTS),
    Page("/marking/{answer}", "wrong", (EKO,), 422, "/grades", {"points": "-1"}),
    # Studio
    Page("/styleguide", "styleguide", AUTHORS),
    Page("/studio", "desk", AUTHORS),
    Page("/studio", "wrong", (EKO,), 422, "/studio/drafts"),
    Page("/studio/courses/contoh", "course", AUTHORS),
    Page("/studio/drafts/{draft}", "publishable", AUTHORS, is_key=True),
    Page("/studio/drafts/{draft_broken}", "findings", (EKO,)),
    Page("/studio/drafts/{draft}", "wrong", (EKO,), 422, "/files"),
    Page("/studio/drafts/{draft}/pages/bacaan", "preview", AUTHORS),
    Page("/studio/courses/jenis-soal/surveys/pendapat", "survey", RESULTS),
    Page("/studio/courses/jenis-soal/surveys/pendapat/answers/q-saran", "answers", RESULTS),
)

FILES = (
    File("/health", "application/json", EVERYONE),
    File("/ready", "application/json", EVERYONE),
    File(f"/courses/{TIDY}/glossary/g-proyek", "text/html", EMPLOYEES),
    File("/attempts/{timed}/deadline", "text/html", (DEWI,)),
    File("/certificates/{code_valid}.pdf", "application/pdf", (ANA, CITRA, FAJAR)),
    File(f"{QUIZ}/export.csv", "text/csv", RESULTS),
    File(f"{QUIZ}/export.xlsx", XLSX, RESULTS),
    File("/staff-imports/template", XLSX, OFFICERS),
    File("/jobs/{job_done}/file", "application/pdf", (CITRA,)),
    File("/jobs/{job_running}/progress", "text/html", (CITRA,)),
    File("/help/pictures/{picture}", "image/", EVERYONE),
    File("/studio/courses/contoh/versions/1/folder", ZIP, AUTHORS),
    File("/studio/courses/contoh/versions/1/exports/gift", ZIP, AUTHORS),
    File("/studio/drafts/{draft}/folder", ZIP, AUTHORS),
    File("/media/{asset}", "image/", PEOPLE),
)
# Where a route only leads on.
REDIRECTS = (f"/courses/{TIDY}/modules/rincian-kerja/next", "/record/certificates/contoh")
