// SPDX-License-Identifier: Apache-2.0
import Model
import TestSupport
import Testing

@testable import Routing

struct IPPrefixTests {
    @Test(
        arguments: ["0.0.0.0/0", "192.0.2.0/24", "192.0.2.1/32", "::/0", "2001:db8::/32", "2001:db8::1/128"]
    )
    func whatIsWrittenIsRead(_ text: String) throws {
        let prefix = try #require(IPPrefix(text))
        #expect(prefix.description == text)
        #expect(IPPrefix(bytes: Array(text.utf8)) == prefix)
    }

    @Test(
        arguments: [
            "", "/", "192.0.2.0", "192.0.2.0/", "192.0.2.0/33", "192.0.2.1/24", "192.0.2/24",
            "192.0.2.0.0/24",
            "192.0.2.256/32", "2001:db8::/129", "2001:db8::1/64", "192.0.2.0/-1", "192.0.2.0/+8", "a/8",
            "192.0.2.0/24/1", "1.2.3./24", ".1.2.3/24",
        ]
    )
    func whatIsNoPrefixIsRefused(_ text: String) {
        #expect(IPPrefix(text) == nil)
        #expect(IPPrefix(bytes: Array(text.utf8)) == nil)
    }

    @Test func aPrefixCoversWhatLiesInIt() throws {
        let wide = try #require(IPPrefix("192.0.0.0/16"))
        let narrow = try #require(IPPrefix("192.0.2.0/24"))
        #expect(wide.covers(narrow) && wide.covers(wide) && !narrow.covers(wide))
        let beside = try #require(IPPrefix("192.1.2.0/24"))
        #expect(!wide.covers(beside))
        let all = try #require(IPPrefix("0.0.0.0/0"))
        #expect(all.covers(wide))
        let new = try #require(IPPrefix("::/0"))
        #expect(!new.covers(wide))
    }

    /// The map finds what a look at every entry finds.
    @Test(arguments: 1...20)
    func theMapFindsAllThatCovers(_ seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let values = (0..<200).compactMap { number -> (prefix: IPPrefix, value: Int)? in
            let isOld = Bool.random(using: &generator)
            let bytes = (0..<(isOld ? 4 : 16)).map { $0 < 2 ? UInt8.random(in: 0...3, using: &generator) : 0 }
            let length = Int.random(in: 0...20, using: &generator)
            return IPAddress(bytes: bytes).flatMap { IPPrefix($0, length: length) }.map { ($0, number) }
        }
        let map = PrefixMap(values)
        #expect(map.count == values.count)
        for (prefix, _) in values {
            let expected = values.filter { $0.prefix.covers(prefix) }
            let found = map.covering(prefix)
            #expect(Set(found.map(\.value)) == Set(expected.map(\.value)))
            #expect(found.map(\.prefix.length) == found.map(\.prefix.length).sorted(by: >))
        }
    }
}
