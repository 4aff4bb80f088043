// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import Probes

struct ClientIntroductionTests {
    @Test(arguments: [
        (nil, "chancery.invalid", "Chancery"), ("", "chancery.invalid", "Chancery"),
        ("noc@MFA.example", "chancery.mfa.example", "Chancery (+noc@MFA.example)"),
        (
            "mailto:noc@mfa.example?subject=x", "chancery.mfa.example",
            "Chancery (+mailto:noc@mfa.example?subject=x)"
        ),
        (
            "https://www.mfa.example:8443/scan", "chancery.www.mfa.example",
            "Chancery (+https://www.mfa.example:8443/scan)"
        ),
        ("+49 30 1234 (day)", "chancery.invalid", "Chancery (++49 30 1234 %28day%29)"),
        ("é@localhost", "chancery.invalid", "Chancery (+%C3%A9@localhost)"),
        ("noc@192.0.2.1", "chancery.invalid", "Chancery (+noc@192.0.2.1)"),
        ("a\r\nEvil: b", "chancery.invalid", "Chancery (+a%0D%0AEvil: b)"),
        ("https://[2001:db8::1]/", "chancery.invalid", "Chancery (+https://[2001:db8::1]/)"),
    ])
    func contactsAreNamed(contact: String?, hostName: String, userAgent: String) {
        let introduction = ClientIntroduction(contact: contact)
        #expect(introduction.hostName == hostName)
        #expect(introduction.userAgent == userAgent)
    }

    @Test func anOwnNameComesFirst() {
        let introduction = ClientIntroduction(contact: "noc@mfa.example", hostName: "scan.mfa.example")
        #expect(introduction.hostName == "scan.mfa.example")
    }
}
