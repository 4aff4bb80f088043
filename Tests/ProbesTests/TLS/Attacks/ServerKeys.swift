// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import TLSWire

/// The keys of a connection of TLS 1.2 with AES-128 or -256 in CBC and HMAC-SHA1, as a server has them.
struct ServerKeys: Sendable {
    enum Opened {
        case right([UInt8])
        case wrong(ClassicConduct.Record)

        var record: ClassicConduct.Record {
            switch self {
            case .right(let content):
                .init(isPaddingRight: true, isCodeRight: true, isEmpty: content.isEmpty)
            case .wrong(let record): record
            }
        }
    }

    private let function = PseudorandomFunction(.sha256)
    private let cipher: RecordCipher
    private let master: [UInt8]
    private let block: [UInt8]
    private var sent: UInt64 = 0
    var received: UInt64 = 0

    init(suite: UInt16, secret: [UInt8], client: [UInt8], server: [UInt8]) {
        cipher = suite == 0xC014 ? .aes256CBC : .aes128CBC
        master = function.bytes(48, secret: secret, label: "master secret", seed: client + server)
        let count = 2 * (20 + cipher.keyLength)
        block = function.bytes(count, secret: master, label: "key expansion", seed: server + client)
    }

    func verify(_ transcript: [UInt8]) -> [UInt8] {
        function.bytes(
            12,
            secret: master,
            label: "client finished",
            seed: HashFunction.sha256.digest(transcript)
        )
    }

    private func key(_ direction: Int) -> [UInt8] {
        Array(block.dropFirst(40 + direction * cipher.keyLength).prefix(cipher.keyLength))
    }

    private func code(_ direction: Int, _ number: UInt64, _ type: ContentType, _ content: [UInt8]) -> [UInt8]
    {
        let sequence = (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
        let header = [type.id, 3, 3, UInt8(content.count >> 8), UInt8(truncatingIfNeeded: content.count)]
        return HashFunction.sha1.authenticate(
            sequence + header + content,
            key: Array(block.dropFirst(direction * 20).prefix(20))
        )
    }

    mutating func seal(_ type: ContentType, _ content: [UInt8]) -> [UInt8] {
        var plaintext = content + code(1, sent, type, content)
        let padding = 16 - plaintext.count % 16
        plaintext += [UInt8](repeating: UInt8(padding - 1), count: padding)
        sent += 1
        let vector = [UInt8](repeating: UInt8(truncatingIfNeeded: sent), count: 16)
        let sealed = cipher.chain(plaintext, key: key(1), vector: vector, encrypts: true) ?? []
        let payload = vector + sealed
        return [type.id, 3, 3, UInt8(payload.count >> 8), UInt8(truncatingIfNeeded: payload.count)] + payload
    }

    func open(_ type: ContentType, _ payload: [UInt8]) -> Opened {
        let vector = Array(payload.prefix(16))
        guard
            let plain = cipher.chain(
                Array(payload.dropFirst(16)),
                key: key(0),
                vector: vector,
                encrypts: false
            ),
            let last = plain.last
        else { return .wrong(.init(isPaddingRight: false, isCodeRight: nil, isEmpty: false)) }
        let padding = Int(last) + 1
        guard plain.count >= padding + 20 else {
            return .wrong(.init(isPaddingRight: true, isCodeRight: nil, isEmpty: false))
        }
        let isPaddingRight = plain.suffix(padding).allSatisfy { $0 == last }
        let content = Array(plain.dropLast(padding + 20))
        let isCodeRight = Array(plain.dropLast(padding).suffix(20)) == code(0, received, type, content)
        if isPaddingRight, isCodeRight { return .right(content) }
        return .wrong(
            .init(isPaddingRight: isPaddingRight, isCodeRight: isCodeRight, isEmpty: content.isEmpty)
        )
    }
}

/// A small RSA key whose private exponent a test may use.
struct TestRSAKey: Sendable {
    /// What a server that looks finds in a block.
    struct Finding: Hashable, Sendable {
        let beginsWell: Bool
        /// The zero stands where 48 bytes of secret follow.
        let hasZeroInPlace: Bool
        let hasAnyZero: Bool
        let isVersionRight: Bool

        var isValid: Bool { beginsWell && hasZeroInPlace && isVersionRight }
    }

    let certificate: [UInt8]
    private let modulus: [UInt8]
    private let exponent: [UInt8]

    init() throws {
        let key = try PrivateKey.generate(.rsa(bits: 512))
        let now = Date()
        let template = CertificateTemplate(
            commonName: "server.example",
            notBefore: now,
            notAfter: now.addingTimeInterval(3600)
        )
        certificate = try CertificateFactory.issue(template, key: key).der
        // PKCS #8 holds RSAPrivateKey: version, modulus, public and private exponent (RFC 5208, RFC 8017 A.1.2).
        var integers: [[UInt8]] = []
        var rest = key.der[...]
        while integers.count < 5, let tag = rest.popFirst() {
            var length = Int(rest.popFirst() ?? 0)
            if length >= 0x80 {
                let count = length & 0x7F
                length = rest.prefix(count).reduce(0) { $0 << 8 | Int($1) }
                rest = rest.dropFirst(count)
            }
            switch tag {
            case 0x02:
                integers.append(Array(rest.prefix(length).drop { $0 == 0 }))
                rest = rest.dropFirst(length)
            case 0x30 where !integers.isEmpty && integers.count < 2 && length < 32:
                rest = rest.dropFirst(length)
            default: break
            }
        }
        // The first two are versions.
        modulus = integers[2]
        exponent = integers[4]
    }

    func finding(in ciphertext: [UInt8]) -> Finding {
        let block = ModularPower.of(ciphertext, to: exponent, modulo: modulus) ?? []
        let secret = block.count - 48
        let padding = block.dropFirst(2).prefix(max(0, secret - 3))
        return Finding(
            beginsWell: block.starts(with: [0, 2]),
            hasZeroInPlace: secret > 2 && block[secret - 1] == 0 && !padding.contains(0),
            hasAnyZero: block.dropFirst(2).contains(0),
            isVersionRight: secret > 0 && block[secret] == 3 && block[secret + 1] == 3
        )
    }
}
