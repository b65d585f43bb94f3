"""What administrators alone may do."""

from app.accounts.policies import is_admin

may_see_audit = is_admin
may_give_roles = is_admin
may_change_settings = is_admin
may_see_jobs = is_admin
