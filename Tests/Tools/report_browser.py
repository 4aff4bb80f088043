#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Drives Debian's Chromium over every page of a report folder and says what is wrong with it.

    .venv/bin/python Tests/Tools/report_browser.py FOLDER [--shots FOLDER] [--only PART]

Each page is opened at 375, 768 and 1440 pixels, light, dark and for print. Asserted are: nothing on the console, nothing
loaded from elsewhere, no horizontal scroll, a language, one h1, the landmarks, links that lead somewhere in the report,
pictures that do not spill over, and that axe 4.12.1 finds nothing, in light and in dark. Prints a line a fault, and how
many pages were looked at; 1 where anything is wrong.
"""

import argparse
import pathlib
import shutil
import sys
import urllib.parse

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import sync_playwright

VERSION = "4.12.1"
WIDTHS = (375, 768, 1440)
LOOKS = (("light", "screen"), ("dark", "screen"), ("light", "print"))
STRUCTURE = """() => ({
  lang: document.documentElement.lang,
  title: document.title,
  h1: document.querySelectorAll('h1').length,
  landmarks: ['header', 'main', 'footer'].filter(name => !document.querySelector(name)),
  links: [...document.querySelectorAll('[href]')].map(link => link.getAttribute('href')),
  ids: [...document.querySelectorAll('[id]')].map(element => element.id),
})"""
SPILL = """() => {
  const root = document.documentElement
  const faults = []
  if (root.scrollWidth > root.clientWidth) faults.push(`scrolls: ${root.scrollWidth} over ${root.clientWidth}`)
  for (const text of document.querySelectorAll('svg.chart text')) {
    const box = text.getBoundingClientRect(), frame = text.ownerSVGElement.getBoundingClientRect()
    if (box.width && (box.right > frame.right + 4 || box.left < frame.left - 4))
      faults.push(`a picture's text spills over: ${text.textContent}`)
    if (box.width && box.height < 9) faults.push(`a picture's text is ${box.height} pixels high: ${text.textContent}`)
  }
  return faults
}"""


class Look:
    """One browser's look at one folder."""

    def __init__(self, browser, folder, shots):
        self.browser = browser
        self.folder = folder
        self.shots = shots
        self.faults = []
        self.structures = {}

    def fault(self, page, words):
        """Notes what is wrong with a page."""
        self.faults.append(f"{page}: {words}")

    def open(self, name, width, scheme, medium):
        """Opens a page; what it says on the console, or asks for, is a fault."""
        context = self.browser.new_context(
            offline=True, viewport={"width": width, "height": 900}, color_scheme=scheme
        )
        tab = context.new_page()
        tab.on("console", lambda message: self.fault(name, f"console: {message.text}"))
        tab.on("pageerror", lambda error: self.fault(name, f"error: {error}"))
        own = (self.folder / name).as_uri()
        tab.on("request", lambda request: request.url.split("#")[0] == own or self.fault(name, f"loads {request.url}"))
        tab.emulate_media(media=medium, color_scheme=scheme)
        tab.goto(own)
        return context, tab

    def look(self, name):
        """One page in all sizes and looks."""
        for width in WIDTHS:
            for scheme, medium in LOOKS:
                if medium == "print" and width != 768:
                    continue
                context, tab = self.open(name, width, scheme, medium)
                for words in tab.evaluate(SPILL):
                    self.fault(name, f"at {width}, {scheme} {medium}, {words}")
                if self.shots:
                    self.shoot(tab, name, f"{width}-{scheme}-{medium}")
                if medium == "screen" and width != 768:
                    self.ask(tab, name, f"{width}, {scheme}")
                if width == WIDTHS[0] and scheme == "light":
                    self.structures[name] = tab.evaluate(STRUCTURE)
                context.close()

    def shoot(self, tab, name, look):
        """A picture of the whole page, and of paper a document."""
        stem = name.replace("/", "_").removesuffix(".html")
        if look.endswith("print"):
            tab.pdf(path=str(self.shots / f"{stem}.pdf"))
        tab.screenshot(path=str(self.shots / f"{stem}-{look}.png"), full_page=True)

    def ask(self, tab, name, look):
        """What axe finds."""
        tab.evaluate(AXE_SCRIPT)
        if tab.evaluate("axe.version") != VERSION:
            sys.exit(f"report_browser: this is not axe {VERSION}")
        found = tab.evaluate("axe.run(document, {resultTypes: ['violations']})")
        for result in found["violations"]:
            places = [" ".join(node["target"]) for node in result["nodes"][:3]]
            self.fault(name, f"axe at {look}: {result['id']} at {places}")

    def check(self):
        """Structure and links, once all pages are known."""
        for name, page in self.structures.items():
            if not page["lang"] or not page["title"]:
                self.fault(name, "no language, or no title")
            if page["h1"] != 1:
                self.fault(name, f"{page['h1']} first headings")
            if page["landmarks"]:
                self.fault(name, f"no {page['landmarks']}")
            for link in page["links"]:
                self.follow(name, link)

    def follow(self, name, link):
        """A link leads to a page of the folder, and to what is there."""
        path, _, anchor = link.partition("#")
        target = (self.folder / name).parent / urllib.parse.unquote(path) if path else self.folder / name
        target = target.resolve()
        if not target.is_file() or not target.is_relative_to(self.folder):
            self.fault(name, f"the link {link} leads nowhere")
            return
        there = self.structures.get(str(target.relative_to(self.folder)))
        if anchor and there and anchor not in there["ids"]:
            self.fault(name, f"the link {link} leads to nothing on its page")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--shots", type=pathlib.Path, help="folder for pictures of every page")
    arguments.add_argument("--only", default="", help="only pages whose path has this in it")
    arguments.add_argument("--browser", default=shutil.which("chromium"), help="path of Chromium")
    options = arguments.parse_args()
    if options.browser is None:
        sys.exit("report_browser: there is no chromium; Scripts/install-packages test brings it")
    folder = options.folder.resolve()
    pages = sorted(str(path.relative_to(folder)) for path in folder.rglob("*.html"))
    pages = [page for page in pages if options.only in page]
    if options.shots:
        options.shots.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=options.browser)
        look = Look(browser, folder, options.shots)
        for page in pages:
            look.look(page)
        look.check()
        browser.close()
    for fault in look.faults:
        print(fault)
    print(f"{len(pages)} pages, {len(look.faults)} faults")
    return 1 if look.faults or not pages else 0


if __name__ == "__main__":
    sys.exit(main())
