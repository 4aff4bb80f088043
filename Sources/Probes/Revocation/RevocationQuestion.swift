// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model

/// Whether one certificate of a chain was revoked, by one kind of source.
struct RevocationQuestion: Sendable {
    /// Where it may lead, and until when.
    struct Bounds: Sendable {
        let reach: NetworkReach
        let deadline: ContinuousClock.Instant
    }

    let aspect: String
    let position: Int
    let source: RevocationStatus.Source
    /// As the certificate names them.
    let urls: [String]
    let certificate: ParsedCertificate
    let isAuthority: Bool
    /// Nil where it was neither sent nor is an anchor.
    let issuer: ParsedCertificate?

    var question: Question {
        Question(
            RevocationStatus.self,
            RevocationStatus.aspect(aspect, position: position, source: source)
        )
    }

    /// Why it stays open: an answer came that says nothing of the certificate.
    static func open(_ reason: String) -> Unestablished {
        Unestablished(phase: .reply, reason: reason, attempts: 1)
    }
}

extension WebAddress {
    /// Throws why a URL of a certificate is not fetched.
    init(source url: String) throws(Unestablished) {
        do throws(Fault) {
            try self.init(url)
        } catch {
            switch error {
            case .otherScheme(let scheme):
                let reason = "it lies at \(scheme)://, and only http:// is fetched"
                throw Unestablished(phase: .vantage, reason: reason)
            case .malformed: throw Unestablished(phase: .reply, reason: "its URL cannot be read")
            }
        }
    }
}
