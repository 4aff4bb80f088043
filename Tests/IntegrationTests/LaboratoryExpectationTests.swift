// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Laboratory
import Model
import Testing

/// The demo and every planted fault, measured for real and compared with what was written beforehand.
@Suite(.serialized)
struct LaboratoryExpectationTests {
    /// `*` stands for every check that needs an answer from the host; whether TLS begins in plain text the
    /// service says.
    private static let checksThatNeedAnAnswer =
        Catalog.identities.values.filter { $0.scope == .address }.map(\.id)
        .filter { id in
            !["tls.starttls-missing", "endpoint.unexpected-service"].contains(id)
                && !["web.", "conference.", "inclusion.accessibility-", "inclusion.script-"].contains {
                    id.hasPrefix($0)
                }
        }
        + ["endpoint.unreachable", "inclusion.clients-excluded"]

    /// `web.*` stands for every check that needs a page; one address has nothing to differ from, and no site
    /// for the public is among those without a page.
    private static let checksThatNeedAPage =
        Catalog.identities.keys.filter { id in
            id.hasPrefix("web.")
                && ![
                    "web.addresses-differ", "web.statements-stale", "web.content-replaced",
                    "web.ai-agents-unaddressed", "web.corrections-unlinked",
                ].contains(id)
        } + ["endpoint.unexpected-service"]

    private static func expanded(_ host: String, _ check: String, _ phase: String) -> [String] {
        let checks =
            switch check {
            case "*": checksThatNeedAnAnswer
            case "web.*": checksThatNeedAPage
            default: [check]
            }
        return checks.map { "\(host) unknown \($0) \(phase)" }
    }

    @Test func theDemoFindsWhatWasWrittenBeforehand() async throws {
        let expected = try fixture("laboratory/expected.txt").flatMap { words in
            words[1] == "unknown"
                ? Self.expanded(words[0], words[2], words[3]) : [words.joined(separator: " ")]
        }
        let found = try await LaboratoryCycle.demo()
        #expect(Set(expected).subtracting(found).sorted() == [], "expected and not found")
        #expect(found.subtracting(expected).sorted() == [], "found and not expected")
    }

    @Test func eachFaultAddsAndTakesAwayJustItsOwnFindings() async throws {
        let faults = Fault.all
        let specimens = faults.enumerated().map { index, fault in
            Specimen(host: "\(fault.id).lab.example", number: UInt8(index + 100), fault: fault)
        }
        let found = try await LaboratoryCycle.servers(specimens)
        let table = try fixture("laboratory/faults.txt")
        for fault in faults {
            let host = "\(fault.id).lab.example"
            let own = found.filter { $0.hasPrefix("\(host) ") }
            #expect(own == Self.expectation(of: fault.id, as: host, in: table), "\(fault.id)")
        }
    }

    @Test func aSoundServerHasOnlyWhatItsLibraryLacks() async throws {
        let found = try await LaboratoryCycle.servers([Specimen(host: "sound.lab.example", number: 90)])
        let table = try fixture("laboratory/faults.txt")
        #expect(found == Self.expectation(of: "sound", as: "sound.lab.example", in: table))
    }

    @Test func aSharedKeyIsTheMinistrysFinding() async throws {
        let hosts = ["one.lab.example", "two.lab.example"]
        let apart = try await LaboratoryCycle.servers([
            Specimen(host: hosts[0], number: 91), Specimen(host: hosts[1], number: 92),
        ])
        let shared = try await LaboratoryCycle.servers([
            Specimen(host: hosts[0], number: 93),
            Specimen(host: hosts[1], number: 94, fault: .sharedKey(with: hosts[0])),
        ])
        #expect(shared.subtracting(apart) == ["ministry certificate.key-shared shared"])
        #expect(apart.subtracting(shared) == [])
    }

    /// The sound server's findings, changed as the fault's lines say.
    private static func expectation(of fault: String, as host: String, in table: [[String]]) -> Set<String> {
        var findings = Set(
            table.filter { $0[0] == "sound" && $0[1] == "=" }.map { "\(host) \($0[2]) \($0[3])" }
        )
        for line in table where line[0] == fault {
            switch line[1] {
            case "+": findings.insert("\(host) \(line[2]) \(line[3])")
            case "-": findings.remove("\(host) \(line[2]) \(line[3])")
            case "?": findings.formUnion(expanded(host, line[2], line[3]))
            default: break
            }
        }
        return findings
    }
}
