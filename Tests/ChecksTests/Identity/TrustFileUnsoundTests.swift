// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct TrustFileUnsoundTests {
    private func verdict(_ file: TrustFile?, role: Role = .statementHost) throws -> Verdict {
        let scene = try Scene(
            endpoints: [.listed("www", role: role)],
            domains: [ListedDomain(name: "mfa.example", mission: nil)]
        )
        .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
        .seeing(Reachability(suitesPerHello: 0))
        let seen = try file.map { try scene.seeing($0, on: Scene.endpoint) }
        return try (seen ?? scene.missing(Question(TrustFile.self), on: Scene.endpoint))
            .verdict(of: TrustFileUnsound.self)
    }

    private func file(_ entries: (String, String)...) -> TrustFile {
        TrustFile(
            path: "/trust.txt",
            status: 200,
            entries: entries.map { .init(name: $0.0, value: $0.1) }
        )
    }

    @Test func aFileOfListedSitesPasses() throws {
        let own = file(
            ("controlledby", "https://www.mfa.example/"),
            ("control", "paris.mfa.example"),
            ("social", "https://x.com/mfa"),
            ("member", "https://association.example/")
        )
        #expect(try verdict(own) == .pass)
    }

    @Test func othersThanListedOnesFail() throws {
        let other = try verdict(file(("controlledby", "https://ministry.example/")))
        #expect(other.level == "unlisted" && other.seen == "https://ministry.example/")
        #expect(try verdict(file(("control", "not a host"))).level == "unlisted")
    }

    @Test func noFileFails() throws {
        #expect(try verdict(TrustFile(path: "/.well-known/trust.txt", status: 404)).level == "missing")
        #expect(try verdict(file()).level == "missing")
    }

    @Test func whatIsNotSeenIsUnknown() throws {
        #expect(try verdict(nil) == .unknown(because: Scene.silence))
        #expect(try verdict(TrustFile(path: "/trust.txt", status: 500)).state == .unknown)
        let moved = TrustFile(path: "/trust.txt", status: 302, leadsTo: "https://a.example/trust.txt")
        #expect(try verdict(moved).state == .notTested)
    }

    @Test func otherHostsNeedNone() throws {
        #expect(try verdict(nil, role: .publicWebsite).state == .notApplicable)
    }
}
