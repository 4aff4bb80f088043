// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import TLSWire

/// One block for the server's RSA key, well formed or not (RFC 5246 §7.4.7.1).
package enum BleichenbacherVector: Int, CaseIterable, Sendable {
    case valid = 1
    case wrongFirstBytes, zeroMisplaced, noZero, wrongVersion

    /// As long as the modulus; `filling` must hold no zero and be as long.
    package func block(length: Int, version: UInt16, filling: [UInt8]) -> [UInt8]? {
        guard length >= 59, filling.count >= length, !filling.prefix(length).contains(0) else { return nil }
        let version = [UInt8(truncatingIfNeeded: version >> 8), UInt8(truncatingIfNeeded: version)]
        let secret = Array(filling.suffix(46))
        let padding = Array(filling.prefix(length - 51))
        switch self {
        case .valid: return [0, 2] + padding + [0] + version + secret
        case .wrongFirstBytes: return [0x41, 0x17] + padding + [0] + version + secret
        case .zeroMisplaced: return [0, 2] + padding + [0x11] + secret + [0, 0x11]
        case .noZero: return [0, 2] + padding + [0x11, 0x11, 0x11] + secret
        case .wrongVersion: return [0, 2] + padding + [0, 2, 2] + secret
        }
    }

    /// ClientKeyExchange with the block, and where `isComplete` a ChangeCipherSpec and a Finished that nobody
    /// could have made; nil where the flight has no RSA key for it.
    package func intrusion(
        on flight: ServerFlight,
        clientVersion: UInt16,
        random: [UInt8],
        isComplete: Bool
    ) -> [UInt8]? {
        guard let leaf = flight.certificates?.first, let key = RSAPublicKey(certificate: leaf) else {
            return nil
        }
        let filling = ClassicKeyExchange.filling(key.modulus.count, from: random)
        guard
            let block = block(length: key.modulus.count, version: clientVersion, filling: filling),
            let encrypted = key.encrypt(block)
        else { return nil }
        let version = flight.serverHello.version
        var messages =
            flight.certificateRequest == nil ? [] : PlainRecord.message(.certificate, [0, 0, 0])
        messages += PlainRecord.message(.clientKeyExchange, PlainRecord.vector(encrypted))
        let exchange = PlainRecord.bytes(.handshake, version: version, messages)
        guard isComplete else { return exchange }
        return exchange + PlainRecord.bytes(.changeCipherSpec, version: version, [1])
            + PlainRecord.bytes(.handshake, version: version, Array(filling.prefix(64)))
    }
}
