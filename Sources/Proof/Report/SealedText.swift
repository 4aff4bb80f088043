// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Signed canonical bytes as a JSON document has them: the bytes as a string, so that any reader of JSON gets them back
/// as they were signed, and the signature in base64.
package struct SealedText: Hashable, Codable, Sendable {
    package let record: String
    package let signature: Data

    package init(_ head: SealedHead) {
        record = String(decoding: head.bytes, as: UTF8.self)
        signature = head.signature
    }

    package init(_ key: SealedKey) {
        record = String(decoding: key.bytes, as: UTF8.self)
        signature = key.signature
    }

    package var head: SealedHead { SealedHead(bytes: Data(record.utf8), signature: signature) }
    package var key: SealedKey { SealedKey(bytes: Data(record.utf8), signature: signature) }
}
