// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct NamelessCertificateTests {
    private static func verdict(_ leaf: CertificateSummary) throws -> Verdict {
        try Scene.modern()
            .seeing(
                ServerNameConduct(name: .absent, answer: .otherCertificate, alert: nil),
                CertificateChain(aspect: CertificateChain.withoutName, certificates: [leaf])
            )
            .verdict(of: NamelessCertificate.self)
    }

    @Test func theOrdinaryOnePasses() throws {
        #expect(try Scene.modern().verdict(of: NamelessCertificate.self) == .pass)
        #expect(try Self.verdict(.leaf()) == .pass)
        #expect(try Self.verdict(.leaf(spki: "ff", sha256: "ff")) == .pass)
    }

    @Test func anotherHostsCertificateDiffers() throws {
        let verdict = try Self.verdict(.leaf(names: ["parked.example"], sha256: "ff"))
        #expect(
            verdict == .fail(level: "differs", seen: "parked.example", expected: "the ordinary certificate")
        )
    }

    @Test func anExpiredOneIsWorse() throws {
        let leaf = CertificateSummary.leaf(until: day("2026-11-01"), names: ["parked.example"], sha256: "ff")
        #expect(try Self.verdict(leaf).level == "expired")
    }

    @Test(arguments: [
        "mail.corp", "localhost", "dc1.ad.local", "printer.home.arpa", "server01", "10.1.2.3", "172.16.0.1",
        "172.31.255.255", "192.168.1.1", "fd00::1", "fe80::1", "::1", "127.0.0.1",
    ])
    func namesFromInsideAreTold(_ name: String) throws {
        #expect(
            try Self.verdict(.leaf(names: ["www.example", name], sha256: "ff")).level == "internal-names"
        )
    }

    @Test(arguments: ["172.32.0.1", "192.0.2.1", "11.0.0.1", "2001:db8::1", "local.example", "corp.example"])
    func publicNamesAreNot(_ name: String) throws {
        #expect(try Self.verdict(.leaf(names: [name], sha256: "ff")).level == "differs")
    }

    @Test func whatWasNotAskedIsNotTested() throws {
        let question = Question(ServerNameConduct.self, "absent")
        let scene = try Scene.modern().without(question)
        #expect(try scene.verdict(of: NamelessCertificate.self).state == .notTested)
    }

    @Test func aRefusalIsNotApplicable() throws {
        let refusal = ServerNameConduct(name: .absent, answer: .refused, alert: 112)
        let scene = try Scene.modern().seeing(refusal)
        #expect(try scene.verdict(of: NamelessCertificate.self).state == .notApplicable)
    }

    @Test func silenceIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(ServerNameConduct.self, "absent"))
        #expect(try scene.verdict(of: NamelessCertificate.self) == .unknown(because: Scene.silence))
    }
}
