"""The saved pages, read by html-validate and by the W3C's checker: one call each."""

import json
import re
import subprocess
from pathlib import Path

from app.config import ROOT
from tests.sweep.findings import Finding

TOOLS = ROOT / "node_modules"
HTML_VALIDATE = TOOLS / ".bin" / "html-validate"
VNU = TOOLS / "vnu-jar" / "build" / "dist" / "vnu.jar"
# What the W3C's checker says that is no fault, each with its reason.
NO_FAULT = (
    # htmx reads these; browsers leave unknown attributes alone.
    r"Attribute “hx-[a-z-]+” not allowed",
    # Safari takes a list without bullets for none, unless its role is said.
    r"The “list” role is unnecessary",
)


def html_validate(folder: Path) -> list[Finding]:
    command = [HTML_VALIDATE, "--config", ROOT / ".htmlvalidate.cjs", "--formatter", "json"]
    # Into a file: what Node has not written into a pipe when it ends is lost.
    told = folder.with_name("html-validate.json")
    with told.open("w") as into:
        done = subprocess.run(
            [*command, folder], stdout=into, stderr=subprocess.PIPE, text=True, check=False
        )
    if not told.stat().st_size:
        raise RuntimeError(done.stderr)
    return [
        Finding("html", f"{message['ruleId']}: {message['message']}", _place(page, message["line"]))
        for page in json.loads(told.read_text(encoding="utf-8"))
        for message in page["messages"]
    ]


def w3c(folder: Path) -> list[Finding]:
    command = ["java", "-Xss1024k", "-jar", VNU, "--format", "json", "--stdout"]
    done = subprocess.run(
        [*command, "--exit-zero-always", "--skip-non-html", folder],
        capture_output=True,
        text=True,
        check=False,
    )
    if not done.stdout:
        raise RuntimeError(done.stderr)
    return [
        Finding(
            "w3c", _words(message), _place({"filePath": message["url"]}, message.get("lastLine"))
        )
        for message in json.loads(done.stdout)["messages"]
        if not any(re.search(pattern, message["message"]) for pattern in NO_FAULT)
    ]


def _words(message: dict[str, str]) -> str:
    return f"{message.get('subType', message['type'])}: {message['message']}"


def _place(page: dict[str, str], line: object) -> str:
    return f"{Path(page['filePath']).name}:{line}"
