// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Settings

/// `[Vantage NAME]`: a place at a mission whose bundles of observations are taken.
enum VantageSection: SectionDefinition {
    static let name = Key("Name", .text, summary: "The name in reports; without it the section's.")
    static let mission = Key(
        "Mission",
        .identifier,
        isRequired: true,
        summary: "The mission where it stands, which gives its region."
    )
    static let publicKey = Key(
        "PublicKey",
        .text,
        isRequired: true,
        summary: "The Ed25519 key that signs its bundles: a file in PEM or DER, or the base64 of the DER."
    )
    static let validUntil = Key(
        "ValidUntil",
        .day,
        summary: "The last day on which bundles with this key are taken; without it there is no end."
    )

    static let kind = SectionKind(
        "Vantage",
        .named(example: "paris"),
        keys: [name.description, mission.description, publicKey.description, validUntil.description],
        summary: "A place at a mission from which signed observations come; see 'chancery observe'."
    )

    static func read(_ reader: inout SectionReader, _ context: inout InventoryContext) -> ListedVantage? {
        let id = reader.takeName(.vantageName)
        let name = reader.take(name)
        let mission = reader.take(mission, in: context.missions)
        let key = readKey(&reader, context)
        let validUntil = reader.take(validUntil)
        if let validUntil, validUntil < context.today {
            let span = reader.span(of: Self.validUntil.description)
            reader.report(.warning, "the key's term has ended, so no bundle of it is taken", at: span)
        }
        guard let id, let mission, let key else { return nil }
        if let earlier = context.earlierUse(of: "vantage key \(key)", at: reader.section.header) {
            let message = "the same key belongs to the vantage at \(earlier); each has a key of its own"
            reader.report(.error, message, at: reader.span(of: publicKey.description))
        }
        return ListedVantage(id: id, name: name, mission: mission, publicKey: key, validUntil: validUntil)
    }

    /// DER in base64; nil where it is none of Ed25519, which is then reported.
    private static func readKey(_ reader: inout SectionReader, _ context: InventoryContext) -> String? {
        guard let stated = reader.take(publicKey) else { return nil }
        let span = reader.span(of: publicKey.description)
        if let der = Data(base64Encoded: stated), Ed25519Key.isKey(der) { return der.base64EncodedString() }
        let path = context.fromFolder(stated)
        guard let file = FileHandle(forReadingAtPath: path) else {
            let message =
                "PublicKey: \(Display.quoted(stated)) is no file that can be read, nor the base64 of a key"
            reader.report(.error, message, at: span)
            return nil
        }
        defer { try? file.close() }
        guard let bytes = try? file.read(upToCount: Ed25519Key.longestFile),
            let der = Ed25519Key.read(bytes)
        else {
            let message = "PublicKey: the file \(Display.quoted(stated)) holds no public key of Ed25519"
            reader.report(.error, message, at: span)
            return nil
        }
        return der.base64EncodedString()
    }
}

/// The SubjectPublicKeyInfo of Ed25519, which has one form only (RFC 8410 §4).
enum Ed25519Key {
    static let longestFile = 16_384
    private static let head = Data([0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00])
    private static let first = "-----BEGIN PUBLIC KEY-----"
    private static let last = "-----END PUBLIC KEY-----"

    static func isKey(_ der: Data) -> Bool { der.count == head.count + 32 && der.starts(with: head) }

    /// Its DER out of a file of PEM (RFC 7468 §13) or DER; nil where it holds none, or another than one.
    static func read(_ bytes: Data) -> Data? {
        if isKey(bytes) { return bytes }
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard lines.filter({ $0 == first }).count == 1, let start = lines.firstIndex(of: first),
            let end = lines[start...].firstIndex(of: last),
            let der = Data(base64Encoded: lines[(start + 1)..<end].joined())
        else { return nil }
        return isKey(der) ? der : nil
    }
}

extension ValueType where Value == String {
    /// The name that bundles bear.
    static let vantageName = ValueType(
        expects: "at most 64 letters, digits, dots, hyphens or underscores",
        parseOrNil: { text in
            let isRight =
                (1...64).contains(text.utf8.count)
                && text.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
                        || ".-_".utf8.contains(byte)
                }
            return isRight ? text : nil
        },
        render: { $0 }
    )
}
