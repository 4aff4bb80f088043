// SPDX-License-Identifier: Apache-2.0
package import Crypto
package import Facts
internal import HTTPWire
package import Model
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
        let outcome = try await converse(with: host, at: address)
        let response: HTTPResponse
        do throws(WebFault) {
            response = try outcome.replies[0].whole()
        } catch {
            throw Self.gap(error.words(Self.longest))
        }
        // Only the peer's goodbye within TLS ends a body that has no length: others could cut it.
        guard response.bodyEnd != .closed || outcome.isClosedInOrder else {
            throw Self.gap(WebFault.truncated.words(Self.longest))
        }
        // What passes by itself is not the policy's fault.
        guard !response.isTurningAway else {
            throw Self.gap("turned away for now: HTTP \(response.head.status)")
        }
        return MTASTSPolicyFile(
            status: response.head.status,
            mediaType: Self.mediaType(response),
            body: String(decoding: response.head.status == 200 ? response.body : [], as: UTF8.self),
            isTrusted: try ServerTrust.holds(for: outcome.session, host: host, by: store)
        )
    }

    private func converse(with host: String, at address: IPAddress) async throws(Unestablished)
        -> WebRequestMachine.Outcome
    {
        guard let request = request(to: host) else {
            throw Unestablished(phase: .notMeasured, reason: "no request can be made for \(host)")
        }
        let machine: WebRequestMachine
        do {
            var settings = TLSClientSettings()
            settings.alpn = ["http/1.1"]
            machine = try WebRequestMachine(
                try TLSClientContext(settings),
                serverName: host,
                first: request,
                limits: HTTPLimits(headBytes: 16_384, bodyBytes: Self.longest, wantsAll: true)
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

    private func request(to host: String) -> HTTPRequest? {
        HTTPRequest(
            target: Self.path,
            authority: host,
            fields: [
                HTTPRequest.Field("User-Agent", introduction.userAgent),
                HTTPRequest.Field("Accept", "text/plain"),
                HTTPRequest.Field("Accept-Encoding", "identity"), HTTPRequest.Field("Connection", "close"),
            ]
        )
    }

    private static func mediaType(_ response: HTTPResponse) -> String? {
        let value = response.head.values(of: "content-type").first?.prefix { $0 != ";" } ?? ""
        let words = value.split(separator: " ")
        return words.first.map { $0.lowercased() }
    }

    private static func gap(_ words: String) -> Unestablished {
        Unestablished(phase: .reply, reason: words, attempts: 1)
    }
}

extension WebFault {
    fileprivate func words(_ limit: Int) -> String {
        switch self {
        case .tooLong, .ended(.byteLimit): "sends more than \(limit) bytes"
        case .truncated: "closed before its answer was whole"
        case .notHTTP, .malformed: "does not answer in HTTP/1"
        case .handshake(let failure): "no handshake: \(failure.reason)"
        case .ended(let end): "the reply ended: \(end.words)"
        }
    }
}
