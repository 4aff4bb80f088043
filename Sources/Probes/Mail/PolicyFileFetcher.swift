// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import Facts
internal import Foundation
package import Model
internal import PlainHTTP
package import Transport

/// Whoever reads the policy file of MTA-STS over HTTPS (RFC 8461 §3.3).
package protocol PolicyFileFetching: Sendable {
    /// - Parameters:
    ///   - host: `mta-sts` before the domain.
    ///   - addresses: those of the host; tried in turn until one answers.
    func policyFile(of host: String, at addresses: [IPAddress]) async -> Result<
        MTASTSPolicyFile, Unestablished
    >
}

/// Reads it from the network: one GET, no redirect followed, at most 64 KiB.
package struct PolicyFileFetcher: PolicyFileFetching {
    private let dialer: Dialer
    private let store: TrustStore
    private let introduction: ClientIntroduction
    private let limits: DialogueLimits
    private let port: UInt16

    private static let path = "/.well-known/mta-sts.txt"
    private static let longest = 65_536
    private static let mostAddresses = 3

    /// - Parameters:
    ///   - store: the anchors that senders have.
    ///   - port: others than 443 are for servers of one's own.
    package init(
        dialer: Dialer,
        store: TrustStore,
        introduction: ClientIntroduction,
        limits: DialogueLimits,
        port: UInt16 = 443
    ) {
        self.dialer = dialer
        self.store = store
        self.introduction = introduction
        self.limits = limits
        self.port = port
    }

    package func policyFile(of host: String, at addresses: [IPAddress]) async -> Result<
        MTASTSPolicyFile, Unestablished
    > {
        var gap = Unestablished(phase: .resolve, reason: "\(host) has no address that may be asked")
        for address in addresses.prefix(Self.mostAddresses) {
            do throws(Unestablished) {
                return .success(try await file(of: host, at: address))
            } catch {
                gap = Unestablished(
                    phase: error.phase,
                    reason: "\(host) at \(address): \(error.reason)",
                    attempts: error.attempts
                )
            }
        }
        return .failure(gap)
    }

    private func file(of host: String, at address: IPAddress) async throws(Unestablished)
        -> MTASTSPolicyFile
    {
        switch try await converse(with: host, at: address) {
        case .answered(let response, let chain):
            // What passes by itself is not the policy's fault.
            guard ![429, 503].contains(response.status) else {
                throw Self.gap("turned away for now: HTTP \(response.status)")
            }
            return MTASTSPolicyFile(
                status: response.status,
                mediaType: Self.mediaType(response),
                body: String(decoding: response.status == 200 ? response.body : [], as: UTF8.self),
                isTrusted: try isTrusted(chain, for: host)
            )
        case .unreadable(.tooLong): throw Self.gap("sends more than \(Self.longest) bytes")
        case .unreadable(.truncated): throw Self.gap("closed before its answer was whole")
        case .unreadable: throw Self.gap("does not answer in HTTP/1")
        case .failed(let failure): throw Self.gap("no handshake: \(failure.reason)")
        case .ended(let end): throw Self.gap("the reply ended: \(end.words)")
        }
    }

    private func converse(with host: String, at address: IPAddress) async throws(Unestablished)
        -> SecureFetchMachine.Outcome
    {
        let machine: SecureFetchMachine
        do {
            var settings = TLSClientSettings()
            settings.alpn = ["http/1.1"]
            machine = try SecureFetchMachine(
                try TLSClientContext(settings),
                serverName: host,
                request: request(to: host),
                limit: Self.longest
            )
        } catch {
            throw Unestablished(phase: .notMeasured, reason: "no handshake can be made: \(error)")
        }
        var limits = limits
        // Chains and framing come on top of the body.
        limits.maximumBytes = max(limits.maximumBytes, 4 * Self.longest)
        do {
            let target = SocketTarget(address: address, port: port)
            return try await dialer.run(machine, to: target, limits: limits).outcome
        } catch {
            throw Unestablished(error)
        }
    }

    private func request(to host: String) -> [UInt8] {
        let lines = [
            "GET \(Self.path) HTTP/1.1", "Host: \(host)", "User-Agent: \(introduction.userAgent)",
            "Accept: text/plain", "Accept-Encoding: identity", "Connection: close", "", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    /// By the anchors, the time and the name (RFC 8461 §3.3).
    private func isTrusted(_ chain: [[UInt8]], for host: String) throws(Unestablished) -> Bool {
        guard !chain.isEmpty else { throw Self.gap("sends no certificate") }
        do {
            let certificates = try CertificateReader().read(chain: chain)
            let verdict = try store.verify(chain: certificates)
            guard verdict.isTrusted, let leaf = certificates.first, CertificateName.matches(leaf, host: host)
            else { return false }
            // Trust is built without the clock.
            let now = Date()
            return certificates.map(\.details)
                .filter { verdict.path.contains($0.sha256) }
                .allSatisfy { details in
                    // A date that cannot be read is none that a sender would accept.
                    guard let first = details.notBefore, let last = details.notAfter else { return false }
                    return first <= now && now <= last
                }
        } catch {
            throw Self.gap("a certificate cannot be read: \(error.reason)")
        }
    }

    private static func mediaType(_ response: HTTPResponse) -> String? {
        let value = response.value(of: "content-type")?.prefix { $0 != ";" } ?? ""
        let words = value.split(separator: " ")
        return words.first.map { $0.lowercased() }
    }

    private static func gap(_ words: String) -> Unestablished {
        Unestablished(phase: .reply, reason: words, attempts: 1)
    }
}
