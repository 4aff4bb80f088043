// SPDX-License-Identifier: Apache-2.0
import Crypto
import Testing

@Suite struct CertificateNameTests {
    static let certificate: Result<ParsedCertificate, any Error> = Result {
        var template = Laboratory.template("common.example")
        template.dnsNames = ["www.example", "*.wild.example", "par*.example", "*", "xn--bcher-kva.example"]
        template.addresses = [[192, 0, 2, 1], [0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]]
        let issued = try CertificateFactory.issue(template, key: try .generate(.ed25519))
        return try ParsedCertificate(der: issued.der)
    }

    @Test(arguments: [
        "www.example", "WWW.Example", "www.example.", "a.wild.example", "192.0.2.1", "2001:db8::1",
        "[2001:db8::1]",
        "2001:DB8:0::1", "xn--bcher-kva.example",
    ])
    func matching(host: String) throws {
        #expect(try CertificateName.matches(Self.certificate.get(), host: host))
    }

    @Test(arguments: [
        "common.example", "wild.example", "a.b.wild.example", "partial.example", "localhost", "", ".",
        "192.0.2.2",
        "2001:db8::2", "www.example\u{0}", ".wild.example",
    ])
    func notMatching(host: String) throws {
        #expect(try !CertificateName.matches(Self.certificate.get(), host: host))
    }

    @Test func recordedCertificates() throws {
        let wrong = try #require(try Recording("cert-wrong-host-openssl30").certificates.first)
        #expect(try !CertificateName.matches(ParsedCertificate(der: wrong), host: "good.lab.test"))
        let good = try #require(try Recording("cert-good-openssl30").certificates.first)
        #expect(try CertificateName.matches(ParsedCertificate(der: good), host: "good.lab.test"))
    }
}
