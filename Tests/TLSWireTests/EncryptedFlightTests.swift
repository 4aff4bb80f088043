// SPDX-License-Identifier: Apache-2.0

import TestSupport
import Testing

@testable import TLSWire

@Suite("What TLS 1.3 encrypts")
struct EncryptedFlightTests {
    private func message(_ type: HandshakeType, _ body: [UInt8]) -> [UInt8] {
        [type.id, 0, UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
    }

    private func flight(_ records: [[UInt8]]) -> EncryptedFlight {
        var reader = EncryptedFlightReader()
        for record in records { reader.receive(record) }
        return reader.flight
    }

    /// ALPN "h2".
    private var extensions: [UInt8] {
        message(.encryptedExtensions, [0, 9, 0, 16, 0, 5, 0, 3, 2, 0x68, 0x32])
    }
    private var certificate: [UInt8] {
        message(.certificate, [0, 0, 0, 8, 0, 0, 3, 0xAA, 0xBB, 0xCC, 0, 0])
    }
    private var proof: [UInt8] { message(.certificateVerify, [8, 4, 0, 2, 1, 2]) }

    @Test("A flight is the same in one record, in many, and padded")
    func portions() {
        let whole = extensions + certificate + proof
        let expected = flight([whole + [22]])
        #expect(expected.extensions?.content.applicationProtocol == "h2")
        #expect(expected.certificate?.entries.map(\.certificate) == [[0xAA, 0xBB, 0xCC]])
        #expect(expected.proof?.scheme == SignatureScheme(0x0804))
        #expect(expected.fault == nil)
        #expect(flight(whole.map { [$0, 22, 0, 0] }) == expected)
        #expect(flight([extensions + [22], certificate + proof + [22, 0]]) == expected)
    }

    @Test("The proof is made over everything before it")
    func provenMessages() {
        var reader = EncryptedFlightReader()
        reader.receive(extensions + certificate + proof + [22])
        #expect(reader.isDone)
        #expect(reader.provenMessages == extensions + certificate)
    }

    @Test("A certificate in zlib is unfolded, one in brotli only named")
    func compression() throws {
        let body: [UInt8] = [0, 0, 0, 8, 0, 0, 3, 0xAA, 0xBB, 0xCC, 0, 0]
        let stored: [UInt8] = [0x78, 0x01, 0x01, 12, 0, 243, 255] + body + [0x08, 0xBC, 0x02, 0x3D]
        func compressed(_ algorithm: UInt8, _ bytes: [UInt8]) -> [UInt8] {
            message(.compressedCertificate, [0, algorithm, 0, 0, 12, 0, 0, UInt8(bytes.count)] + bytes)
        }
        var sum = Zlib.adler32(body)
        var stream = Array(stored.dropLast(4))
        for _ in 0..<4 {
            stream.append(UInt8(truncatingIfNeeded: sum >> 24))
            sum <<= 8
        }
        let zlib = flight([extensions + compressed(1, stream) + proof + [22]])
        #expect(zlib.compression == .zlib)
        #expect(zlib.certificate?.entries.first?.certificate == [0xAA, 0xBB, 0xCC])
        #expect(zlib.answered == [.applicationProtocols, .compressCertificate])
        let brotli = flight([extensions + compressed(2, [1, 2, 3]) + proof + [22]])
        #expect(brotli.compression?.name == "brotli")
        #expect(brotli.certificate == nil && brotli.proof != nil && brotli.fault == nil)
        let damaged = flight([extensions + compressed(1, [1, 2, 3]) + proof + [22]])
        #expect(damaged.fault != nil && damaged.proof == nil)
    }

    @Test("Alerts end it; what does not belong there is a fault")
    func ends() {
        #expect(flight([extensions + [22], [2, 40, 21]]).alert?.description == .handshakeFailure)
        #expect(flight([certificate + [22]]).fault != nil)
        #expect(flight([extensions + extensions + [22]]).fault != nil)
        #expect(flight([[0, 0, 0]]).fault != nil)
        #expect(flight([[]]).fault != nil)
        #expect(flight([[1, 2, 3, 23]]).fault != nil)
        #expect(flight([[2, 21]]).fault != nil)
        #expect(flight([[8, 0xFF, 0xFF, 0xFF, 22]]).fault != nil)
        #expect(flight([extensions + message(.finished, [1]) + [22]]).fault == nil)
    }

    @Test("Changed flights are read without a trap, however they are cut", arguments: 0..<500)
    func mutations(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        var bytes = extensions + certificate + proof
        for _ in 0..<3 {
            bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
                in: 0...255,
                using: &generator
            )
        }
        let expected = flight([bytes + [22]])
        #expect(flight(bytes.map { [$0, 22] }) == expected)
    }
}
