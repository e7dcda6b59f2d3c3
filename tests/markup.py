"""What must never be found in a page of ours, told from its markup and, in a browser, from what it has become.

A page is made of elements that we write, without handlers, styles or scripts of its own, and leads to our own pages or
to the web. A script of a payload sets `__executed`.
"""

import re
from html.parser import HTMLParser
from typing import Any

from hostile import Payload
from test_browser import Visit
from werkzeug.test import Client

from graph.legible import legible

TAGS = {
    "a", "article", "aside", "b", "bdi", "blockquote", "body", "br", "button", "caption", "circle", "cite",
    "clippath", "code", "dd", "defs", "desc", "details", "dialog", "div", "dl", "dt", "ellipse", "em", "fieldset",
    "figcaption", "figure", "footer", "form", "g", "h1", "h2", "h3", "h4", "head", "header", "hr", "html", "input",
    "kbd", "label", "legend", "li", "line", "link", "main", "mark", "meta", "metadata", "nav", "ol", "optgroup",
    "option", "output", "p", "path", "pattern", "polygon", "polyline", "pre", "q", "rect", "s", "script", "section",
    "select", "small", "span", "strong", "style", "summary", "svg", "symbol", "table", "tbody", "td", "text",
    "textarea", "tfoot", "th", "thead", "time", "title", "tr", "tspan", "ul", "use",
}  # fmt: skip
FOLLOWED = {"href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset"}
SAFE_ADDRESS = re.compile(r"/(?![/\\])[^\s\\]*|[?#].*|data:,|https?://[\w.:-]+(/.*)?|", re.DOTALL)
WATCH = """
    Object.defineProperty(window, "__executed", { set(how) { console.error(`executed: ${how} at ${location}`); } });
    addEventListener("securitypolicyviolation", (event) => console.error(`policy: ${event.blockedURI} ${location}`));
"""
STRANGE = """[...document.querySelectorAll("*")].flatMap((each) => {
    const script = each.localName === "script" && !each.src && !/json$/.test(each.type);
    const leads = each.localName === "a" && (each.getAttribute("href") ?? each.getAttribute("xlink:href"));
    const link = leads && ![`http:`, `https:`, location.protocol].includes(new URL(leads, location).protocol);
    const named = [...each.attributes].some(({ name }) => /^on|^srcdoc$|^autofocus$/.test(name));
    const media = /^(img|iframe|object|embed|base|video|audio|math|marquee|plaintext)$/.test(each.localName);
    return script || link || named || media ? [each.outerHTML.slice(0, 200)] : [];
})"""


class Markup(HTMLParser):
    """What a page is made of, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.words: list[str] = []
        self.values: list[str] = []
        self.inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        given = {name: value or "" for name, value in attributes}
        self.values.extend(given.values())
        if tag not in TAGS:
            self.faults.append(f"<{tag}>")
        if tag == "script" and not (
            given.get("src", "").startswith("/static/") or given.get("type", "").endswith("json")
        ):
            self.faults.append(f"script {given}")
        for name, value in given.items():
            if name.startswith("on") or name in ("style", "srcdoc", "autofocus", "http-equiv"):
                self.faults.append(f"<{tag} {name}={value}>")
            if name in FOLLOWED and not SAFE_ADDRESS.fullmatch(value):
                self.faults.append(f"<{tag} {name}={value}>")

    def handle_data(self, words: str) -> None:
        self.words.append(words)

    @property
    def text(self) -> str:
        """All words of the page, then the values of its attributes; blanks in a row are made one."""
        return squeezed(" ".join(["".join(self.words), *self.values]))


def squeezed(text: str) -> str:
    return " ".join(text.split())


class Watched(Visit):
    """A tab in which a script of a payload, a dialog and a violation of the policy are faults, in frames too."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.tab.add_init_script(WATCH)
        self.tab.on("dialog", self._dismiss)
        self.tab.on("popup", lambda page: self._note(True, f"opened {page.url}"))

    def _dismiss(self, dialog: Any) -> None:
        self._note(True, f"dialog {dialog.message}")
        dialog.dismiss()


def get(client: Client, path: str) -> Any:
    return client.get(path, headers={"Accept": "text/html, */*;q=0.1"})


def stands_in(payload: Payload, text: str) -> bool:
    """Tell whether a text holds a payload as a name is shown, or as a quotation is."""
    forms = (legible(payload.text), legible(payload.text.strip()), payload.in_text)
    return any(squeezed(form) in text for form in forms)
