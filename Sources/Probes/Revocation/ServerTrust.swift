// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
internal import Model
internal import Transport

/// Whether the one who answered a fetch is who was asked: by the anchors, the time and the name (RFC 8461 §3.3, RFC 9110
/// §4.3.4).
enum ServerTrust {
    static func holds(for session: TLSSessionOutcome?, host: String, by store: TrustStore)
        throws(Unestablished)
        -> Bool
    {
        guard case .established(let facts) = session?.handshake, !facts.chain.isEmpty else {
            throw gap("sends no certificate")
        }
        do {
            let certificates = try CertificateReader().read(chain: facts.chain)
            let verdict = try store.verify(chain: certificates)
            guard verdict.isTrusted, let leaf = certificates.first, CertificateName.matches(leaf, host: host)
            else { return false }
            // Trust is built without the clock.
            let now = Date()
            return certificates.map(\.details)
                .filter { verdict.path.contains($0.sha256) }
                .allSatisfy { details in
                    // A date that cannot be read is none that a client would accept.
                    guard let first = details.notBefore, let last = details.notAfter else { return false }
                    return first <= now && now <= last
                }
        } catch {
            throw gap("a certificate cannot be read: \(error.reason)")
        }
    }

    private static func gap(_ words: String) -> Unestablished {
        Unestablished(phase: .reply, reason: words, attempts: 1)
    }
}
