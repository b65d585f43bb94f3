"""The register is one for all agencies, and its figures are those of everybody."""

from app.accounts.policies import is_officer_everywhere

may_edit_providers = is_officer_everywhere
