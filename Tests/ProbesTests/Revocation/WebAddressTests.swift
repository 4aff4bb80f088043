// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Probes

struct WebAddressTests {
    @Test(arguments: [
        ("http://CRL.test/a/b.crl?x=1#top", "crl.test", 80, "/a/b.crl?x=1", "crl.test"),
        ("HTTP://crl.test", "crl.test", 80, "/", "crl.test"),
        ("http://crl.test:8080?q", "crl.test", 8080, "/?q", "crl.test:8080"),
        ("http://192.0.2.1:81/", "192.0.2.1", 81, "/", "192.0.2.1:81"),
        ("http://[2001:db8::1]:8080/a", "2001:db8::1", 8080, "/a", "[2001:db8::1]:8080"),
        ("http://a_b.test./x", "a_b.test.", 80, "/x", "a_b.test."),
    ])
    func urlsAreTakenApart(_ url: String, host: String, port: UInt16, target: String, authority: String)
        throws
    {
        let address = try WebAddress(url)
        #expect(address.host == host && address.port == port)
        #expect(address.target == target && address.authority == authority)
    }

    @Test(arguments: [
        ("ldap://ldap.test/cn=CA?certificateRevocationList", "ldap"), ("https://a.test/", "https"),
        ("file:///etc/passwd", "file"),
    ])
    func otherSchemesAreNamed(_ url: String, scheme: String) {
        #expect(throws: WebAddress.Fault.otherScheme(scheme)) { try WebAddress(url) }
    }

    @Test(arguments: [
        "", "crl.test/a", "http:/a.test", "http://", "http:///a", "http://user@a.test/", "http://a.test:0/",
        "http://a.test:99999/", "http://a.test:+80/", "http://a b.test/", "http://a.test/\r\nX: y",
        "http://[::1/", "http://[192.0.2.1]/", "http://a..test/", "http://ä.test/", "http://a.test/\\x41",
        "http://[::1]x/",
    ])
    func whatIsNoURLIsNone(_ url: String) {
        #expect(throws: WebAddress.Fault.malformed) { try WebAddress(url) }
    }

    @Test(arguments: [
        ("http://b.test/x", "http://b.test/x"), ("//b.test:81/x", "http://b.test:81/x"),
        ("/x?y", "http://a.test/x?y"), ("x", "http://a.test/f/x"), ("?z", "http://a.test/f/g?z"),
        ("x:y/..", nil), ("https://b.test/", nil),
    ])
    func redirectsLeadWhereTheySay(location: String, to target: String?) throws {
        let address = try WebAddress("http://a.test/f/g?h/i")
        let next = try? address.following(location)
        #expect(next?.description == target)
    }

    @Test(arguments: [
        ("https://RDAP.test", "https://rdap.test/domain/a", "rdap.test"),
        ("https://rdap.test:443/v1/", "https://rdap.test/v1/domain/a", "rdap.test"),
        ("https://rdap.test:80/v1", "https://rdap.test:80/v1/domain/a", "rdap.test:80"),
    ])
    func servicesOverTLSHaveTheirPort(_ url: String, below: String, authority: String) throws {
        let address = try WebAddress(url, over: .https)
        #expect(address.appending("domain/a").description == below && address.authority == authority)
        #expect(throws: WebAddress.Fault.otherScheme("http")) { try address.following("http://b.test/") }
        #expect(try address.following("//b.test/x").description == "https://b.test/x")
    }

    @Test func longURLsAreNone() {
        #expect(throws: WebAddress.Fault.malformed) {
            try WebAddress("http://a.test/" + String(repeating: "x", count: 4_000))
        }
    }

    @Test(arguments: [
        ("8.8.8.8", true, true), ("10.1.2.3", false, true), ("172.31.0.1", false, true),
        ("192.168.0.1", false, true), ("100.64.0.1", false, true), ("127.0.0.1", false, true),
        ("169.254.169.254", false, false), ("0.0.0.0", false, false), ("224.0.0.1", false, false),
        ("255.255.255.255", false, false), ("::", false, false), ("::1", false, true),
        ("fe80::1", false, false), ("fd00::1", false, true), ("ff02::1", false, false),
        ("2001:4860:4860::8888", true, true), ("::ffff:10.0.0.1", false, true),
        ("::ffff:169.254.169.254", false, false), ("64:ff9b::a00:1", false, true),
    ])
    func aForeignCertificateNeverLeadsIntoAPrivateNetwork(text: String, fromGlobal: Bool, fromLocal: Bool)
        throws
    {
        let address = try #require(IPAddress(text))
        let world = NetworkReach(of: try #require(IPAddress("8.8.4.4")))
        let home = NetworkReach(of: try #require(IPAddress("127.0.0.1")))
        #expect(world.allows(address) == fromGlobal)
        #expect(home.allows(address) == fromLocal)
    }
}
