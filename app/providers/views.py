"""The register of providers, for officers for everywhere."""

from io import BytesIO

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from app.accounts.identity import current_person
from app.kit import clock
from app.kit.errors import Conflict
from app.kit.tables import MEDIA_TYPES
from app.org.queries import local_day
from app.providers import actions, audited, figures, linking, queries, satisfaction, table
from app.providers.forms import ProviderForm
from app.providers.kinds import KINDS
from app.providers.messages import MESSAGES
from app.providers.policies import may_edit_providers
from app.providers.queries import PAGE_SIZE, Wanted
from app.providers.terms import FACTS, agreement_state
from app.reference.models import PROVIDER_KINDS, Provider
from app.reference.queries import find_provider_named
from app.web.access import requires
from app.web.errors import register_messages
from app.web.locale import language
from app.web.messages import say
from app.web.transaction import transaction

bp = Blueprint("providers", __name__, url_prefix="/providers")
register_messages(MESSAGES)


@bp.get("")
@requires(may_edit_providers)
def index() -> ResponseReturnValue:
    today = local_day(current_person, at=clock.now())
    after, wanted = request.args.get("after"), _wanted()
    found = queries.providers_page(wanted, after=after)
    shown = found[:PAGE_SIZE]
    return render_template(
        "providers/index.html",
        wanted=wanted,
        rows=shown,
        kinds=KINDS,
        year=today.year,
        courses=queries.course_counts(),
        entries=figures.entries_in(today.year, [one.id for one in shown]),
        state_of=lambda one: agreement_state(one.agreement_until, today=today),
        next_key=shown[-1].key if len(found) > PAGE_SIZE else None,
        is_continued=after is not None,
    )


def _wanted() -> Wanted:
    kind = request.args.get("kind", "")
    words = request.args.get("q", "").strip()[:200]
    return Wanted(words, kind if kind in PROVIDER_KINDS else "")


@bp.get("/export.<ending>")
@requires(may_edit_providers)
def export(ending: str) -> ResponseReturnValue:
    if ending not in table.ENDINGS:
        abort(404)
    today = local_day(current_person, at=clock.now())
    content = table.content_of(_wanted(), ending, year=today.year)
    # It changes nothing, but who took it along is recorded, in a short transaction of its own.
    with transaction():
        audited.exported(by=current_person)
    name = table.name_of(ending, today=today)
    return send_file(
        BytesIO(content), mimetype=MEDIA_TYPES[ending], as_attachment=True, download_name=name
    )


@bp.get("/unlisted")
@requires(may_edit_providers)
def unlisted() -> ResponseReturnValue:
    return render_template("providers/unlisted.html", rows=linking.unlisted())


@bp.get("/new")
@requires(may_edit_providers)
def new() -> ResponseReturnValue:
    """`name`: one that is in use, to begin with."""
    return _page(ProviderForm(data={"name": request.args.get("name", "")[:200]}))


@bp.post("")
@requires(may_edit_providers)
def create() -> ResponseReturnValue:
    form = ProviderForm()
    if not form.validate():
        return _page(form), 422
    try:
        provider, linked = actions.enter(form.facts, by=current_person, at=clock.now())
    except Conflict:
        return _known(form)
    say(gettext("“%(name)s” is entered.", name=provider.name))
    _tell_linked(linked)
    return redirect(url_for(".show", provider_id=provider.id))


@bp.get("/<int:provider_id>")
@requires(may_edit_providers)
def show(provider_id: int) -> ResponseReturnValue:
    provider = get_provider(provider_id)
    today = local_day(current_person, at=clock.now())
    courses = queries.courses_of(provider, lang=language())
    course_ids = [course.id for course in courses]
    return render_template(
        "providers/show.html",
        provider=provider,
        kinds=KINDS,
        agreement=agreement_state(provider.agreement_until, today=today),
        courses=courses,
        completions=queries.completions_of(course_ids),
        satisfaction=satisfaction.satisfaction_of(course_ids),
        years=figures.years_of(provider.id),
        count_unlinked=linking.count_unlinked(provider),
    )


@bp.get("/<int:provider_id>/edit")
@requires(may_edit_providers)
def edit(provider_id: int) -> ResponseReturnValue:
    provider = get_provider(provider_id)
    return _page(ProviderForm(data={name: getattr(provider, name) for name in FACTS}), provider)


@bp.post("/<int:provider_id>")
@requires(may_edit_providers)
def update(provider_id: int) -> ResponseReturnValue:
    provider, form = get_provider(provider_id), ProviderForm()
    if not form.validate():
        return _page(form, provider), 422
    try:
        linked = actions.change(provider, form.facts, by=current_person)
    except Conflict:
        return _known(form, provider)
    say(gettext("Saved."))
    _tell_linked(linked)
    return redirect(url_for(".show", provider_id=provider.id))


@bp.post("/<int:provider_id>/retirement")
@requires(may_edit_providers)
def create_retirement(provider_id: int) -> ResponseReturnValue:
    provider = get_provider(provider_id)
    actions.retire(provider, by=current_person, at=clock.now())
    say(gettext("“%(name)s” is offered no more. What it held stays.", name=provider.name))
    return redirect(url_for(".show", provider_id=provider.id))


@bp.post("/<int:provider_id>/return")
@requires(may_edit_providers)
def create_return(provider_id: int) -> ResponseReturnValue:
    provider = get_provider(provider_id)
    actions.bring_back(provider, by=current_person)
    say(gettext("“%(name)s” is offered again.", name=provider.name))
    return redirect(url_for(".show", provider_id=provider.id))


@bp.post("/<int:provider_id>/links")
@requires(may_edit_providers)
def create_links(provider_id: int) -> ResponseReturnValue:
    provider = get_provider(provider_id)
    _tell_linked(actions.link(provider, by=current_person))
    return redirect(url_for(".show", provider_id=provider.id))


def get_provider(provider_id: int) -> Provider:
    return queries.find_provider(provider_id) or abort(404)


def _tell_linked(count: int) -> None:
    if count:
        say(
            ngettext(
                "%(num)d entry that names this provider is linked with it.",
                "%(num)d entries that name this provider are linked with it.",
                count,
            )
        )


def _known(form: ProviderForm, provider: Provider | None = None) -> ResponseReturnValue:
    """Refused, with the way to the one that has the name."""
    form.name.errors = [gettext("This provider is in the register already.")]
    return _page(form, provider, known=find_provider_named(form.name.data)), 422


def _page(
    form: ProviderForm, provider: Provider | None = None, *, known: Provider | None = None
) -> str:
    return render_template("providers/form.html", form=form, provider=provider, known=known)
