"""Who may bring in and take out staff lists: they concern the whole agency."""

from app.accounts.policies import is_officer_everywhere

may_import = is_officer_everywhere
