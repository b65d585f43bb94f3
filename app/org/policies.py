"""Who may look after people and units within reach, the registers of an agency, and agencies."""

from app.accounts.policies import (
    is_admin,
    is_officer,
    is_officer_everywhere,
    may_help_to_sign_in,
)

may_manage = is_officer
may_edit_positions = is_officer_everywhere
may_edit_agencies = is_admin
# And open the account again: nobody shuts out who may do more than they may, nor themselves.
may_deactivate = may_help_to_sign_in
# Whose address one may change, one may sign in as.
may_correct = may_help_to_sign_in
