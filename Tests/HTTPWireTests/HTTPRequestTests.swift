// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing

struct HTTPRequestTests {
    @Test func aRequestIsWritten() throws {
        let request = try #require(
            HTTPRequest(target: "/a?b", authority: "www.mfa.example", fields: [.init("Accept", "*/*")])
        )
        #expect(
            String(decoding: request.bytes, as: UTF8.self)
                == "GET /a?b HTTP/1.1\r\nHost: www.mfa.example\r\nAccept: */*\r\n\r\n"
        )
    }

    @Test(arguments: [
        ("/a\r\nX: y", "a", "b"), ("/a b", "a", "b"), ("/", "a\r\n", "b"), ("/", "", "b"),
        ("/", "a", "b\r\nX: y"),
        ("", "a", "b"), ("/", "a", "b\u{0}"),
    ])
    func nothingIsSmuggledIn(_ target: String, _ authority: String, _ value: String) {
        #expect(HTTPRequest(target: target, authority: authority, fields: [.init("A", value)]) == nil)
    }
}
