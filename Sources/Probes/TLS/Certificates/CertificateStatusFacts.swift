// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Foundation
internal import Model

/// What came beside a chain: the stapled status of its leaf, and the promises of transparency logs.
struct CertificateStatusFacts {
    let material: TrustMaterial
    let clock: @Sendable () -> Date
    let served: ServedCertificates
    /// The same certificates, read.
    let chain: [ParsedCertificate]
    let aspect: String

    func add(to answers: inout AnswerList) {
        guard let leaf = chain.first else { return }
        let issuer = Self.issuer(of: leaf, in: chain, material: material)
        let staple = issuer.flatMap { issuer in
            served.staple.flatMap { try? Crypto.OCSPStaple($0, leaf: leaf, issuer: issuer) }
        }
        let question = Question(RevocationStatus.self, RevocationStatus.aspect(aspect, source: .staple))
        if served.staple != nil, issuer == nil {
            let reason = "the staple's issuer is neither sent nor an anchor"
            answers.add(question, unestablished: Unestablished(phase: .reply, reason: reason))
        } else if served.staple == nil, !served.asksForStatus {
            let reason = "the hello that showed the chain could not ask for a staple"
            answers.add(question, unestablished: Unestablished(phase: .notMeasured, reason: reason))
        } else {
            answers.add(status(staple))
        }
        answers.add(promises(leaf, issuer: issuer, staple: staple))
    }

    /// The certificate whose key signed another: itself, one that was sent, or an anchor; nil where there is none.
    static func issuer(
        of certificate: ParsedCertificate,
        in chain: [ParsedCertificate],
        material: TrustMaterial
    ) -> ParsedCertificate? {
        if certificate.details.isSelfSigned { return certificate }
        return chain.prefix(IssuanceLinks.limit).first { certificate.isIssued(by: $0) }
            ?? material.issuer(of: certificate)
    }

    private func status(_ staple: Crypto.OCSPStaple?) -> RevocationStatus {
        guard served.staple != nil else {
            return RevocationStatus(chain: aspect, source: .staple, status: .absent)
        }
        guard let staple else { return RevocationStatus(chain: aspect, source: .staple, status: .malformed) }
        guard staple.responseStatus == 0 else {
            return RevocationStatus(chain: aspect, source: .staple, status: .refused)
        }
        guard let answer = staple.answer else {
            return RevocationStatus(
                chain: aspect,
                source: .staple,
                status: .unrelated,
                isSigned: staple.isSignatureValid
            )
        }
        return RevocationStatus(
            chain: aspect,
            source: .staple,
            status: RevocationStatus.Status(answer.status),
            isSigned: isSigned(staple),
            currency: RevocationStatus.Currency(from: answer.thisUpdate, to: answer.nextUpdate, at: clock()),
            validityHours: Self.validityHours(answer),
            revoked: answer.revoked,
            reason: answer.reason?.rawValue
        )
    }

    /// A delegate whose own certificate has expired signs for nobody.
    private func isSigned(_ staple: Crypto.OCSPStaple) -> Bool? {
        staple.isSignatureValid.map { $0 && (staple.signerLife?.contains(clock()) ?? true) }
    }

    private static func validityHours(_ answer: Crypto.OCSPStaple.Answer) -> Int? {
        guard let this = answer.thisUpdate, let next = answer.nextUpdate else { return nil }
        return Int(exactly: (next.timeIntervalSince(this) / 3600).rounded())
    }

    private func promises(
        _ leaf: ParsedCertificate,
        issuer: ParsedCertificate?,
        staple: Crypto.OCSPStaple?
    ) -> TransparencyPromises {
        let ways: [(TransparencyPromises.Way, [SignedCertificateTimestamp])] = [
            (.certificate, leaf.details.timestamps),
            (.handshake, served.timestamps.compactMap { SignedCertificateTimestamp($0) }),
            (.staple, staple?.answer?.timestamps ?? []),
        ]
        let promises = ways.flatMap { way, timestamps in
            timestamps.map { timestamp in
                let isValid = material.logs?.verifies(
                    timestamp,
                    of: leaf,
                    issuer: issuer,
                    as: way == .certificate ? .precertificate : .certificate
                )
                return TransparencyPromises.Promise(
                    log: timestamp.logID,
                    way: way,
                    signature: isValid.map { $0 ? .valid : .invalid } ?? .unverified,
                    logOperator: material.logs?.logs[timestamp.logID]?.operatorName
                )
            }
        }
        return TransparencyPromises(aspect: aspect, promises: promises)
    }
}

extension RevocationStatus.Currency {
    /// Clocks of responders and of this host may differ by so many seconds.
    private static let grace = 300.0
    /// As old as an answer may be that does not say how long it holds.
    private static let longestUndated = 10.0 * 86_400

    init(from this: Date?, to next: Date?, at now: Date) {
        if let this, this.timeIntervalSince(now) > Self.grace {
            self = .early
        } else if let next {
            self = now.timeIntervalSince(next) > Self.grace ? .stale : .current
        } else if let this, now.timeIntervalSince(this) > Self.longestUndated {
            self = .stale
        } else {
            self = .undated
        }
    }
}

extension RevocationStatus.Status {
    init(_ status: Crypto.OCSPStaple.Status) {
        self =
            switch status {
            case .good: .good
            case .revoked: .revoked
            case .unknown: .unknown
            }
    }
}
