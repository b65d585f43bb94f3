"""The application, put together."""

from flask import Flask
from jinja2 import StrictUndefined

from app import wiring
from app.accounts import identity
from app.accounts.views import bp as accounts
from app.admin.views import bp as admin
from app.admin.views.roles import bp as roles
from app.assignments import display as assigned
from app.assignments.views import bp as assignments
from app.audit import watching
from app.certificates.views import bp as certificates
from app.coaching import display as coached
from app.coaching.views import bp as coaching
from app.config import ROOT, Config, from_environment, stored_secret
from app.db import db, engine_options, prepare_engine
from app.extensions import csrf
from app.handbook import hints
from app.handbook.views import bp as handbook
from app.home import branding, navigation
from app.home.views import bp as home
from app.ip_asn.views import bp as ip_asn
from app.ip_asn.views import own_bp as simulations
from app.jobs import kinds
from app.jobs.views import bp as jobs
from app.kit import events
from app.learning.views import bp as learning
from app.learning.views import overrides
from app.library.views import bp as library
from app.notifications import outbox
from app.notifications.views import bp as notifications
from app.org.views import bp as org
from app.privacy import registry as privacy_registry
from app.privacy.views import bp as privacy
from app.privacy.views import corrections_bp as data_corrections
from app.privacy.views import retention_bp as retention
from app.providers.views import bp as providers
from app.quizzes.views import (
    analysis,
    corrections,
    history,
    integrity,
    marking,
    results,
    supervision,
)
from app.quizzes.views import bp as quizzes
from app.records.views import bp as records
from app.records.views import ledger_bp as ledger
from app.records.views import verifications_bp as verifications
from app.reminders.views import bp as reminders
from app.reports.views import bp as reports
from app.settings import values as settings
from app.siasn import display as handed_over
from app.siasn.views import bp as siasn
from app.staffing.views import bp as staffing
from app.studio.views import bp as studio
from app.styleguide.views import bp as styleguide
from app.web import (
    compression,
    display,
    errors,
    etags,
    filters,
    headers,
    health,
    input,
    limits,
    locale,
    proxies,
    request_log,
    signing,
    static,
    transaction,
    upload,
)

BLUEPRINTS = (
    accounts,
    home,
    notifications,
    learning,
    overrides,
    quizzes,
    marking,
    results,
    analysis,
    history,
    corrections,
    integrity,
    supervision,
    library,
    certificates,
    assignments,
    org,
    staffing,
    records,
    ledger,
    verifications,
    coaching,
    providers,
    siasn,
    simulations,
    ip_asn,
    reports,
    reminders,
    studio,
    styleguide,
    jobs,
    privacy,
    data_corrections,
    retention,
    admin,
    roles,
    handbook,
)
MEGABYTE = 1024 * 1024


def create_app(config: Config | None = None) -> Flask:
    config = config or from_environment()
    app = Flask("app", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.update(
        LENTERA=config,
        SECRET_KEY=config.secret_key or stored_secret(config.instance),
        SQLALCHEMY_DATABASE_URI=config.database_url,
        # What people typed has no place in an error's words.
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(config.database_url) | {"hide_parameters": True},
        SESSION_COOKIE_NAME="__Host-lentera" if config.is_secure else "lentera",
        SESSION_COOKIE_SECURE=config.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=MEGABYTE,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    proxies.install(app, config.trusted_proxies)
    signing.install(app)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    request_log.install(app)
    transaction.install(app)
    identity.install(app)
    watching.install(app)
    upload.install(app)
    limits.install(app)
    input.install(app)
    csrf.init_app(app)
    # What is installed later sees an answer earlier: first the headers, then its tag, then gzip.
    for part in (
        compression,
        etags,
        errors,
        filters,
        locale,
        display,
        static,
        navigation,
        branding,
        hints,
    ):
        part.install(app)
    assigned.install(app)
    coached.install(app)
    handed_over.install(app)
    health.install(app)
    headers.install(app, is_secure=config.is_secure, video_hosts=config.video_hosts)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    events.connect(wiring.LISTENERS)
    kinds.connect(wiring.JOBS, wiring.FIND_ACTOR)
    privacy_registry.connect(wiring.PRIVACY)
    settings.check(config)
    outbox.connect(sends_mail=config.smtp_url is not None)
    return app
