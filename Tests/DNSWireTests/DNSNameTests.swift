// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Testing

struct DNSNameTests {
    @Test(
        "A text that is a name comes back in lower case without its last dot",
        arguments: [
            ("mfa.example", "mfa.example"), ("MFA.Example.", "mfa.example"), (".", "."), ("", "."),
            ("_dmarc.mfa.example", "_dmarc.mfa.example"), (#"a\.b.example"#, #"a\.b.example"#),
            (#"\065\032.example"#, #"a\032.example"#), (#"\\.example"#, #"\\.example"#),
            ("*.mfa.example", "*.mfa.example"),
        ]
    )
    func textForm(_ text: String, _ expected: String) throws {
        let name = try #require(DNSName(text))
        #expect(name.description == expected)
        #expect(DNSName(name.description) == name)
    }

    @Test(
        "What is no name is none",
        arguments: [
            "a..b", ".a", #"a\"#, #"a\25"#, #"a\256.b"#, String(repeating: "a", count: 64) + ".example",
            (0..<128).map { _ in "a" }.joined(separator: "."), String(repeating: #"\065"#, count: 2000),
        ]
    )
    func noName(_ text: String) { #expect(DNSName(text) == nil, "\(text)") }

    @Test func theLongestNameHas255Bytes() throws {
        let label = String(repeating: "a", count: 63)
        let name = try #require(
            DNSName([label, label, label, String(repeating: "b", count: 61)].joined(separator: "."))
        )
        #expect(name.wireLength == 255)
        #expect(name.prepending("c") == nil)
    }

    @Test func ancestryGoesByWholeLabels() throws {
        let name = try #require(DNSName("www.mfa.example"))
        let parent = try #require(DNSName("mfa.example"))
        #expect(name.parent == parent && name.isWithin(parent) && name.isWithin(name) && name.isWithin(.root))
        #expect(DNSName("wmfa.example")?.isWithin(parent) == false)
        #expect(!parent.isWithin(name))
        #expect(name.suffix(1).description == "example" && name.suffix(9) == name)
        #expect(DNSName.root.parent == nil)
    }

    @Test func theOrderIsThatOfRFC4034() {
        let sorted = [
            "example", "a.example", "yljkjljk.a.example", "z.a.example", "zabc.a.example", "z.example",
            #"\001.z.example"#, "*.z.example", #"\200.z.example"#,
        ]
        let names = sorted.compactMap { DNSName($0) }
        #expect(names.count == sorted.count)
        #expect(names.shuffled().sorted() == names)
    }
}
