"""What administrators set in the browser. Each setting is declared by the feature that owns it:

    # app/notes/settings.py
    from app.settings.kinds import Number
    from app.settings.registry import Group, Setting, declare
    from app.settings.units import days

    NOTES = Group("notes", lazy_gettext("Notes"))
    NOTE_DAYS = declare(
        Setting(
            key="notes.days",  # for good: the database keeps it
            group=NOTES,
            label=lazy_gettext("How long notes are kept"),
            help=lazy_gettext("Counted from the day a note was written."),
            kind=Number(1, 365, unit=days),
            default=30,
        )
    )

and is read where it is needed, typed, without a query on pages of people who are signed in:

    from app.settings.values import value_of

    kept = timedelta(days=value_of(NOTE_DAYS))

The module has to be imported by the feature itself: a setting that nobody imports is on no page. A
row in the second table of `docs/settings.md` tells of it (a test asks for it), and the page under
/settings comes by itself. `variable` names the environment variable, listed in `config.SETTLED`, by
which the operator may settle it instead; few have one.

A value is what the operator has settled, else what an administrator has chosen, else the default.
"""
