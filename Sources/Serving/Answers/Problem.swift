// SPDX-License-Identifier: Apache-2.0
import Reports

/// Why there is no answer, as programs read it (RFC 9457); it is thrown by whoever cannot answer.
package struct Problem: Error, Hashable, Sendable {
    package static let type = "application/problem+json"

    package let status: Int
    /// What is wrong with this request, in one sentence.
    package let detail: String
    package private(set) var fields: [WebAnswer.Field]

    package init(_ status: Int, _ detail: String, fields: [WebAnswer.Field] = []) {
        self.status = status
        self.detail = detail
        self.fields = fields
    }

    package static let notFound = Problem(404, "There is nothing at this path.")

    package static func badValue(of name: String, _ expected: String) -> Problem {
        Problem(400, "\(name): expected \(expected).")
    }

    package var answer: WebAnswer {
        let document: JSONValue = [
            "type": "about:blank", "title": .string(Self.title(of: status)), "status": .integer(status),
            "detail": .string(detail),
        ]
        return WebAnswer(
            status: status,
            type: Self.type,
            body: .bytes(document.canonicalBytes),
            fields: fields
        )
    }

    /// The reason phrase of RFC 9110 §15.
    package static func title(of status: Int) -> String {
        switch status {
        case 200: "OK"
        case 303: "See Other"
        case 304: "Not Modified"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 410: "Gone"
        case 413: "Content Too Large"
        case 421: "Misdirected Request"
        case 503: "Service Unavailable"
        default: "Internal Server Error"
        }
    }
}
