# SPDX-License-Identifier: Apache-2.0
"""The manual's generator on small inputs: no word of a source may become a macro, and every comment finds its key."""

import pathlib
import shutil
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Scripts" / "manual"))

import commands  # noqa: E402
import mdoc  # noqa: E402
import settings  # noqa: E402
from shipped import Shipped, blocks  # noqa: E402


def rendered(page):
    plain = subprocess.run(["mandoc", "-Tutf8", "-O", "width=200"], input=page, check=True, capture_output=True, text=True).stdout
    return subprocess.run(["col", "-b"], input=plain, check=True, capture_output=True, text=True).stdout


@unittest.skipUnless(shutil.which("mandoc"), "mandoc is missing")
class MdocTests(unittest.TestCase):
    def test_no_text_becomes_a_macro_or_an_escape(self):
        body = mdoc.paragraphs([".Xr is no macro here.", "'quoted' and C:\\new\\fB.", [".Dd literal", "a\\b"]])
        page = mdoc.page("x", 1, "test", "January 1, 2026", [("DESCRIPTION", [*body, *mdoc.tagged([(f"Ar {mdoc.argument('Fl . name')}", ["Meaning."])])])])
        text = rendered(page)
        for words in (".Xr is no macro here.", "'quoted' and C:\\new\\fB.", ".Dd literal", "a\\b", "Fl . name"):
            self.assertIn(words, text)

    def test_sentences_begin_lines_and_abbreviations_do_not_end_them(self):
        self.assertEqual(mdoc.lines("One. Two (RFC 3161). Three e.g. this."), ["One.", "Two (RFC 3161).", "Three e.g. this."])

    def test_see_also_is_in_the_order_of_sections_and_names(self):
        self.assertEqual(mdoc.references([("b", 5), ("z", 1), ("a", 5)]), [".Xr z 1 ,", ".Xr a 5 ,", ".Xr b 5"])


class ShippedTests(unittest.TestCase):
    FILE = """\
# What the file is.
#
#   as      a table
#   with    two rows

#[Endpoint www.mfa.example]

# The port.
# Default: 443.
#Port=443

# Three of a kind.
#First=1
#Second=2

# About the section as a whole.

[Model]
# Its name.
Name=Any
[Category leaks]
# Of this category alone.
Title=Leaks
"""

    def setUp(self):
        self.shipped = Shipped(self.FILE)

    def test_the_header_keeps_its_table(self):
        self.assertEqual(blocks(self.shipped.header), ["What the file is.", ["as      a table", "with    two rows"]])

    def test_a_comment_documents_the_keys_below_it(self):
        self.assertEqual(self.shipped.said("Endpoint", "Port"), ["The port. Default: 443."])
        self.assertEqual(self.shipped.said("Endpoint", "First"), ["Three of a kind."])
        self.assertEqual(self.shipped.said("Endpoint", "Second"), ["Three of a kind."])
        self.assertEqual(self.shipped.said("Model", "Name"), ["Its name."])

    def test_what_is_said_of_one_section_documents_no_key_of_all(self):
        self.assertEqual(self.shipped.said("Category", "Title"), [])

    def test_an_example_is_a_section_as_it_stands(self):
        self.assertEqual(self.shipped.examples["Endpoint"], ["[Endpoint www.mfa.example]", "Port=443", "First=1", "Second=2"])

    def test_a_table_of_keys_in_the_header_documents_them(self):
        shipped = Shipped("# Links.\n#\n# Down=       towards the reader,\n#             in kbit/s\n# Up=, Back=  from the reader\n\n[Link a]\nDown=1\n")
        self.assertEqual(shipped.said("Link", "Down"), ["towards the reader, in kbit/s"])
        self.assertEqual(shipped.said("Link", "Back"), ["from the reader"])


class CommandTests(unittest.TestCase):
    def test_a_discussion_is_taken_apart(self):
        discussion = commands.Discussion({"discussion": "Words.\n\nExit status: 0 done, 1 a gate, or more, 64 usage.\n\nExamples:\n  chancery a\n  chancery b"})
        self.assertEqual(discussion.prose, ["Words."])
        self.assertEqual(discussion.examples, ["chancery a", "chancery b"])
        self.assertEqual(discussion.statuses, [("0", "Done."), ("1", "A gate, or more."), ("64", "Usage.")])

    def test_a_section_without_a_page_stops_the_generator(self):
        kinds = [{"name": kind} for _, _, _, files, kinds, _, _ in settings.PAGES if files == "inventory" for kind in kinds]
        with self.assertRaises(SystemExit) as stopped:
            settings.check_coverage({"files": [{"name": "inventory", "sections": [*kinds, {"name": "Newcomer"}]}]})
        self.assertIn("Newcomer", str(stopped.exception))


if __name__ == "__main__":
    unittest.main()
