# SPDX-License-Identifier: Apache-2.0
"""Every gate is fed what it is there for, and something near by that it must let through."""

import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "Scripts" / "gates"))

import cited_tests  # noqa: E402
import constructs  # noqa: E402
import fuzzing  # noqa: E402
import kept_text  # noqa: E402
import sizes  # noqa: E402
import swift_text  # noqa: E402
from project import Project  # noqa: E402

# What the user's own git ignores is none of these tests' business.
os.environ.update(GIT_CONFIG_GLOBAL=os.devnull, GIT_CONFIG_NOSYSTEM="1")

LICENCE = constructs.LICENCE + "\n"


class GateTests(unittest.TestCase):
    """A small project in a temporary folder, and what a gate says of it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)
        subprocess.run(["git", "init", "--quiet", str(self.root)], check=True)

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def assert_found(self, gate, *places):
        """The gate names exactly these files, with lines where a place has one."""
        problems = gate(Project(self.root))
        self.assertEqual(len(problems), len(places), problems)
        for problem, place in zip(problems, places):
            self.assertTrue(problem.startswith(place + ":"), problem)


class SizeTests(GateTests):
    def test_a_long_file_is_found_and_a_table_is_not(self):
        self.write("Sources/A/Exact.swift", "let a = 1\n" * 300)
        self.write("Sources/A/Long.swift", "let a = 1\n" * 301)
        self.write("Sources/A/Table.swift", "let a = 1\n" * 900)
        self.write("Tests/ATests/Long.swift", "let a = 1\n" * 400)
        self.write("Scripts/tables.txt", "Sources/A/Table.swift a table\n")
        self.assert_found(sizes.file_sizes, "Sources/A/Long.swift")

    def test_a_table_that_is_short_again_leaves_the_list(self):
        self.write("Sources/A/Table.swift", "let a = 1\n")
        self.write("Scripts/tables.txt", "Sources/A/Table.swift a table\n")
        self.assert_found(sizes.file_sizes, "Scripts/tables.txt")

    def test_a_table_needs_its_reason(self):
        self.write("Scripts/tables.txt", "Sources/A/Table.swift\n")
        with self.assertRaises(SystemExit):
            sizes.file_sizes(Project(self.root))

    def test_a_long_function_is_found(self):
        for kind in ("func f(\n    a: Int = { 1 }()\n)", "init()", "subscript(a: Int) -> Int", "var f: Int", "deinit"):
            with self.subTest(kind):
                for lines, places in ((40, ()), (41, ("Sources/A/F.swift:2",))):
                    body = "    // a line } of { text\n" * lines
                    self.write("Sources/A/F.swift", f"struct A {{\n{kind} {{\n{body}}}\n}}\n")
                    self.assert_found(sizes.function_sizes, *places)

    def test_braces_in_text_do_not_count(self):
        self.write(
            "Sources/A/F.swift",
            'func f() {\n    let a = "}\\("{")"\n    let b = #"}"\\#(1)"#\n    let c = /[}]"/\n    let d = """\n        }\n'
            + '        """\n'
            + "    /* } /* } */ */\n" * 36
            + "}\n",
        )
        self.assert_found(sizes.function_sizes, "Sources/A/F.swift:1")

    def test_a_requirement_has_no_body(self):
        self.write("Sources/A/P.swift", "protocol P {\n    func f() -> Int\n}\nstruct A {\n" + "    let a = 1\n" * 60 + "}\n")
        self.assert_found(sizes.function_sizes)


