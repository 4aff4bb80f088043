// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import NIOPosix
import Probes
import Testing
import Transport

/// Policy files of MTA-STS, fetched from nginx over HTTPS.
struct PolicyFileTests {
    private static let policy = "version: STSv1\\nmode: enforce\\nmx: mx.mfa.example\\nmax_age: 604800\\n"

    private func fetch(_ location: String, host: String = "localhost", isForeign: Bool = false) async throws
        -> Result<MTASTSPolicyFile, Unestablished>
    {
        let server = try await RunningServer(
            NginxServer(
                directives: "location = /.well-known/mta-sts.txt { default_type text/plain; \(location) }"
            )
        )
        let store =
            isForeign
            ? try Self.foreignStore() : try TrustStore(file: server.site.authority.root.path)
        let fetcher = PolicyFileFetcher(
            dialer: Dialer(
                group: MultiThreadedEventLoopGroup.singleton,
                budget: AddressBudget(
                    limits: BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0)
                ),
                sources: []
            ),
            store: store,
            introduction: ClientIntroduction(),
            limits: DialogueLimits(),
            port: try #require(UInt16(exactly: server.site.port))
        )
        return await fetcher.policyFile(of: host, at: [try #require(IPAddress("127.0.0.1"))])
    }

    private static func foreignStore() throws -> TrustStore {
        let folder = try TemporaryFolder()
        return try TrustStore(file: ServerAuthority(in: folder.url).root.path)
    }

    @Test func aPolicyComesWithItsMediaType() async throws {
        let file = try await fetch("return 200 \"\(Self.policy)\";").get()
        #expect(file.status == 200 && file.isTrusted && file.mediaType == "text/plain")
        #expect(file.body == Self.policy.replacing("\\n", with: "\n"))
    }

    @Test func redirectsAreNotFollowed() async throws {
        let file = try await fetch("return 301 https://localhost/elsewhere;").get()
        #expect(file.status == 301 && file.body.isEmpty)
    }

    @Test func anotherNameOrAnotherAuthorityIsNotTrusted() async throws {
        let answer = "return 200 \"\(Self.policy)\";"
        #expect(try await fetch(answer, host: "mta-sts.mfa.example").get().isTrusted == false)
        #expect(try await fetch(answer, isForeign: true).get().isTrusted == false)
    }

    @Test(arguments: ["return 503;", "return 429;", "return 444;"])
    func troubleForNowIsUnknown(_ location: String) async throws {
        await #expect(throws: Unestablished.self) { try await fetch(location).get() }
    }

    @Test func whatIsTooLongIsUnknown() async throws {
        let long = String(repeating: "mx: mx.mfa.example ", count: 200)
        let location = "return 200 \"\(String(repeating: "$x", count: 20))\";"
        let result = try await fetch("set $x \"\(long)\"; \(location)")
        guard case .failure(let reason) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(reason.reason.contains("more than 65536 bytes"))
    }
}
