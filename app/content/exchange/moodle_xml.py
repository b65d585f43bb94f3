"""Moodle's XML, the fullest of the banks: all our types but the scale, and pictures within.

After https://docs.moodle.org/en/Moodle_XML_format. Texts are written as Markdown, which Moodle
knows, so that they come back as they were.
"""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from app.content.exchange.format import Format, Source, Unreadable, Wishes
from app.content.exchange.item_writer import item_of
from app.content.exchange.moodle_reader import Reader
from app.content.exchange.moodle_writer import Writer
from app.content.exchange.pictures import Pictures
from app.content.exchange.pool import Pools
from app.content.exchange.xml_tree import tree_of
from app.content.findings import Finding, Report
from app.content.model import Course, Page


class MoodleXml(Format):
    name = "moodle-xml"
    suffixes = (".xml",)
    can_read = can_write = True

    def convert(self, source: Source) -> tuple[tuple[Page, ...], Mapping[str, bytes]]:
        root = tree_of(source.data)
        if root.tag != "quiz":
            raise Unreadable("E901", root.line, case="moodle")
        pictures = Pictures(source.report)
        reader = Reader(source.report, pictures, source.lang)
        items = [item for node in root.all("question") if (item := reader.item(node))]
        return Pools(source).pages(items), pictures.found

    def produce(
        self, course: Course, wishes: Wishes, findings: list[Finding]
    ) -> Mapping[str, bytes]:
        root = Element("quiz")
        for page in course.pages:
            report = Report(page.path, findings)
            items = [item_of(question, page.title, report) for question in page.questions]
            if any(items):
                category(root, page.title)
            writer = Writer(root, page, wishes.assets, report)
            for item in items:
                if item:
                    writer.question(item)
        if not len(root):
            raise Unreadable("E903", case="course")
        indent(root)
        return {f"{course.ref}.xml": tostring(root, encoding="utf-8", xml_declaration=True)}


def category(root: Element, title: str) -> None:
    node = SubElement(SubElement(root, "question", type="category"), "category")
    SubElement(node, "text").text = f"$course$/top/{title.replace('/', '//')}"
