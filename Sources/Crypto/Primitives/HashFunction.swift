// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// The hash functions of TLS 1.2 and below.
package enum HashFunction: Sendable, CaseIterable {
    case md5, sha1, sha256, sha384

    /// Bytes of a digest.
    package var length: Int {
        switch self {
        case .md5: 16
        case .sha1: 20
        case .sha256: 32
        case .sha384: 48
        }
    }

    package func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: length)
        _ = unsafe EVP_Digest(bytes, bytes.count, &digest, nil, algorithm, nil)
        return digest
    }

    /// HMAC (RFC 2104).
    package func authenticate(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: length)
        _ = unsafe HMAC(algorithm, key, Int32(clamping: key.count), bytes, bytes.count, &code, nil)
        return code
    }

    @safe private var algorithm: OpaquePointer? {
        switch self {
        case .md5: unsafe EVP_md5()
        case .sha1: unsafe EVP_sha1()
        case .sha256: unsafe EVP_sha256()
        case .sha384: unsafe EVP_sha384()
        }
    }
}

/// The pseudorandom function of TLS: nil for MD5 and SHA-1 together (RFC 4346 §5), else one hash (RFC 5246 §5).
package struct PseudorandomFunction: Sendable {
    private let hash: HashFunction?

    package init(_ hash: HashFunction?) { self.hash = hash }

    package func bytes(_ count: Int, secret: [UInt8], label: String, seed: [UInt8]) -> [UInt8] {
        let seed = Array(label.utf8) + seed
        guard let hash else {
            let half = (secret.count + 1) / 2
            let first = Self.expand(.md5, Array(secret.prefix(half)), seed, count)
            return zip(first, Self.expand(.sha1, Array(secret.suffix(half)), seed, count)).map { $0 ^ $1 }
        }
        return Self.expand(hash, secret, seed, count)
    }

    /// What a Finished message hashes of the handshake.
    package func digest(_ handshake: [UInt8]) -> [UInt8] {
        hash?.digest(handshake) ?? HashFunction.md5.digest(handshake) + HashFunction.sha1.digest(handshake)
    }

    /// P_hash.
    private static func expand(_ hash: HashFunction, _ secret: [UInt8], _ seed: [UInt8], _ count: Int)
        -> [UInt8]
    {
        var output: [UInt8] = []
        var state = seed
        while output.count < count {
            state = hash.authenticate(state, key: secret)
            output += hash.authenticate(state + seed, key: secret)
        }
        return Array(output.prefix(count))
    }
}
