"""A staff list that was checked: somebody new, somebody who moves, and rows with faults."""

from datetime import datetime
from threading import Event

from app.accounts.models import Person
from app.accounts.queries import find_number
from app.jobs import actions as jobs
from app.jobs import worker
from app.org.models import Agency
from app.staffing.actions import take_in
from app.staffing.models import StaffImport
from app.web.transaction import transaction

HEAD = "NIP;Nama;E-mail;Kode Unit;Jabatan;Pangkat/Golongan;TMT;Status"
NEW = "199502282020122001;Gita Permata;gita.permata@lentera.example;{unit};Arsiparis;;2026-03-02;"
BROKEN = "1,98309E+17;Rahmat;rahmat lentera.example;X.99;Analis;;31/02/2026;cuti"


def bring(officer: Person, agency: Agency, moved: Person, unit: str, *, at: datetime) -> int:
    """The import's id; outside any transaction, as workers are."""
    number = find_number(moved.id)
    lines = [HEAD, NEW.format(unit=unit), f"{number};{moved.name};;;;Penata (III/c);;", BROKEN]
    with transaction():
        found: StaffImport = take_in(
            agency,
            name="daftar-pegawai.csv",
            data="\n".join(lines).encode(),
            by=officer,
            day=at.date(),
            at=at,
        )
        import_id = found.id
        jobs.start(
            "staffing.check",
            person_id=officer.id,
            arguments={"import_id": import_id},
            key=None,
            subject=found.file_name,
            language="id",
            back="/staff-imports",
            at=at,
        )
    worker.run_next(Event())
    return import_id
