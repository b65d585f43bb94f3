"""What administrators set: all of it, and one setting's page."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from app.accounts.identity import current_person
from app.admin.forms.settings import SettingForm, form_for
from app.admin.policies import may_change_settings
from app.admin.views.base import bp
from app.kit import clock
from app.kit.errors import Invalid
from app.settings import actions, values
from app.settings.messages import MESSAGES
from app.settings.registry import Setting, by_group, find
from app.web.access import requires
from app.web.errors import message_of, register_messages
from app.web.messages import say
from app.web.proof import Proof, answered, asked

register_messages(MESSAGES)


@bp.get("/settings")
@requires(may_change_settings)
def settings() -> ResponseReturnValue:
    return render_template(
        "admin/settings.html",
        groups=by_group(),
        value_of=values.value_of,
        is_chosen=values.is_chosen,
        is_settled=values.is_settled,
        is_of_demo=values.is_of_demo,
    )


@bp.get("/settings/<key>")
@requires(may_change_settings)
def edit_setting(key: str) -> ResponseReturnValue:
    setting = _find(key)
    return _page(setting, form_for(setting, values.chosen_value(setting)), _asked(setting))


@bp.post("/settings/<key>")
@requires(may_change_settings)
def update_setting(key: str) -> ResponseReturnValue:
    setting = _find(key)
    form = form_for(setting)
    if not form.validate():
        return _page(setting, form, _asked(setting)), 422
    is_given, proof = _answered(setting)
    if not is_given:
        return _page(setting, form, proof), 422
    try:
        actions.change(setting, form.chosen, by_id=current_person.id, at=clock.now())
    except Invalid as error:
        return _refused(setting, form, proof, error)
    say(gettext("Saved. It holds from now on."))
    return redirect(url_for(".settings"))


@bp.post("/settings/<key>/default")
@requires(may_change_settings)
def reset_setting(key: str) -> ResponseReturnValue:
    setting = _find(key)
    is_given, proof = _answered(setting)
    if not is_given:
        return _page(setting, form_for(setting, values.chosen_value(setting)), proof), 422
    try:
        actions.reset(setting, by_id=current_person.id)
    except Invalid as error:
        form = form_for(setting, values.chosen_value(setting))
        return _refused(setting, form, proof, error)
    say(gettext("The default holds again: %(value)s.", value=setting.kind.words(setting.default)))
    return redirect(url_for(".settings"))


def _refused(
    setting: Setting[Any], form: SettingForm, proof: Proof | None, error: Invalid
) -> ResponseReturnValue:
    form.value.errors = [message_of(error)]
    return _page(setting, form, proof or _asked(setting)), 422


def _find(key: str) -> Setting[Any]:
    return find(key) or abort(404)


def _asked(setting: Setting[Any]) -> Proof | None:
    return asked() if setting.group.is_guarded else None


def _answered(setting: Setting[Any]) -> tuple[bool, Proof | None]:
    """Not asked for what the operator has settled: that is refused in any case."""
    if values.is_settled(setting) or not setting.group.is_guarded:
        return True, None
    return answered()


def _settled(setting: Setting[Any]) -> str:
    """In words; "" where it is for administrators to choose."""
    value = values.settled_value(setting)
    return "" if value is None else setting.kind.words(value)


def _page(setting: Setting[Any], form: SettingForm, proof: Proof | None) -> str:
    return render_template(
        "admin/setting.html",
        setting=setting,
        form=form,
        proof=proof,
        default=setting.kind.words(setting.default),
        is_chosen=values.is_chosen(setting),
        settled=_settled(setting),
        is_of_demo=values.is_of_demo(setting),
    )
