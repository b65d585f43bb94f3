"""Who may answer requests for correction within reach, and who keeps the data clean."""

from app.accounts.policies import is_admin, is_officer, may_help_to_sign_in

may_answer = is_officer
# Who may not correct somebody promises them nothing either.
may_decide = may_help_to_sign_in
# What is removed, whose name is taken away, and whom a breach has touched.
may_keep_clean = is_admin
