// SPDX-License-Identifier: Apache-2.0

/// One header field as it came.
package struct HTTPField: Hashable, Sendable {
    /// In lower case.
    package let name: String
    /// Without the white space around it; any bytes.
    package let value: [UInt8]

    package init(name: String, value: [UInt8]) {
        self.name = name
        self.value = value
    }

    /// What is no UTF-8 becomes U+FFFD.
    package var text: String { String(decoding: value, as: UTF8.self) }
}

/// Status line and header fields of a response (RFC 9112 §4, §5).
package struct HTTPHead: Hashable, Sendable {
    /// As written after `HTTP/`: `1.1`.
    package let version: String
    /// 100…999.
    package let status: Int
    package let reason: [UInt8]
    /// In the order of arrival.
    package let fields: [HTTPField]

    package init(version: String = "1.1", status: Int, reason: [UInt8] = [], fields: [HTTPField]) {
        self.version = version
        self.status = status
        self.reason = reason
        self.fields = fields
    }

    /// Every value of a field, one a line of the head.
    package func values(of name: String) -> [String] { fields.filter { $0.name == name }.map(\.text) }

    /// Every value of a field, split at commas, in lower case.
    package func tokens(of name: String) -> [String] {
        values(of: name).flatMap { $0.split(separator: ",") }.map { $0.trimmingBlanks.lowercased() }
            .filter { !$0.isEmpty }
    }

    package var isRedirect: Bool { [301, 302, 303, 307, 308].contains(status) }

    /// Fields that may stand once and stand with different values, in the order of arrival.
    package var conflicts: [String] {
        var first: [String: [UInt8]] = [:]
        var conflicts: [String] = []
        for field in fields where Self.singletons.contains(field.name) {
            guard let known = first[field.name] else {
                first[field.name] = field.value
                continue
            }
            if known != field.value, !conflicts.contains(field.name) { conflicts.append(field.name) }
        }
        return conflicts
    }

    /// Of these, readers take the first, the last or none.
    private static let singletons: Set<String> = [
        "access-control-allow-credentials", "access-control-allow-origin", "content-length", "content-type",
        "cross-origin-embedder-policy", "cross-origin-opener-policy", "cross-origin-resource-policy",
        "location", "server", "strict-transport-security", "x-content-type-options", "x-frame-options",
    ]
}

extension StringProtocol {
    /// Without spaces and tabs around it.
    var trimmingBlanks: SubSequence {
        let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        guard let start = firstIndex(where: { !isBlank($0) }), let end = lastIndex(where: { !isBlank($0) })
        else { return self[startIndex..<startIndex] }
        return self[start...end]
    }
}
