// SPDX-License-Identifier: Apache-2.0

/// A request of HTTP/1.1 (RFC 9112 §3).
package struct HTTPRequest: Hashable, Sendable {
    package enum Method: String, Sendable {
        case get = "GET", head = "HEAD", options = "OPTIONS", post = "POST", connect = "CONNECT"
    }

    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package let method: Method
    package let bytes: [UInt8]

    /// Nil where a name, a value or the target would end its line or word.
    ///
    /// - Parameter body: with its length in a field of its own; nil for none.
    package init?(
        _ method: Method = .get,
        target: String,
        authority: String,
        fields: [Field] = [],
        body: [UInt8]? = nil
    ) {
        let isWord: (String) -> Bool = { !$0.isEmpty && $0.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } }
        let isLine: (String) -> Bool = { $0.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
        guard isWord(target), isWord(authority), fields.allSatisfy({ isWord($0.name) && isLine($0.value) })
        else { return nil }
        self.method = method
        var lines = ["\(method.rawValue) \(target) HTTP/1.1", "Host: \(authority)"]
        lines += fields.map { "\($0.name): \($0.value)" }
        if let body { lines.append("Content-Length: \(body.count)") }
        bytes = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? [])
    }
}
