// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Inventory
import Model
import Reports
import Testing

/// Whole scans of nginx whose certificate `openssl ocsp` and a list served by nginx speak for.
struct RevocationScanTests {
    private typealias Template = RevocationListFactory.Template

    /// The verdict on `certificate.revoked`.
    private func verdict(on site: RevocableSite, fetching: FetchedRevocation) async throws -> Verdict {
        var settings = LoopbackScan.settings
        settings.trustStore = site.anchor.path
        settings.fetchRevocation = fetching
        settings.maximumListBytes = 1 << 20
        let scanned = try await LoopbackScan.run(ports: [site.server.port], settings: settings)
        let endpoint = try #require(scanned.first)
        return try #require(endpoint.findings.first { $0.check == "certificate.revoked" }).verdict
    }

    private func current(_ entries: [Template.Entry] = []) -> Template {
        var template = Template(
            thisUpdate: Date().addingTimeInterval(-3600),
            nextUpdate: Date().addingTimeInterval(86_400)
        )
        template.entries = entries
        return template
    }

    @Test(arguments: [FetchedRevocation.ocsp, .crl, .both])
    func aGoodCertificatePasses(_ fetching: FetchedRevocation) async throws {
        let verdict = try await verdict(on: RevocableSite(.good), fetching: fetching)
        #expect(verdict == .pass)
    }

    @Test(arguments: [FetchedRevocation.ocsp, .crl, .both])
    func aRevokedCertificateFailsByEachSource(_ fetching: FetchedRevocation) async throws {
        let verdict = try await verdict(on: RevocableSite(.revoked), fetching: fetching)
        guard case .fail("revoked", let seen, _) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(seen.contains("CN=localhost since 2026-11-01"))
        #expect(seen.contains("keyCompromise"))
        let sources = fetching == .both ? ["crl", "ocsp"] : [fetching.rawValue]
        #expect(sources.allSatisfy { seen.contains("(\($0), ") })
    }

    @Test func whatTheResponderDoesNotKnowIsUnknown() async throws {
        let verdict = try await verdict(on: RevocableSite(.unlisted), fetching: .ocsp)
        guard case .unknown(let reason) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(reason.reason == "the responder does not know the certificate")
    }

    @Test func nothingIsAskedWhereItIsNotTurnedOn() async throws {
        let verdict = try await verdict(on: RevocableSite(.revoked), fetching: .off)
        #expect(verdict.state == .notTested)
    }

    @Test func anOutdatedListIsNoFailure() async throws {
        let site = try await RevocableSite(.good) { issuer in
            let stale = Template(
                thisUpdate: Date().addingTimeInterval(-9 * 86_400),
                nextUpdate: Date().addingTimeInterval(-2 * 86_400)
            )
            return try RevocationListFactory.issue(stale, issuer: issuer)
        }
        let verdict = try await verdict(on: site, fetching: .crl)
        guard case .unknown(let reason) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(reason.reason == "the list of the authority is out of date")
    }

    @Test func aForgedListProvesNothing() async throws {
        let key = try PrivateKey.generate(.ec(curve: "P-256"))
        let template = current([.init(serial: [0x4A, 0x11], reason: .keyCompromise)])
        let site = try await RevocableSite(.good) { issuer in
            try RevocationListFactory.issue(template, issuer: issuer, key: key)
        }
        #expect(try await verdict(on: site, fetching: .crl).state == .unknown)
        #expect(try await verdict(on: site, fetching: .both) == .pass)
    }

    @Test func aListBeyondTheBoundIsUnknown() async throws {
        let template = current(
            (0..<65_536).map { .init(serial: [0x01, UInt8($0 >> 8 & 0xFF), UInt8($0 & 0xFF)]) }
        )
        let site = try await RevocableSite(.good) { issuer in
            try RevocationListFactory.issue(template, issuer: issuer)
        }
        let verdict = try await verdict(on: site, fetching: .crl)
        guard case .unknown(let reason) = verdict else {
            Issue.record("\(verdict)")
            return
        }
        #expect(reason.reason.contains("sends more than 1048576 bytes"))
    }
}
