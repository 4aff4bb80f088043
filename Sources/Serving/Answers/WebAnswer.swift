// SPDX-License-Identifier: Apache-2.0
import Crypto
package import Foundation

/// What is answered to one request; status line, `Date` and the fields of every answer come on top.
package struct WebAnswer: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        /// `length` bytes from the start of a file that is not written any more.
        case file(URL, length: Int)

        package var length: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .file(_, let length): length
            }
        }
    }

    package let status: Int
    package private(set) var body: Body
    /// Beside those of every answer.
    package private(set) var fields: [Field]
    /// An entity tag with its quotes (RFC 9110 §8.8.3); nil for what is made anew each time.
    package private(set) var tag: String?

    package struct Field: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// - Parameter type: the media type of the body.
    package init(status: Int = 200, type: String, body: Body, tag: String? = nil, fields: [Field] = []) {
        self.status = status
        self.body = body
        self.tag = tag
        self.fields = [Field("Content-Type", type)] + fields
    }

    /// What stays the same until its bytes change.
    package static func content(_ bytes: [UInt8], type: String) -> WebAnswer {
        WebAnswer(type: type, body: .bytes(bytes), tag: "\"\(SHA256.hex(bytes).prefix(32))\"")
    }

    /// What holds for this instant alone.
    package static func instant(_ bytes: [UInt8], type: String, status: Int = 200) -> WebAnswer {
        WebAnswer(status: status, type: type, body: .bytes(bytes))
    }

    /// Elsewhere on this site (RFC 9110 §15.4.4).
    package static func seeOther(_ path: String) -> WebAnswer {
        WebAnswer(
            status: 303,
            type: "text/plain; charset=utf-8",
            body: .bytes(Array("\(path)\n".utf8)),
            fields: [Field("Location", path)]
        )
    }

    /// The same without a body where the caller has it already (RFC 9110 §13.1.2).
    package func revalidated(against condition: String?) -> WebAnswer {
        guard status == 200, let tag, let condition, Self.names(condition, tag) else { return self }
        var unchanged = WebAnswer(status: 304, type: "", body: .bytes([]), tag: tag)
        unchanged.fields = []
        return unchanged
    }

    private static func names(_ condition: String, _ tag: String) -> Bool {
        condition.split(separator: ",").contains { listed in
            let text = listed.drop { $0 == " " || $0 == "\t" }.prefix { $0 != " " && $0 != "\t" }
            return text == "*" || (text.hasPrefix("W/") ? text.dropFirst(2) : text) == tag
        }
    }
}
