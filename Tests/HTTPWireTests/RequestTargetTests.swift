// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing

struct RequestTargetTests {
    private func segments(_ text: String) -> [String]? { RequestTarget(Array(text.utf8))?.segments }

    @Test func aPathIsItsSegmentsDecoded() {
        #expect(segments("/") == [])
        #expect(segments("/a/b") == ["a", "b"])
        #expect(segments("/a/") == ["a", ""])
        #expect(segments("/caf%C3%A9/x%20y") == ["café", "x y"])
        #expect(segments("/a+b") == ["a+b"])
        #expect(segments("/?x=1") == [])
    }

    @Test func aQueryIsItsParametersInOrder() {
        let target = RequestTarget(Array("/f?check=a.b&check=c&limit&q=x%26y+z=1".utf8))
        #expect(target?.parameters.map(\.name) == ["check", "check", "limit", "q"])
        #expect(target?.parameters.map(\.value) == ["a.b", "c", "", "x&y z=1"])
    }

    @Test func theAbsoluteFormNamesItsHost() {
        let target = RequestTarget(Array("HTTP://localhost:9810/a?b=c".utf8))
        #expect(target?.authority == "localhost:9810")
        #expect(target?.segments == ["a"])
        #expect(RequestTarget(Array("http://localhost".utf8))?.segments == [])
        #expect(RequestTarget(Array("http://localhost?a=b".utf8))?.parameters.first?.value == "b")
        #expect(RequestTarget(Array("/".utf8))?.authority == nil)
    }

    @Test(arguments: [
        "", "a", "*", "localhost:80", "https://x/", "ftp://x/", "http://", "http:///a", "http://u@h/", "//a",
        "/a//b", "/..", "/../x", "/a/..", "/./a", "/%2e%2e/x", "/%2E./x", "/a%2Fb", "/a%5cb", "/a\\b",
        "/a%00b",
        "/a%0d%0ab", "/%7f", "/a%", "/a%4", "/a%zz", "/%ff", "/%c0%ae%c0%ae/x", "/a#b", "/a b", "/é",
        "/?a=%00",
        "/?a=%ff",
    ])
    func whatCouldMeanAnotherPathIsRefused(_ text: String) {
        #expect(RequestTarget(Array(text.utf8)) == nil)
    }

    @Test func lengthAndParametersAreBounded() {
        let longest = RequestTarget.mostBytes
        #expect(segments("/" + String(repeating: "a", count: longest - 1)) != nil)
        #expect(segments("/" + String(repeating: "a", count: longest)) == nil)
        let most = RequestTarget.mostParameters
        #expect(segments("/?" + Array(repeating: "a", count: most).joined(separator: "&")) != nil)
        #expect(segments("/?" + Array(repeating: "a", count: most + 1).joined(separator: "&")) == nil)
    }
}
