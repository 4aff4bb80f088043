// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Model
import Testing

/// The vectors of RFC 9460, Appendix D, and the rules of its §7 and §8.
struct ServiceBindingTests {
    private static let com = "03 666f6f 07 6578616d706c65 03 636f6d 00"
    private static let org = "03 666f6f 07 6578616d706c65 03 6f7267 00"

    private func binding(_ rdata: String) -> ServiceBinding? {
        let bytes = hex(rdata)
        guard case .binding(let binding) = RecordData(type: .svcb, rdata: bytes) else { return nil }
        #expect((try? RecordData.binding(binding).encoded()) == bytes)
        return binding
    }

    @Test func anAlias() throws {
        let alias = try #require(binding("0000 \(Self.com)"))
        #expect(alias.isAlias && alias.target.description == "foo.example.com" && alias.fault == nil)
    }

    private static let sound: [(rdata: String, priority: UInt16, keys: [UInt16])] = [
        ("0001 00", 1, []),
        ("0010 \(com) 0003 0002 0035", 16, [3]),
        ("0001 \(com) 029b 0005 68656c6c6f", 1, [667]),
        ("0001 \(com) 029b 0009 68656c6c6fd2716f6f", 1, [667]),
        (
            "0001 \(com) 0006 0020 20010db8000000000000000000000001 20010db8000000000000000000530001", 1,
            [6]
        ),
        ("0001 07 6578616d706c65 03 636f6d 00 0006 0010 20010db8012203440000 0000c0000221", 1, [6]),
        (
            "0010 \(org) 0000 0004 0001 0004 0001 0009 02 6832 05 68332d3139 0004 0004 c0000201", 16,
            [0, 1, 4]
        ),
        ("0010 \(org) 0001 000c 08 665c6f6f2c626172 02 6832", 16, [1]),
    ]

    @Test(arguments: sound)
    func services(_ rdata: String, priority: UInt16, keys: [UInt16]) throws {
        let service = try #require(binding(rdata))
        #expect(service.priority == priority && service.parameters.map(\.key) == keys)
        #expect(service.fault == nil)
    }

    @Test func valuesAreRead() throws {
        let rdata = "0010 \(Self.org) 0000 0004 0001 0004 0001 0009 02 6832 05 68332d3139 0004 0004 c0000201"
        let service = try #require(binding(rdata))
        #expect(service.protocols == ["h2", "h3-19"] && service.hasDefaultProtocol)
        #expect(service.hints.map(\.description) == ["192.0.2.1"])
        #expect(binding("0010 \(Self.com) 0003 0002 0035")?.port == 53)
        #expect(
            binding("0010 \(Self.org) 0001 000c 08 665c6f6f2c626172 02 6832")?.protocols == [
                "f\\oo,bar", "h2",
            ]
        )
    }

    @Test(arguments: [
        // D.3: a mandatory key is missing, names itself, comes twice; and out of order.
        ("0001 00 0000 0002 007b", "123"), ("0001 00 0000 0002 0000", "itself"),
        ("0001 00 0000 0004 007b 007b 007b 0003 616263", "ascending"),
        ("0001 00 0000 0004 0004 0001 0001 0003 02 6832 0004 0004 c0000201", "ascending"),
        ("0001 00 0000 0000", "no list"), ("0001 00 0000 0003 000100", "no list"),
        // D.3: no value where one is needed, and one where none may be.
        ("0001 00 0001 0000", "alpn"), ("0001 00 0003 0000", "port"), ("0001 00 0004 0000", "ipv4hint"),
        ("0001 00 0006 0000", "ipv6hint"), ("0001 00 0001 0003 02 6832 0002 0003 616263", "has a value"),
        ("0001 00 0001 0002 0000", "alpn"), ("0001 00 0001 0003 03 6832", "alpn"),
        ("0001 00 0002 0000", "without alpn"), ("0001 00 0003 0003 000035", "port"),
        ("0001 00 0004 0005 c000020101", "ipv4hint"), ("0001 00 ffff 0000", "reserved"),
    ])
    func whatClientsMustRefuse(_ rdata: String, word: String) throws {
        let service = try #require(binding(rdata))
        #expect(try #require(service.fault).contains(word))
    }

    @Test func parametersOfAnAliasDoNotCount() throws {
        #expect(try #require(binding("0000 \(Self.com) 0003 0000")).fault == nil)
    }

    @Test func theSameKeyTwiceIsMalformed() {
        #expect(binding("0001 \(Self.com) 0001 0003 026832 0001 0003 026832") == nil)
        #expect(binding("0001 \(Self.com) 0003 0003 0035") == nil)
    }
}
