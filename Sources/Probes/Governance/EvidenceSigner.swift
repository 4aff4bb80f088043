// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
package import Model
internal import OpenPGP

/// The keys of one `EvidenceKey=` file, and what a signature comes to with them.
package struct EvidenceSigner: Sendable {
    private enum Keys: Sendable {
        case openPGP(Keyring)
        case bare(PublicKey)
    }

    private let keys: Keys

    /// In bytes; longer evidence is not read for its signature.
    package static let longestEvidence = 256 << 20
    private static let leastRSABits = 2048

    /// Why a file is none of keys that can be used here.
    package struct Refusal: Error, Hashable, Sendable {
        package let reason: String
    }

    /// Reads a SubjectPublicKeyInfo in PEM or DER, or OpenPGP public keys, armored or binary.
    package init(path: String) throws(Refusal) {
        guard let bytes = Self.content(path, longest: KeyFile.longest) else {
            throw Refusal(reason: "the file cannot be read")
        }
        if let key = Self.bareKey(bytes) {
            keys = .bare(try Self.usable(key))
            return
        }
        do throws(OpenPGPFault) {
            keys = .openPGP(Keyring(try KeyFile(bytes).certificates, OpenSSLCryptography()))
        } catch {
            throw Refusal(reason: "the file holds no public key that can be used: \(error)")
        }
    }

    private static func bareKey(_ bytes: [UInt8]) -> PublicKey? {
        guard bytes.first != 0x30 else { return try? PublicKey(der: bytes) }
        return try? PublicKey(pem: String(decoding: bytes, as: UTF8.self))
    }

    private static func usable(_ key: PublicKey) throws(Refusal) -> PublicKey {
        switch key.kind {
        case .edwards, .ec: return key
        case .rsa where key.bits >= leastRSABits: return key
        case .rsa:
            throw Refusal(reason: "a key of RSA with \(key.bits) bits, by which no signature is verified")
        case .other: throw Refusal(reason: "the file holds a key of another kind than Ed25519, RSA or ECDSA")
        }
    }

    /// What a signature beside its content comes to.
    package func sighting(of signature: [UInt8], over content: [UInt8]) -> SignatureSighting {
        switch keys {
        case .bare(let key):
            switch key.isMade(signature, over: content) {
            case true?: return .good
            case false? where DetachedSignatures.begins(signature):
                return .bad(reason: "it is a signature of OpenPGP, and the key is none")
            case false?: return .bad(reason: "its key did not make it for what is there")
            case nil: return .unseen(reason: "no signature of such a key can be verified")
            }
        case .openPGP(let ring):
            let found = TextSignature(detached: signature, over: content, ring, OpenSSLCryptography())
            switch found.state {
            case .good: return Self.dated(found)
            case .bad: return .bad(reason: "its key did not make it for what is there")
            case .weak: return .bad(reason: "it is made with a hash that proves nothing")
            case .unlisted: return .bad(reason: "another key made it, or one that cannot sign")
            case .malformed, .unsigned: return .bad(reason: found.reason ?? "it holds no signature")
            case .unsupported: return .unseen(reason: "it is \(found.reason ?? "of an unknown kind")")
            }
        }
    }

    /// A signature that was made after its key had ended proves nothing.
    private static func dated(_ found: TextSignature) -> SignatureSighting {
        guard let made = found.created, let key = found.key else { return .good }
        if let end = key.expires, made > end { return .bad(reason: "it was made after its key had expired") }
        if let end = key.revoked, made >= end { return .bad(reason: "its key had been revoked") }
        return .good
    }

    /// Why a file is none of keys that can be used; nil where it is.
    package static func problem(with path: String) -> String? {
        do throws(Refusal) {
            _ = try EvidenceSigner(path: path)
            return nil
        } catch {
            return error.reason
        }
    }

    /// Of evidence in a file.
    package static func inspect(_ path: String, _ signing: EvidenceSigning) -> SignatureSighting {
        guard let content = content(path, longest: longestEvidence) else {
            return .unseen(
                reason: "the evidence cannot be read, or is too long for its signature to be verified"
            )
        }
        return inspect(content, signing)
    }

    /// Of evidence as it was read.
    package static func inspect(_ content: [UInt8], _ signing: EvidenceSigning) -> SignatureSighting {
        guard case .read = EvidenceFile.inspect(signing.signature, longest: DetachedSignatures.longest) else {
            if case .missing = EvidenceFile.inspect(signing.signature) { return .missing }
            return .unseen(reason: "the signature cannot be read")
        }
        guard let signature = Self.content(signing.signature, longest: DetachedSignatures.longest) else {
            return .unseen(reason: "the signature cannot be read")
        }
        do throws(Refusal) {
            return try EvidenceSigner(path: signing.key).sighting(of: signature, over: content)
        } catch {
            return .unseen(reason: "its key cannot be used: \(error.reason)")
        }
    }

    /// Nil where it is no regular file that can be read, or is longer.
    private static func content(_ path: String, longest: Int) -> [UInt8]? {
        let target = URL(filePath: path).resolvingSymlinksInPath().path
        guard let attributes = try? FileManager.default.attributesOfItem(atPath: target),
            attributes[.type] as? FileAttributeType == .typeRegular,
            let file = FileHandle(forReadingAtPath: path)
        else { return nil }
        defer { try? file.close() }
        guard let bytes = try? file.read(upToCount: longest + 1), bytes.count <= longest else { return nil }
        return Array(bytes)
    }
}
