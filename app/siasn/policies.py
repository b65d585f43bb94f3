"""Handing over concerns a whole agency."""

from app.accounts.policies import is_officer_everywhere

may_hand_over = is_officer_everywhere
