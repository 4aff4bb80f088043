// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Reports

struct OSCALIdentityTests {
    @Test("A name gives the UUID of RFC 9562, appendix A.4")
    func vector() {
        let dns: [UInt8] = [
            0x6B, 0xA7, 0xB8, 0x10, 0x9D, 0xAD, 0x11, 0xD1, 0x80, 0xB4, 0x00, 0xC0, 0x4F, 0xD4, 0x30, 0xC8,
        ]
        #expect(
            OSCALIdentity.text(of: "www.example.com", in: dns) == "2ed6657d-e927-568b-95e1-2665a8aea6a2"
        )
    }

    @Test("The same thing has the same identifier, anything else another")
    func distinct() {
        let here = OSCALIdentity(ministry: "A")
        let key = FindingKey(check: "a", subject: .endpoint("b"))
        #expect(here.uuid("risk", key) == OSCALIdentity(ministry: "A").uuid("risk", key))
        let all = [
            here.uuid("risk", key), here.uuid("observation", key), here.uuid("risk", "a", "endpoint"),
            here.uuid("risk", FindingKey(check: "a", subject: .domain("b"))),
            OSCALIdentity(ministry: "B").uuid("risk", key),
        ]
        #expect(Set(all).count == all.count)
    }
}
