// SPDX-License-Identifier: Apache-2.0
import Identity
import Testing

struct HostLabelTests {
    @Test func unicodeIsKeptAsDNSHasIt() throws {
        let label = try #require(HostLabel(Array("bücher".unicodeScalars)))
        #expect(label.ascii == "xn--bcher-kva")
        #expect(HostLabel(ascii: "XN--bcher-KVA") == label)
        #expect(label.shown == "bücher")
    }

    @Test(arguments: ["", "-a", "a-", "ab--c", "a_b", "a b", "A", String(repeating: "a", count: 64)])
    func whatNoHostHasIsRefused(_ text: String) {
        #expect(HostLabel(Array(text.unicodeScalars)) == nil)
    }

    @Test(arguments: ["xn--", "xn--abc-", "xn--99999999", "xn--bücher", "bücher"])
    func whatIsNotOfDNSIsRefused(_ text: String) { #expect(HostLabel(ascii: text) == nil) }

    @Test func sixtyThreeBytesAreTheMost() {
        #expect(HostLabel(ascii: String(repeating: "a", count: 63)) != nil)
        #expect(
            HostLabel(Array("abcdé".unicodeScalars + String(repeating: "é日", count: 31).unicodeScalars))
                == nil
        )
    }
}
