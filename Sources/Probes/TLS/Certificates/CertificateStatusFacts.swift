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
    let aspect: String

    /// Clocks of responders and of this host may differ by so many seconds.
    private static let grace = 300.0

    func add(to answers: inout AnswerList, leaf: CertificateDetails?) {
        guard let leaf, let der = served.chain.first else { return }
        let issuer = issuer(of: der, leaf)
        let staple = issuer.flatMap { issuer in
            served.staple.flatMap { try? Crypto.OCSPStaple($0, leaf: der, issuer: issuer) }
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
        answers.add(promises(leaf, der: der, issuer: issuer, staple: staple))
    }

    private func issuer(of der: [UInt8], _ leaf: CertificateDetails) -> [UInt8]? {
        if leaf.isSelfSigned { return der }
        return served.chain.dropFirst().prefix(IssuanceLinks.limit)
            .first { IssuanceLinks.isIssued(der, by: $0) } ?? material.issuer(of: der)
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
            isSigned: staple.isSignatureValid,
            currency: Self.currency(answer, at: clock()),
            validityHours: Self.validityHours(answer),
            revoked: answer.revoked
        )
    }

    private static func currency(_ answer: Crypto.OCSPStaple.Answer, at now: Date)
        -> RevocationStatus.Currency
    {
        if let this = answer.thisUpdate, this.timeIntervalSince(now) > grace { return .early }
        guard let next = answer.nextUpdate else { return .undated }
        return now.timeIntervalSince(next) > grace ? .stale : .current
    }

    private static func validityHours(_ answer: Crypto.OCSPStaple.Answer) -> Int? {
        guard let this = answer.thisUpdate, let next = answer.nextUpdate else { return nil }
        return Int(exactly: (next.timeIntervalSince(this) / 3600).rounded())
    }

    private func promises(
        _ leaf: CertificateDetails,
        der: [UInt8],
        issuer: [UInt8]?,
        staple: Crypto.OCSPStaple?
    ) -> TransparencyPromises {
        let ways: [(TransparencyPromises.Way, [SignedCertificateTimestamp])] = [
            (.certificate, leaf.timestamps),
            (.handshake, served.timestamps.compactMap { SignedCertificateTimestamp($0) }),
            (.staple, staple?.answer?.timestamps ?? []),
        ]
        let promises = ways.flatMap { way, timestamps in
            timestamps.map { timestamp in
                let isValid = material.logs?.verifies(
                    timestamp,
                    of: der,
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
