"""Pages for who saves data: pictures of courses wait, each behind a link that says its size.

Works on finished HTML, ours and sanitised: there every value is quoted, and nothing is parsed anew.
"""

import re
from collections.abc import Callable, Mapping

TAG = re.compile(r'<(?:img|video|a|/a)\b(?:[^<>"]|"[^"]*")*>')
ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
DIGEST = re.compile(r"/media/([0-9a-f]{64})/")
POSTER = re.compile(r' poster="/media/[^"]*"')


def digests_in(html: str) -> set[str]:
    """Of the files that the links would lead to."""
    found = (DIGEST.match(lightest(tag)) for tag in TAG.findall(html) if tag.startswith("<img"))
    return {match[1] for match in found if match}


def with_links(html: str, sizes: Mapping[str, int], words: Callable[[int | None], str]) -> str:
    """`sizes`: bytes by digest; `words`: what a link says of so many bytes, None where unknown."""
    waiting: list[str] = []
    is_linked = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal is_linked
        tag = match[0]
        if tag.startswith("<video"):
            return POSTER.sub("", tag)
        if tag.startswith(("<a", "</a")):
            is_linked = tag.startswith("<a")
            links = "".join(waiting)
            waiting.clear()
            return tag + links
        address = DIGEST.match(lightest(tag))
        if address is None:
            return tag
        link = link_to(tag, words(sizes.get(address[1])))
        if not is_linked:
            return link
        waiting.append(link)  # links do not nest, so it follows the one it stood in
        return f"<span>{attributes_of(tag).get('alt', '')}</span>"

    return TAG.sub(replaced, html)


def link_to(tag: str, words: str) -> str:
    given = attributes_of(tag)
    room = "".join(f' data-{name}="{given[name]}"' for name in ("width", "height") if name in given)
    return (
        f'<a class="waiting-picture" href="{lightest(tag)}" data-picture{room}>'
        f"<span data-alt>{given.get('alt', '')}</span> <span>{words}</span></a>"
    )


def lightest(tag: str) -> str:
    """The address of the smallest copy, else of the picture itself."""
    given = attributes_of(tag)
    return (given.get("srcset") or given.get("src", "")).partition(" ")[0]


def attributes_of(tag: str) -> dict[str, str]:
    """As written, with what is escaped in them left so."""
    return dict(ATTRIBUTE.findall(tag))
