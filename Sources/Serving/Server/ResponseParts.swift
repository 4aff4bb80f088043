// SPDX-License-Identifier: Apache-2.0
import Foundation
import NIOHTTP1

/// An answer as the head that NIO writes.
struct ResponseParts {
    let head: HTTPResponseHead

    /// - Parameter closes: whether no further request is read from the connection.
    init(_ answer: WebAnswer, at now: Date, closes: Bool) {
        var headers = HTTPHeaders()
        for field in CommonFields.of(answer, at: now) + answer.fields {
            headers.add(name: field.name, value: field.value)
        }
        // RFC 9110 §8.6: a 304 would have to name the length of what it does not send.
        if answer.status != 304 { headers.add(name: "Content-Length", value: "\(answer.body.length)") }
        if closes { headers.add(name: "Connection", value: "close") }
        head = HTTPResponseHead(
            version: .http1_1,
            status: HTTPResponseStatus(
                statusCode: answer.status,
                reasonPhrase: Problem.title(of: answer.status)
            ),
            headers: headers
        )
    }
}
