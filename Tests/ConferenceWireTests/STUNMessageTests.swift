// SPDX-License-Identifier: Apache-2.0
import ConferenceWire
import TestSupport
import Testing

/// The samples of RFC 5769.
struct STUNMessageTests {
    private static func bytes(_ hex: String) -> [UInt8] {
        let digits = hex.compactMap(\.hexDigitValue)
        return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
    }

    private static let transaction = bytes("b7e7a701bc34d686fa87dfae")

    /// §2.1.
    private static let request = bytes(
        "00010058 2112a442 b7e7a701bc34d686fa87dfae 80220010 5354554e207465737420636c69656e74"
            + "00240004 6e0001ff 80290008 932ff9b151263b36 00060009 6576746a3a68367659 202020"
            + "00080014 9aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2 80280004 e57a3bcf"
    )

    /// §2.2.
    private static let response = bytes(
        "0101003c 2112a442 b7e7a701bc34d686fa87dfae 8022000b 7465737420766563746f72 20"
            + "00200008 0001a147e112a643 00080014 2b91f599fd9e90c38c7489f92af9ba53f06be7d7 80280004 c07d4c96"
    )

    @Test func theSampleRequestIsRead() throws {
        let message = try #require(STUNMessage(Self.request))
        #expect(message.kind == .request && message.method == .binding)
        #expect(message.transaction == Self.transaction)
        #expect(message.software == "STUN test client")
        #expect(message.attributes.map(\.type) == [0x8022, 0x0024, 0x8029, 0x0006, 0x0008, 0x8028])
        #expect(message.attributes[3].value == Array("evtj:h6vY".utf8))
    }

    @Test func theSampleResponseIsRead() throws {
        let message = try #require(STUNMessage(Self.response))
        #expect(message.kind == .success && message.method == .binding)
        #expect(message.software == "test vector")
        #expect(message.hasMappedAddress && !message.hasRelayedAddress)
        #expect(message.errorCode == nil && message.realm == nil && !message.hasNonce)
    }

    @Test func aChallengeIsRead() throws {
        let challenge = STUNMessage(
            .error,
            .allocate,
            transaction: Self.transaction,
            [
                .init(0x0009, [0, 0, 4, 1] + Array("Unauthorized".utf8)),
                .init(0x0014, Array("turn.example\u{7}".utf8)), .init(0x0015, [1]),
            ]
        )
        #expect(challenge.encoded.prefix(2) == [0x01, 0x13])
        let message = try #require(STUNMessage(challenge.encoded))
        #expect(message == challenge)
        #expect(message.errorCode == 401 && message.realm == "turn.example." && message.hasNonce)
    }

    @Test(arguments: [[0, 0, 9, 1], [0, 0, 4, 100], [0, 0, 4]] as [[UInt8]])
    func anErrorWithoutSenseHasNoCode(value: [UInt8]) {
        let message = STUNMessage(.error, .allocate, transaction: [], [.init(0x0009, value)])
        #expect(message.errorCode == nil)
    }

    @Test func everyBeginningIsPartialAndNothingElseIsRead() {
        for count in Self.response.indices {
            #expect(STUNMessage.extent(of: Self.response.prefix(count)) == .partial)
            #expect(STUNMessage(Self.response.prefix(count)) == nil)
        }
        #expect(STUNMessage.extent(of: Self.response + [1]) == .whole(Self.response.count))
        #expect(STUNMessage(Self.response + [1]) == nil)
    }

    @Test(arguments: ["HTTP/1.1 400 Bad", "SIP/2.0 400", "\u{0}\u{1}\u{0}\u{4}\u{0}\u{0}\u{0}\u{0}"])
    func otherProtocolsAreForeign(text: String) {
        #expect(STUNMessage.extent(of: Array(text.utf8)) == .foreign)
    }

    @Test func lengthsThatLieAreRefused() {
        var overlong = Self.response
        (overlong[2], overlong[3]) = (0xFF, 0xFC)
        #expect(STUNMessage.extent(of: overlong) == .foreign)
        var attribute = Self.response
        attribute[23] = 0xFF
        #expect(STUNMessage(attribute) == nil)
    }
}
