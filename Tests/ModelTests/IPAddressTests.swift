// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import TestSupport
import Testing

@Suite struct IPAddressTests {
    @Test(
        "the canonical text follows RFC 5952",
        arguments: [
            ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("192.0.2.1", "192.0.2.1"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("2001:DB8::1", "2001:db8::1"),
            ("2001:0db8:0000:0000:0000:0000:0002:0001", "2001:db8::2:1"),
            ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),  // one zero word is not shortened
            ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),  // the longest run
            ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),  // the first of two equal runs
            ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"), ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1"), ("::ffff:c000:201", "::ffff:192.0.2.1"),
            ("64:ff9b::192.0.2.33", "64:ff9b::c000:221"), ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        ]
    )
    func canonical(_ text: String, _ expected: String) throws {
        #expect(try #require(IPAddress(text)).description == expected)
    }

    @Test(
        "anything else is no address",
        arguments: [
            "", " ", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.00", "1.2.3.-4", "1.2.3.+4",
            "1.2.3.4 ", "1.2.3.4/24", "0x1.2.3.4", "1.2.3.", ".1.2.3", "1..2.3", "١.2.3.4", "localhost",
            ":", ":::", "1:", ":1", "1::2::3", ":::1", "1:::2", "::1%eth0", "[::1]", "::/0", "::g", "::12345",
            "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1.2.3.4::",
            "1.2.3.4:1::", "::1.2.3.4:1", "::1.2.3", "::01.2.3.4", "1:2:3:4:5:6:7:1.2.3.4",
            "1:2:3:4:5:1.2.3.4",
            String(repeating: "0", count: 100) + "::",
        ]
    )
    func refused(_ text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("random bytes come back from their text and from JSON")
    func roundTrip() throws {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<3000 {
            let count = Bool.random(using: &generator) ? 4 : 16
            // Half of the bytes are zero, so that runs of zero words of every length occur.
            let bytes = (0..<count).map { _ in
                Bool.random(using: &generator) ? 0 : UInt8.random(in: 0...255, using: &generator)
            }
            let address = try #require(IPAddress(bytes: bytes))
            #expect(IPAddress(address.description) == address)
            #expect(IPAddress(address.description.uppercased()) == address)
            let json = try JSONEncoder().encode([address])
            #expect(try JSONDecoder().decode([IPAddress].self, from: json) == [address])
        }
    }

    @Test("random text never traps")
    func randomText() {
        var generator = SeededGenerator(seed: 2)
        let alphabet = Array("0123456789abcfg.:%")
        for _ in 0..<20_000 {
            let text = String(
                (0..<Int.random(in: 0...20, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? "0"
                }
            )
            guard let address = IPAddress(text) else { continue }
            #expect(IPAddress(address.description) == address)
        }
    }

    @Test("there are no addresses of other lengths", arguments: [0, 3, 5, 15, 17])
    func lengths(_ count: Int) {
        #expect(IPAddress(bytes: Array(repeating: 0, count: count)) == nil)
    }

    @Test(
        "loopback is 127/8, ::1 and the mapped forms",
        arguments: [
            ("127.0.0.1", true), ("127.255.255.255", true), ("::1", true), ("::ffff:127.0.0.1", true),
            ("128.0.0.1", false), ("::", false), ("::2", false), ("1::1", false), ("::127.0.0.1", false),
            ("::ffff:126.0.0.1", false),
        ]
    )
    func loopback(_ text: String, _ expected: Bool) throws {
        #expect(try #require(IPAddress(text)).isLoopback == expected)
    }

    @Test("IPv4 stands before IPv6 and bytes decide within a family")
    func order() {
        let texts = ["::", "10.0.0.1", "9.0.0.1", "::1", "255.255.255.255"]
        #expect(
            texts.compactMap { IPAddress($0) }.sorted().map(\.description)
                == ["9.0.0.1", "10.0.0.1", "255.255.255.255", "::", "::1"]
        )
    }

    @Test("the family follows the length")
    func family() {
        #expect(IPAddress("1.2.3.4")?.family == .v4)
        #expect(IPAddress("::ffff:1.2.3.4")?.family == .v6)
    }

    @Test("JSON with something else is refused")
    func refusedJSON() {
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([IPAddress].self, from: Data("[\"1.2.3\"]".utf8))
        }
    }
}
