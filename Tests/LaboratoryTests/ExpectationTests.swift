// SPDX-License-Identifier: Apache-2.0
import Foundation
import Laboratory
import Testing

/// The two files of expectations, each against the laboratory and against the other.
struct ExpectationTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Fixtures/laboratory")

    /// The lines of a file that say something, in words.
    private func lines(_ name: String) throws -> [[String]] {
        let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: " ").map(String.init)
        }
    }

    @Test func bothFilesAreSortedAndSayNothingTwice() throws {
        let expected = try lines("expected.txt").map { $0.joined(separator: " ") }
        #expect(expected == Set(expected).sorted())
        #expect(try lines("expected.txt").allSatisfy { $0.count == ($0[1] == "unknown" ? 4 : 3) })
        for name in ["faults.txt", "domain-faults.txt"] {
            let faults = try lines(name)
            #expect(Set(faults).count == faults.count)
            #expect(faults.allSatisfy { $0.count == 4 && ["=", "+", "-", "?"].contains($0[1]) })
        }
    }

    @Test func everySpecimenAndEveryFaultIsListed() throws {
        let hosts = Set(try lines("expected.txt").map { $0[0] })
        let domains = DomainSpecimen.demo.map(\.domain)
        #expect(
            hosts == Set(Specimen.demo.map(\.host) + domains + ["mx1.mfa.example", "ministry", "nairobi"])
        )
        let faults = Set(try lines("faults.txt").map { $0[0] })
        #expect(faults == Set(Fault.all.map(\.id) + ["sound", "shared-key", Self.statements.role]))
        let others = Fault.relayFaults + Fault.siteFaults + Fault.platformFaults
        let apart = Set(try lines("domain-faults.txt").map { $0[0] }).subtracting(["sound"])
        #expect(apart == Set(DomainFault.all.map(\.id) + others.map(\.id)))
        #expect(apart.isDisjoint(with: faults))
    }

    /// What the self-check goes by is what was written beforehand.
    @Test func eachFaultDeclaresWhatItBreaks() throws {
        let table = try lines("faults.txt") + lines("domain-faults.txt")
        func added(_ fault: String) -> Set<String> {
            Set(table.filter { $0[0] == fault && $0[1] == "+" }.map { $0[2] })
        }
        let shared = Fault.sharedKey(with: "www.mfa.example")
        for fault in Fault.all + Fault.relayFaults + Fault.siteFaults + Fault.platformFaults + [shared] {
            #expect(fault.breaks == added(fault.id), "\(fault.id)")
        }
        let sound = try lines("faults.txt").filter { $0[0] == "sound" }.map { $0[2] }
        #expect(Specimen.shortcomings == Set(sound))
    }

    @Test func theFaultsOfTheSelfCheckHideNothing() throws {
        let ids = Fault.selfCheck.map(\.id)
        #expect(try lines("faults.txt").filter { ids.contains($0[0]) }.allSatisfy { $0[1] == "+" })
        let bad = try #require(Specimen.selfCheck.last)
        #expect(Fault.selfCheck.allSatisfy { $0.breaks.isSubset(of: bad.failing) && !$0.breaks.isEmpty })
        #expect(Specimen.selfCheck.first?.failing == Specimen.shortcomings)
    }

    @Test func theDemoHasFindingsOfEveryKind() throws {
        let found = Set(try lines("expected.txt").map { $0[1] })
        for kind in ["web", "mail", "names", "identity", "conference", "exposure", "tls", "certificate"] {
            #expect(found.contains { $0.hasPrefix("\(kind).") }, "\(kind)")
        }
    }

    @Test(arguments: DomainSpecimen.demo)
    func theDemosExpectationOfADomainIsTheSoundOnesWithItsFault(specimen: DomainSpecimen) throws {
        let table = try lines("domain-faults.txt")
        let own = table.filter { $0[0] == "sound" || $0[0] == specimen.fault?.id }
        #expect(own.allSatisfy { ["=", "+"].contains($0[1]) })
        let listed = try lines("expected.txt").filter { $0[0] == specimen.domain }.map { $0.dropFirst() }
        #expect(Set(listed) == Set(own.map { $0.dropFirst(2) }))
    }

    /// What is asked of a role beside what is asked of every site.
    private static let statements = (role: "statement-host", host: "statements.mfa.example")

    /// In the demo, their services are not HTTPS.
    private static let withoutPages: Set = ["vpn.mfa.example", "directory.nairobi.mfa.example"]

    /// Their pages link to French and Indonesian, and their mission owes Swahili.
    private static let withoutSwahili: Set = [
        "www.nairobi.mfa.example", "visa.nairobi.mfa.example", "news.nairobi.mfa.example",
    ]

    /// Sound, plus and minus what the fault does, with the secrecy lifetimes of the demo.
    @Test(arguments: Specimen.demo)
    func theDemosExpectationIsTheSoundOnesWithItsFault(specimen: Specimen) throws {
        let sound = try lines("faults.txt").filter { $0[0] == "sound" }
        let table = try lines("faults.txt") + lines("domain-faults.txt").filter { $0[0] != "sound" }
        let own = table.filter { line in
            (line[0] == specimen.fault?.id
                || line[0] == Self.statements.role && specimen.host == Self.statements.host)
                && line[2] != "certificate.key-shared"
                && !(line[2] == "web.*" && Self.withoutPages.contains(specimen.host))
        }
        var findings = Set(sound.map { $0.dropFirst(2).joined(separator: " ") })
        for line in own {
            let finding = "\(line[2]) \(line[3])"
            switch line[1] {
            case "+": #expect(findings.insert(finding).inserted)
            case "-": #expect(findings.remove(finding) != nil)
            default: #expect(findings.insert("unknown \(finding)").inserted)
            }
        }
        // Accounts that nobody registered are looked for on every page.
        if let line = own.first(where: { $0[2] == "web.*" }) {
            findings.insert("unknown identity.account-unregistered \(line[3])")
        }
        if Self.withoutSwahili.contains(specimen.host) { findings.insert("inclusion.languages-missing some") }
        let listed = try lines("expected.txt").filter { $0[0] == specimen.host }
            .map { $0.dropFirst().joined(separator: " ") }
        #expect(Set(listed.map { $0.replacing("long-lived", with: "exposed") }) == findings)
    }
}
