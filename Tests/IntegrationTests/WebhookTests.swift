// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import Inventory
import Model
import NIOPosix
import Probes
import Resolver
import Synchronization
import Testing
import Transport

/// Signed messages to webhooks on loopback.
@Suite struct WebhookTests {
    private static let secret = Array("a secret of the ministry".utf8)
    private static let body = Array(#"{"schema":"chancery.alerts/1"}"#.utf8)
    private static let now = Date(timeIntervalSince1970: 1_795_000_000)

    private func post(to url: String, trust: TrustStore? = nil) async throws -> WebhookAnswer {
        let resolver = try NameResolver(ResolverSettings())
        let sender = WebhookSender(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            proxy: nil,
            trust: try trust ?? TrustStore(file: ServiceSettings().trustStore),
            introduction: ClientIntroduction(contact: "soc@mfa.example"),
            limits: DialogueLimits(replyTimeout: .seconds(2)),
            deadline: .seconds(5),
            // Whatever else localhost has, the server of these tests listens there.
            resolve: { await resolver.addresses(of: $0 == "localhost" ? "127.0.0.1" : $0) }
        )
        return await sender.post(Self.body, to: url, id: "soc-1-abc", secret: Self.secret, at: Self.now)
    }

    private func answer(_ head: String) async throws -> (WebhookAnswer, said: String) {
        let box = SaidBox()
        let server = try await HostileServer(
            .answering { _, bytes in
                box.text.withLock { $0 += String(decoding: bytes, as: UTF8.self) }
                return Array("HTTP/1.1 \(head)\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
            }
        )
        let answer = try await post(to: "http://\(HostileServer.address):\(server.port)/hook")
        try await server.stop()
        return (answer, box.text.withLock { $0 })
    }

    private final class SaidBox: Sendable { let text = Mutex("") }

    @Test func theSignatureIsWhatOpenSSLFinds() async throws {
        let (answer, said) = try await answer("204 No Content")
        #expect(answer == .taken)
        #expect(said.hasPrefix("POST /hook HTTP/1.1\r\n"))
        #expect(said.contains("\r\nIdempotency-Key: soc-1-abc\r\n"))
        #expect(said.contains("\r\nContent-Type: application/json\r\n"))
        #expect(said.hasSuffix("\r\n\r\n" + String(decoding: Self.body, as: UTF8.self)))
        let code = try #require(said.split(separator: "v1=").last?.prefix(64))
        #expect(said.contains("Chancery-Signature: t=1795000000,v1=\(code)\r\n"))
        let file = FileManager.default.temporaryDirectory.appending(path: "signed-\(UUID())")
        try Data(Array("1795000000.".utf8) + Self.body).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        let secret = String(decoding: Self.secret, as: UTF8.self)
        let output = try ServerPrograms.output(
            of: "openssl",
            ["dgst", "-sha256", "-hmac", secret, "-r", file.path]
        )
        #expect(output.hasPrefix(code))
    }

    @Test(arguments: [
        ("500 Oops", WebhookAnswer.later(reason: "the webhook answers HTTP 500", after: nil)),
        ("429 Slow\r\nRetry-After: 120", .later(reason: "the webhook answers HTTP 429", after: 120)),
        ("503 No\r\nRetry-After: 4294967295", .later(reason: "the webhook answers HTTP 503", after: 86_400)),
        ("503 No\r\nRetry-After: -1", .later(reason: "the webhook answers HTTP 503", after: nil)),
        (
            "503 No\r\nRetry-After: Wed, 18 Nov 2026 11:10:00 GMT",
            .later(reason: "the webhook answers HTTP 503", after: 200)
        ),
        (
            "302 Found\r\nLocation: http://127.0.0.1/",
            .later(reason: "the webhook answers HTTP 302", after: nil)
        ),
        ("410 Gone", .gone),
    ]) func theStatusDecides(_ head: String, _ expected: WebhookAnswer) async throws {
        #expect(try await answer(head).0 == expected)
    }

    @Test func aServerThatNobodyVouchesForIsToldNothing() async throws {
        let directives = "access_log $folder/access.log;"
        let server = try await RunningServer(NginxServer(directives: directives))
        func requests() -> String {
            (try? String(contentsOfFile: server.site.path("access.log"), encoding: .utf8)) ?? ""
        }
        let url = "https://localhost:\(server.port)/hook"
        let stranger = try await post(to: url)
        let reason = "the certificate of localhost:\(server.port) is not trusted"
        #expect(stranger == .later(reason: reason, after: nil))
        #expect(!requests().contains("POST"))
        // The same server is told by who trusts its authority.
        #expect(try await post(to: url, trust: try TrustStore(file: server.authority.path)) == .taken)
        #expect(requests().contains("POST /hook"))
    }
}
