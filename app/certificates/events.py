"""What certificates tell the rooms above."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CertificateIssued:
    certificate_id: int
    person_id: int
    completion_id: int | None
