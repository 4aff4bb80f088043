// SPDX-License-Identifier: Apache-2.0
import Foundation
import OpenPGP
import Settings

/// Files of the operator's with the keys of those who sign.
extension ChancerySection {
    static let securityTextKey = ListKey(
        "SecurityTxtKey",
        .text,
        summary:
            "Files with the OpenPGP public keys by which security.txt may be signed, armored or binary; a list."
    )

    /// Paths; a file that is none of public keys is reported where it is named.
    static func readSecurityTextKeys(_ reader: inout SectionReader, _ context: InventoryContext) -> [String] {
        let names = reader.take(securityTextKey)
        let items = reader.section.values(of: securityTextKey.description).flatMap { $0.separatedByCommas() }
        return names.map { name in
            let path = context.fromFolder(name)
            guard let problem = problem(with: path) else { return path }
            let span = items.first { $0.text == name }?.span ?? reader.span(of: securityTextKey.description)
            reader.report(.error, "SecurityTxtKey: \(problem)", at: span)
            return path
        }
    }

    /// Nil where the file holds public keys by which signatures can be verified.
    private static func problem(with path: String) -> String? {
        guard let file = try? FileHandle(forReadingFrom: URL(filePath: path)) else {
            return "the file cannot be read"
        }
        defer { try? file.close() }
        guard let bytes = try? file.read(upToCount: KeyFile.longest + 1) else {
            return "the file cannot be read"
        }
        do throws(OpenPGPFault) {
            _ = try KeyFile(bytes)
            return nil
        } catch {
            return "the file holds no keys that can be used: \(error)"
        }
    }
}
