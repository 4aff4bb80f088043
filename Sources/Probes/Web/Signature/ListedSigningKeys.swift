// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Foundation
internal import OpenPGP

/// The OpenPGP keys of `SecurityTxtKey=`: whoever of them signed a security.txt is whom the operator knows.
package struct ListedSigningKeys: Sendable {
    package static let none = ListedSigningKeys(Keyring([], OpenSSLCryptography()))

    private let keyring: Keyring

    private init(_ keyring: Keyring) { self.keyring = keyring }

    /// Why a file is none of public keys.
    package struct Refusal: Error, Hashable, Sendable {
        package let path: String
        package let reason: String
    }

    /// Reads the files, armored or binary; what they say of themselves is verified once.
    package init(files: [String]) throws(Refusal) {
        var certificates: [TransferableKey] = []
        for path in files {
            guard let bytes = Self.content(of: path) else {
                throw Refusal(path: path, reason: "it cannot be read")
            }
            do throws(OpenPGPFault) {
                certificates += try KeyFile(bytes).certificates
            } catch {
                throw Refusal(path: path, reason: error.description)
            }
        }
        self.init(Keyring(certificates, OpenSSLCryptography()))
    }

    /// One byte more than is allowed at most; nil where it cannot be read.
    private static func content(of path: String) -> Data? {
        guard let file = try? FileHandle(forReadingFrom: URL(filePath: path)) else { return nil }
        defer { try? file.close() }
        return (try? file.read(upToCount: KeyFile.longest + 1)) ?? Data()
    }

    /// What the signature of a security.txt comes to.
    func signature(of bytes: [UInt8]) -> SecurityTextSignature {
        let found = TextSignature(of: bytes, keyring, OpenSSLCryptography())
        func date(_ seconds: Int?) -> Date? { seconds.map { Date(timeIntervalSince1970: Double($0)) } }
        return SecurityTextSignature(
            state: SecurityTextSignature.State(found.state),
            reason: found.reason,
            listed: keyring.fingerprints.map(Self.text),
            issuer: found.issuer.map(Self.text),
            signer: found.key.map { key in
                SecurityTextSignature.Signer(
                    fingerprint: Self.text(key.fingerprint),
                    primary: Self.text(key.primary),
                    algorithm: key.packet.material.name,
                    expires: date(key.expires),
                    revoked: date(key.revoked)
                )
            },
            hash: found.digest?.name,
            made: date(found.created),
            expires: date(found.expires)
        )
    }

    private static func text(_ fingerprint: [UInt8]) -> String {
        Hexadecimal.encode(fingerprint).uppercased()
    }
}

extension SecurityTextSignature.State {
    fileprivate init(_ state: TextSignature.State) {
        self =
            switch state {
            case .unsigned: .unsigned
            case .malformed: .malformed
            case .unsupported: .unsupported
            case .unlisted: .unlisted
            case .weak: .weak
            case .bad: .bad
            case .good: .good
            }
    }
}