class ConstructTests(GateTests):
    def test_a_file_without_its_licence_is_found(self):
        self.write("Sources/A/A.swift", "let a = 1\n")
        self.write("Sources/A/B.swift", LICENCE)
        self.assert_found(constructs.licences, "Sources/A/A.swift")

    def test_what_stops_the_process_is_found(self):
        for code in ("try! f()", "a as! B", "fatalError()", "precondition(a > 1)", "preconditionFailure()", "assert(a)"):
            with self.subTest(code):
                self.write("Sources/A/A.swift", f"let a = 1\n{code}\n")
                self.assert_found(constructs.traps, "Sources/A/A.swift:2")

    def test_words_about_it_are_no_trap(self):
        self.write("Sources/A/A.swift", '// try! fatalError()\nlet a = "try! \\(try f()) as!"\nlet b = try? f() as? B\n')
        self.assert_found(constructs.traps)

    def test_a_trap_in_an_interpolation_is_found(self):
        self.write("Sources/A/A.swift", 'let a = "\\(try! f())"\n')
        self.assert_found(constructs.traps, "Sources/A/A.swift:1")

    def test_a_note_to_oneself_is_found(self):
        self.write("Tests/ATests/A.swift", "let a = 1 // TO" + "DO: more\n")
        self.assert_found(constructs.unfinished, "Tests/ATests/A.swift:1")

    def test_a_vague_name_is_found(self):
        self.write("Sources/A/A.swift", "struct Certificate {}\nenum NetUtils {}\nfinal class CacheManager {}\n")
        self.assert_found(constructs.vague_names, "Sources/A/A.swift:2", "Sources/A/A.swift:3")

    def test_unsafe_code_stays_in_the_bridges(self):
        self.write("Sources/Crypto/A.swift", "extension A: @unchecked Sendable {}\nlet a = unsafe f()\n")
        self.assert_found(constructs.unsafe_rooms)
        self.write("Sources/Checks/A.swift", "// unsafe\nlet a = unsafe f()\nextension A: @unchecked Sendable {}\n")
        self.assert_found(constructs.unsafe_rooms, "Sources/Checks/A.swift:2", "Sources/Checks/A.swift:3")

    def test_an_exception_lets_one_file_call_c_and_share_nothing_unchecked(self):
        self.write("Scripts/exceptions.txt", "unsafe Sources/A/A.swift a reason\n")
        self.write("Sources/A/A.swift", "let a = unsafe f()\n")
        self.assert_found(constructs.unsafe_rooms)
        self.write("Sources/A/A.swift", "let a = unsafe f()\nextension A: @unchecked Sendable {}\n")
        self.assert_found(constructs.unsafe_rooms, "Sources/A/A.swift:2")
        self.write("Sources/A/A.swift", "let a = f()\n")
        self.assert_found(constructs.unsafe_rooms, "Scripts/exceptions.txt")

    def test_a_loose_dependency_is_found(self):
        self.write("Package.swift", '.package(url: "https://github.com/a/b", exact: "1.0.0"),\n')
        self.assert_found(constructs.pinned)
        self.write("Benchmarks/Package.swift", '.package(url: "https://github.com/a/b", from: "1.0.0"),\n')
        self.assert_found(constructs.pinned, "Benchmarks/Package.swift:1")
        self.write("Benchmarks/Package.swift", '.package(url: "https://mirror.example/a/b", exact: "1.0.0"),\n')
        self.assert_found(constructs.pinned, "Benchmarks/Package.swift:1")


