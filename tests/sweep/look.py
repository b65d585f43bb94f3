"""Looks at one open page, from every side; the page stays where it is."""

import base64
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from playwright.sync_api import CDPSession, Page

from app.config import ROOT
from tests.sweep.findings import Finding

LOOKS = Path(__file__).parent / "looks"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# All that depends on colours; the rest of axe's rules finds the same in both themes.
COLOURS = ["color-contrast", "link-in-text-block"]
THEMES = ("light", "dark")
NARROW, PHONE, HALF, DESK = 320, 360, 640, 1280
HEIGHT = 900
# A picture of a longer page is cut off here.
LONGEST = 9000


@cache
def script(name: str) -> str:
    return (LOOKS / f"{name}.js").read_text(encoding="utf-8")


class Look:
    """`where`: the page's name in findings; `found`: what was found so far."""

    def __init__(self, page: Page, session: CDPSession, where: str) -> None:
        self.page = page
        self.session = session
        self.where = where
        self.found: list[Finding] = []
        page.evaluate(script("shared"))

    def at_everything(self, pictures: Path | None, *, is_key: bool) -> None:
        """`pictures`: how their files are called, without what tells width and theme; none are
        made without it."""
        self.at_focus("")
        if is_key:
            self.at_skip_link()
            self.in_forced_colours()
        self.at_motion()
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        self._in_both_themes(DESK, pictures, has_axe=True)
        self._in_both_themes(NARROW, None, has_axe=True)
        self.add("overflow", self.page.evaluate(script("overflow")))
        if pictures:
            self._in_both_themes(PHONE, pictures, has_axe=False)
        self._resize(PHONE)
        self.at_targets()
        self.with_large_text()

    def add(self, check: str, whats: Iterator[str] | list[str], suffix: str = "") -> None:
        self.found += [Finding(check, what, f"{self.where}{suffix}") for what in whats]

    def at_focus(self, suffix: str) -> None:
        stops = self.page.evaluate(script("remember"))
        # Controls with parts, such as dates and players, have more stops than elements.
        for place in range(stops * 2 + 20):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(script("stop"))
            if stop is None:
                return
            self.add("focus", stop["wrong"], suffix)
            if place == 0 and not stop["isSkipLink"] and not suffix:
                self.add("focus", [f"the first stop is no skip link but {stop['name']}"])
        self.add("focus", ["the keyboard never leaves the page"], suffix)

    def at_skip_link(self) -> None:
        self.page.evaluate(script("remember"))
        for key in ("Tab", "Enter", "Tab"):
            self.page.keyboard.press(key)
        if not self.page.evaluate(script("skip")):
            self.add("focus", ["the skip link skips nothing"])

    def in_forced_colours(self) -> None:
        self.page.emulate_media(forced_colors="active")
        self.at_focus(" forced colours")
        self.page.emulate_media(forced_colors="none")

    def at_motion(self) -> None:
        """The context asks for reduced motion."""
        running = self.page.evaluate(
            "document.getAnimations().filter((one) => one.playState === 'running'"
            " && one.effect.getTiming().duration > 1)"
            ".map((one) => `${one.effect.target?.className} ${one.animationName ?? ''}`)"
        )
        self.add("motion", running)

    def _in_both_themes(self, width: int, pictures: Path | None, *, has_axe: bool) -> None:
        self._resize(width)
        for theme in reversed(THEMES):
            self.page.emulate_media(color_scheme=theme)
            if has_axe:
                only = {"type": "rule", "values": COLOURS} if theme == "dark" else None
                self._axe(only or {"type": "tag", "values": TAGS}, f" {theme} {width}")
            if pictures:
                self._keep_picture(
                    pictures.with_name(f"{pictures.name}-{width}-{theme}.webp"), width
                )

    def _axe(self, only: dict[str, object], suffix: str) -> None:
        result = self.page.evaluate(
            "(only) => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only
        )
        for violation in result["violations"]:
            nodes = (_node(node) for node in violation["nodes"])
            self.add("axe", [f"{violation['id']}: {node}" for node in nodes], suffix)

    def at_targets(self) -> None:
        self.session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
        self.add("targets", self.page.evaluate(script("targets")))
        self.session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})

    def with_large_text(self) -> None:
        self.page.evaluate("document.documentElement.style.fontSize = '200%'")
        for width in (HALF, DESK):
            self._resize(width)
            for name in ("overflow", "clipped"):
                self.add("zoom", self.page.evaluate(script(name)), f" {width}")
        self.page.evaluate("document.documentElement.style.fontSize = ''")

    def _keep_picture(self, path: Path, width: int) -> None:
        """WebP, for which Playwright's own screenshots have no setting."""
        # As somebody sees it who has just come, not where the keyboard has led.
        self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        height = self.page.evaluate("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, LONGEST), "scale": 1}
        answer = self.session.send(
            "Page.captureScreenshot",
            {
                "format": "webp",
                "quality": 70,
                "captureBeyondViewport": True,
                "optimizeForSpeed": True,
                "clip": clip,
            },
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(answer["data"]))

    def _resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})


def _node(node: dict[str, object]) -> str:
    """The element's tag as axe shows it, and for colours what it measured."""
    html = str(node["html"]).partition(">")[0][:120] + ">"
    measured = next(
        (
            f" {data.get('fgColor')} on {data.get('bgColor')} {data.get('contrastRatio')}"
            for kind in ("any", "all", "none")
            for check in node[kind]  # type: ignore[attr-defined]
            if isinstance(data := check.get("data"), dict) and "contrastRatio" in data
        ),
        "",
    )
    return f"{html}{measured}"
