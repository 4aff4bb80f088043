// SPDX-License-Identifier: Apache-2.0
import HTTPWire
import Testing

@testable import Serving

struct GateTests {
    private static let token = Array("a-token-of-some-length".utf8)

    private func status(
        _ target: String = "/metrics",
        method: String = "GET",
        host: [String] = ["localhost:9810"],
        authorization: [String] = [],
        hasBody: Bool = false,
        token: [UInt8]? = nil,
        names: [String] = [],
        way: Gate.Way = .network
    ) -> Int {
        let claim = Gate.Claim(
            method: method,
            target: Array(target.utf8),
            host: host,
            authorization: authorization,
            needsHost: true,
            hasBody: hasBody
        )
        do {
            _ = try Gate(token: token, hostNames: names).admit(claim, by: way)
            return 200
        } catch {
            return error.status
        }
    }

    @Test func onlyGetAndHeadWithoutContentAreLetIn() {
        #expect(status() == 200)
        #expect(status(method: "HEAD") == 200)
        for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get"] {
            #expect(status(method: method) == 405, "\(method)")
        }
        #expect(status(hasBody: true) == 413)
    }

    @Test func aNameThatAStrangerCouldGiveIsRefusedWithoutAToken() {
        for name in ["localhost", "LOCALHOST:1", "127.0.0.1:9810", "[::1]:9810", "[::1]", "192.0.2.1"] {
            #expect(status(host: [name]) == 200, "\(name)")
        }
        for name in ["evil.example", "localhost.evil.example", "[evil", "[x]", "127.0.0.1.evil.example:80"] {
            #expect(status(host: [name]) == 421, "\(name)")
        }
        #expect(status(host: ["posture.mfa.example"], names: ["posture.mfa.example"]) == 200)
        #expect(status("http://evil.example/metrics") == 421)
        #expect(status(host: ["evil.example"], way: .local) == 200)
        #expect(status(host: []) == 400)
        #expect(status(host: ["localhost", "localhost"]) == 400)
    }

    @Test func aTokenIsAskedForEverywhereButOfTheHealth() {
        let token = Self.token
        #expect(status(token: token) == 401)
        #expect(
            status(host: ["any.example"], authorization: ["Bearer a-token-of-some-length"], token: token)
                == 200
        )
        #expect(status(authorization: ["bearer a-token-of-some-length"], token: token) == 200)
        for wrong in [
            "Bearer a-token-of-some-lengtH", "Bearer a-token-of-some-lengt", "Bearer a-token-of-some-length0",
            "Bearer ",
            "Basic a-token-of-some-length", "a-token-of-some-length",
        ] {
            #expect(status(authorization: [wrong], token: token) == 401, "\(wrong)")
        }
        let right = "Bearer a-token-of-some-length"
        #expect(status(authorization: [right, right], token: token) == 401)
        #expect(status("/healthz", token: token) == 200)
        #expect(status("/readyz", token: token) == 401)
        #expect(status("/metrics", token: token, way: .local) == 401)
    }

    @Test func tokensAreEqualByteForByte() {
        #expect(Gate.equal([], []))
        #expect(Gate.equal([1, 2], [1, 2]))
        #expect(!Gate.equal([1], [1, 2]))
        #expect(!Gate.equal([1, 2, 0], [1, 2]))
        #expect(!Gate.equal([1, 3], [1, 2]))
    }
}
