"""Who may change the weights, which concern everybody, and who sees whose index."""

from app.accounts.policies import is_employee, is_officer, is_officer_everywhere

may_edit_weights = is_officer_everywhere
may_simulate = is_employee
# Of whom, `reach` says.
may_see_people = is_officer
may_see_units = is_officer
