// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
package import Model

/// A file that an attestation names as its evidence.
package enum EvidenceFile {
    /// In bytes; a longer one counts as unreadable.
    package static let longest = 1 << 30
    private static let portion = 1 << 18

    /// Its hash, or why there is none; only regular files are opened, because others may never end.
    package static func inspect(_ path: String, longest: Int = longest) -> FileInspection {
        let attributes: [FileAttributeKey: Any]
        do {
            let target = URL(filePath: path).resolvingSymlinksInPath().path
            attributes = try FileManager.default.attributesOfItem(atPath: target)
        } catch {
            return isAbsence(error) ? .missing : .unreadable(reason: "permission is denied on the way to it")
        }
        guard attributes[.type] as? FileAttributeType == .typeRegular else {
            return .unreadable(reason: "it is not a regular file")
        }
        return digest(path, longest: longest)
    }

    private static func digest(_ path: String, longest: Int) -> FileInspection {
        do {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            defer { try? file.close() }
            guard var digest = SHA256Stream() else { return .unreadable(reason: "no SHA-256 can be made") }
            var total = 0
            while let data = try file.read(upToCount: portion), !data.isEmpty {
                total += data.count
                guard total <= longest else {
                    return .unreadable(reason: "it is longer than \(longest) bytes")
                }
                guard digest.update(Array(data)) else {
                    return .unreadable(reason: "no SHA-256 can be made")
                }
            }
            return digest.hex().map { .read(sha256: $0) } ?? .unreadable(reason: "no SHA-256 can be made")
        } catch {
            return isAbsence(error) ? .missing : .unreadable(reason: "it cannot be opened or read")
        }
    }

    private static func isAbsence(_ error: any Error) -> Bool {
        let code = (error as? CocoaError)?.code
        return code == .fileNoSuchFile || code == .fileReadNoSuchFile
    }
}
