// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Settings
import Standards
import Testing

struct PolicyFileTests {
    static let head = """
        [Policy p]
        Name=P
        Edition=1
        Source=https://p.example
        EffectiveFrom=2026-01-01


        """

    private static func problems(_ text: String) -> [String] {
        do throws(StandardErrors) {
            _ = try PolicyFile.read(Array(text.utf8), file: "p.conf")
            return []
        } catch {
            return error.diagnostics.map(\.summary)
        }
    }

    @Test func whatIsShippedIsRead() throws {
        let standards = try Standards.shipped()
        #expect(standards.policies.count == 8)
        #expect(standards.grade?.rows.isEmpty == false)
    }

    @Test func everyFileOfTheFolderIsShipped() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Config/policies")
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(Set(files) == Set(try Standards.shipped().policies.map { "\($0.id).conf" }))
    }

    @Test(
        "A mistake is an error with its place",
        arguments: [
            (
                "[Rule r]\nSubject=suites\nAllowed=TLS_RSA_WITH_NOTHING\nClause=1\n",
                "p.conf:9:9: error: Allowed: there is no cipher suite 'TLS_RSA_WITH_NOTHING'"
            ),
            (
                "[Rule r]\nSubject=versions\nForbidden=ssl3\nRequired=ssl3\nClause=1\n",
                "p.conf:9:11: error: Forbidden: 'ssl3' has a level already"
            ),
            (
                "[Rule r]\nSubject=versions\nForbidden=ssl3\nAfter=forbidden\nClause=1\n",
                "p.conf:10:7: error: After= has no meaning without Until="
            ),
            (
                "[Rule r]\nSubject=versions\nMaximum=3\nClause=1\n",
                "p.conf:7:1: error: a rule of versions needs one of Required=, Recommended=, Allowed=, PhaseOut=, Forbidden="
            ),
            (
                "[Rule r]\nSubject=certificate-lifetime\nAllowed=x\nClause=1\n",
                "p.conf:7:1: error: a rule of certificate lifetime gives a number and no list"
            ),
            (
                "[Rule r]\nSubject=features\nVersions=tls1.2\nForbidden=compression\nClause=1\n",
                "p.conf:9:10: error: Versions: a rule of features speaks of no version"
            ),
            (
                "[Rule r]\nSubject=versions\nForbidden=ssl3\n",
                "p.conf:7:1: error: [Rule r] lacks the required key Clause"
            ),
            (
                "[Rule r]\nSubject=versions\nForbidden=ssl3\nFrom=2027-01-01\nUntil=2026-01-01\nClause=1\n",
                "p.conf:11:7: error: Until: 2026-01-01 is before From (2027-01-01)"
            ),
            ("[Ruel r]\n", "p.conf:7:2: error: unknown section [Ruel]"),
        ]
    )
    func mistakes(_ body: String, _ message: String) {
        #expect(Self.problems(Self.head + body).first == message)
    }

    @Test func aFileHoldsOnePolicyAndSomeRule() {
        #expect(Self.problems("").first == "p.conf: error: the file has no [Policy …] section")
        #expect(Self.problems(Self.head).first == "p.conf:1:1: error: [Policy p] has no rule")
        let rule = "[Rule r]\nSubject=versions\nForbidden=ssl3\nClause=1\n"
        let second = Self.head.replacing("[Policy p]", with: "[Policy q]")
        #expect(
            Self.problems(Self.head + rule + second).first == "p.conf:11:1: error: a file holds one policy"
        )
    }

    @Test func mutatedFilesNeverTrap() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Config")
        var generator = SystemRandomNumberGenerator()
        for name in ["policies/ncsc-nl-2025-05.conf", "grade.conf"] {
            let bytes = Array(try Data(contentsOf: folder.appending(path: name)))
            for _ in 0..<40 {
                var mutated = bytes
                for _ in 0..<Int.random(in: 1...20, using: &generator) {
                    let place = mutated.indices.randomElement(using: &generator) ?? 0
                    mutated[place] = UInt8.random(in: 0...255, using: &generator)
                }
                _ = try? PolicyFile.read(mutated, file: "p")
                _ = try? GradeFile.read(mutated, file: "g")
            }
        }
    }
}
