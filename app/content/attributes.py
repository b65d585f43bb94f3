"""Braces behind a piece of Markdown, `{#id .class key=value}`; any others are text."""

import re

from markdown.extensions.attr_list import AttrListTreeprocessor

VALUE = r"""(?:"[^"{}\n]*"|'[^'{}\n]*'|[^\s"'{}=]+)"""
ONE = rf"(?:#[\w.:-]+|\.[A-Za-z_-][\w-]*|[A-Za-z][\w-]*={VALUE})"
BRACES = rf"\{{:?[ ]*({ONE}(?:[ ]+{ONE})*)[ ]*\}}"
AT_END = re.compile(rf"[ ]+{BRACES}[ ]*$")


class Attributes(AttrListTreeprocessor):  # type: ignore[misc]
    """Markdown's own takes whatever stands in braces, and what it does not know is lost."""

    HEADER_RE = AT_END
    BLOCK_RE = re.compile(rf"\n[ ]*{BRACES}[ ]*$")
    INLINE_RE = re.compile(BRACES)


def id_in(title: str) -> str:
    """The id in the braces behind a heading, "" for none."""
    match = AT_END.search(title)
    words = match.group(1).split() if match else []
    return next((word[1:] for word in words if word.startswith("#")), "")
