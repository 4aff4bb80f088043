// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// A key with which a domain signs mail (RFC 6376 §3.6.1).
package struct DKIMKeyRecord: Hashable, Sendable {
    package enum KeyType: Hashable, Sendable {
        /// Bits of the modulus; nil where the key cannot be read.
        case rsa(bits: Int?)
        /// RFC 8463; whether it has 32 bytes.
        case ed25519(isSound: Bool)
        case other(String)
    }

    package let keyType: KeyType
    /// `p=` is empty.
    package let isRevoked: Bool
    /// `t=y`: receivers are not to act on it.
    package let isTesting: Bool
    /// `t=s`: the domain of the signer must be that of the identity.
    package let isStrict: Bool
    /// Acceptable hashes in lower case; empty for all.
    package let hashes: [String]
    /// Whether it is for mail.
    package let isForMail: Bool

    /// Whether a TXT record may be a key: it has a `p=`, or says that it is one.
    package static func isRecord(_ text: [UInt8]) -> Bool {
        TagList.begins(text, withVersion: "DKIM1") || (try? TagList(text))?["p"] != nil
    }

    package init(_ text: [UInt8]) throws(PolicySyntaxError) {
        let tags = try TagList(text)
        if let version = tags["v"] {
            guard version == "DKIM1", tags.tags.first?.name == "v" else {
                throw PolicySyntaxError("v= is not DKIM1 at the beginning")
            }
        }
        guard let key = tags["p"] else { throw PolicySyntaxError("there is no p=") }
        let base64 = key.filter { !$0.isWhitespace }
        isRevoked = base64.isEmpty
        guard let bytes = Data(base64Encoded: base64).map(Array.init) else {
            throw PolicySyntaxError("p= is no base64")
        }
        switch tags["k"]?.lowercased() ?? "rsa" {
        case "rsa": keyType = .rsa(bits: RSAKeyLength.bits(of: bytes))
        case "ed25519": keyType = .ed25519(isSound: bytes.count == 32)
        case let other: keyType = .other(other)
        }
        let flags = Self.parts(tags["t"])
        isTesting = flags.contains("y")
        isStrict = flags.contains("s")
        hashes = Self.parts(tags["h"])
        let services = Self.parts(tags["s"])
        isForMail = services.isEmpty || services.contains("*") || services.contains("email")
    }

    private static func parts(_ value: String?) -> [String] {
        (value ?? "").split(separator: ":").map { part in
            part.filter { !$0.isWhitespace }.lowercased()
        }
    }
}

/// The modulus of an RSA key in DER, as SubjectPublicKeyInfo or as RSAPublicKey (RFC 8017 appendix A.1.1).
enum RSAKeyLength {
    /// Nil where the bytes are neither.
    static func bits(of der: [UInt8]) -> Int? {
        guard var outer = content(0x30, der[...])?.inner else { return nil }
        if outer.first == 0x30 {
            // An AlgorithmIdentifier, then the key in a bit string.
            guard let algorithm = content(0x30, outer), let string = content(0x03, algorithm.rest)?.inner,
                string.first == 0, let key = content(0x30, string.dropFirst())?.inner
            else { return nil }
            outer = key
        }
        guard let modulus = content(0x02, outer)?.inner.drop(while: { $0 == 0 }), let first = modulus.first
        else {
            return nil
        }
        return modulus.count * 8 - first.leadingZeroBitCount
    }

    private static func content(
        _ tag: UInt8,
        _ bytes: ArraySlice<UInt8>
    ) -> (inner: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
        var rest = bytes
        guard rest.popFirst() == tag, let first = rest.popFirst() else { return nil }
        var length = Int(first)
        if first & 0x80 != 0 {
            let width = Int(first & 0x7F)
            guard (1...3).contains(width), rest.count >= width else { return nil }
            length = rest.prefix(width).reduce(0) { $0 << 8 | Int($1) }
            rest = rest.dropFirst(width)
        }
        guard rest.count >= length else { return nil }
        return (rest.prefix(length), rest.dropFirst(length))
    }
}
