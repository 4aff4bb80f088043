// SPDX-License-Identifier: Apache-2.0

/// Answers of the laboratory's web servers, byte for byte.
enum HTTPAnswer {
    static let methodNotAllowed = answer(
        "405 Method Not Allowed",
        type: "text/plain",
        "GET only\n",
        ["Allow: GET"]
    )
    static let plainRequest = answer(
        "400 Bad Request",
        type: "text/plain",
        "This port speaks HTTP without TLS\n"
    )

    static func answer(_ status: String, type: String, _ body: String, _ fields: [String] = []) -> [UInt8] {
        answer(status, type: type, Array(body.utf8), fields)
    }

    static func answer(_ status: String, type: String, _ body: [UInt8], _ fields: [String] = []) -> [UInt8] {
        let lines =
            ["HTTP/1.1 \(status)", "Content-Type: \(type)", "Content-Length: \(body.count)"] + fields
            + ["Connection: close", "", ""]
        return Array(lines.joined(separator: "\r\n").utf8) + body
    }
}