class FuzzTests(GateTests):
    def parser(self, body="package init(body: some Collection<UInt8>) throws(WireError) {}"):
        self.write("Sources/TLSWire/Hello.swift", f"package struct Hello {{\n    {body}\n}}\n")

    def test_a_parser_without_a_target_is_found(self):
        self.parser()
        self.write("Fuzz/TLSWire/HelloFuzz.swift", "// Hello(body: )\nlet a = Hello(message: data)\n")
        self.assert_found(fuzzing.parsers_are_fuzzed, "Sources/TLSWire/Hello.swift:2")
        self.write("Fuzz/TLSWire/HelloFuzz.swift", "let a = try? Hello(body: data)\n")
        self.assert_found(fuzzing.parsers_are_fuzzed)

    def test_a_machine_of_bytes_is_a_parser(self):
        self.parser("package mutating func receive(_ bytes: some Collection<UInt8>) {}")
        self.assert_found(fuzzing.parsers_are_fuzzed, "Sources/TLSWire/Hello.swift:2")
        self.write("Fuzz/TLSWire/HelloFuzz.swift", "var a = Hello()\na.receive(data)\n")
        self.assert_found(fuzzing.parsers_are_fuzzed)

    def test_what_others_cannot_call_is_no_parser(self):
        self.parser("private init(body: some Collection<UInt8>) {}")
        self.assert_found(fuzzing.parsers_are_fuzzed)

    def test_the_settings_lexer_is_a_parser(self):
        self.write("Sources/Settings/Lexer.swift", "enum Lexer {\n    package static func lex(_ a: [UInt8]) {}\n}\n")
        self.assert_found(fuzzing.parsers_are_fuzzed, "Sources/Settings/Lexer.swift:2")

    def test_an_exception_that_is_not_needed_is_found(self):
        self.parser()
        self.write("Scripts/exceptions.txt", "fuzz Hello a reason\n")
        self.assert_found(fuzzing.parsers_are_fuzzed)
        self.write("Fuzz/TLSWire/HelloFuzz.swift", "let a = try? Hello(body: data)\n")
        self.assert_found(fuzzing.parsers_are_fuzzed, "Scripts/exceptions.txt")

    def test_a_target_without_inputs_is_found(self):
        self.write("Fuzz/TLSWire/HelloFuzz.swift", LICENCE)
        self.assert_found(fuzzing.targets_have_a_corpus, "Fuzz/corpus/Hello")
        self.write("Fuzz/corpus/Hello/a", "a")
        self.assert_found(fuzzing.targets_have_a_corpus)
        self.write("Fuzz/corpus/Goodbye/a", "a")
        self.assert_found(fuzzing.targets_have_a_corpus, "Fuzz/corpus/Goodbye")


class KeptTextTests(GateTests):
    def test_a_path_of_one_machine_is_found(self):
        for path in ("/wo" + "rk/main", "/ro" + "ot/.cache", "/opt/sw" + "ift/usr", "/ho" + "me/ann/src"):
            with self.subTest(path):
                self.write("Docs/a.md", f"See\n`{path}`.\n")
                self.assert_found(kept_text.no_machine_paths, "Docs/a.md:2")

    def test_other_paths_are_not(self):
        self.write("Docs/a.md", "/etc/chancery, Sources/work/a, https://a.example/work/, $HOME/root/, /home-page/\n")
        self.assert_found(kept_text.no_machine_paths)

    def test_a_registry_is_found(self):
        self.write("pip.conf", "index-" + "url = https://pypi.example/simple\n")
        self.assert_found(kept_text.no_registry_hosts, "pip.conf:1")

    def test_ignored_files_are_not_read(self):
        self.write(".gitignore", "/local\n")
        self.write("local", "/wo" + "rk/main\n")
        self.assert_found(kept_text.no_machine_paths)

    def test_what_is_made_stays_out(self):
        self.write("Package.resolved", "{}\n")
        self.write(".build-fuzz/a.o", "")
        self.assert_found(kept_text.builds_stay_out, ".build-fuzz/a.o", "Package.resolved")


class SwiftTextTests(unittest.TestCase):
    def test_blanking_keeps_lines_and_length(self):
        text = 'let a = "b\\(c("}"))" // {\n/* a\n*/ let d = #"""\n}\n"""#\nlet e = 4 / 2 / 1\n'
        code = swift_text.code_only(text)
        self.assertEqual(len(code), len(text))
        self.assertEqual(code.count("\n"), text.count("\n"))
        self.assertIn("c(", code)
        self.assertIn("4 / 2 / 1", code)
        self.assertNotIn("}", code)
        self.assertNotIn("{", code)


class CitedTests(GateTests):
    def test_a_test_that_is_cited_must_be_there(self):
        self.write("Tests/ATests/KeptTests.swift", "@Test func stays() {}\n// func commented()\n")
        self.write("Docs/model.md", "`KeptTests.stays`\n`KeptTests.commented`\n`GoneTests.stays` and `KeptTests`\n")
        self.assert_found(cited_tests.cited_tests_exist, "Docs/model.md:2", "Docs/model.md:3")


if __name__ == "__main__":
    unittest.main()
