// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Foundation
import Model
import TLSWire

/// Whether a condition holds.
enum GradeAnswer: Hashable, Sendable {
    /// With what was seen, where that says more than the row.
    case yes(String?)
    case no
    case unknown(Unestablished)

    init(_ answer: Bool?, doubt: Unestablished?) {
        switch answer {
        case true?: self = .yes(nil)
        case false?: self = .no
        case nil:
            self = .unknown(doubt ?? Unestablished(phase: .reply, reason: "not all of it was seen"))
        }
    }
}

extension GradeCondition {
    /// Its answer on an address at an instant.
    func answer(_ facts: GradeFacts, at now: Date) -> GradeAnswer {
        switch self {
        case .ssl2Offered: return facts.offers([.ssl2])
        case .ssl3Offered: return facts.offers([.ssl3])
        case .tls10Or11Offered: return facts.offers([.tls10, .tls11])
        case .ssl3Best: return facts.isBest(.ssl3)
        case .noTLS12: return facts.offers([.tls12, .tls13]).negated
        case .noTLS13: return facts.offers([.tls13]).negated
        case .exportSuites: return facts.offersSuite(\.isExport)
        case .rc4Offered: return facts.offersSuite(\.usesRC4)
        case .rc4WithModernProtocols: return facts.isGivenModernClients(\.usesRC4)
        case .rc4Only: return facts.offersOnly(\.usesRC4)
        case .smallBlocksWithModernProtocols: return facts.isGivenModernClients(\.uses64BitBlock)
        case .noForwardSecrecy: return facts.offersSuite(\.isForwardSecret).negated
        case .noAEAD: return facts.offersSuite(\.isAEAD).negated
        case .beast: return facts.offersSuite(in: .ssl3 ... .tls10, \.isCBC)
        case .poodle: return facts.offersSuite(in: .ssl3 ... .ssl3, \.isCBC)
        case .keyBelow1024, .keyBelow2048, .finiteFieldBelow2048, .exponentOne, .md5Signature,
            .sha1Signature, .debianKey:
            return keyAnswer(facts)
        case .chainIncomplete, .nameMismatch, .notTrusted, .notYetValid, .expired, .revoked,
            .symantecBefore2016, .symantec:
            return chainAnswer(facts, at: now)
        case .noSecureRenegotiation, .insecureRenegotiation, .compression, .paddingOracle, .noFallbackSCSV,
            .heartbleed, .ccsInjection, .ticketbleed, .robot, .drown:
            return conductAnswer(facts)
        case .noLongHSTS, .noHSTS:
            guard facts.service == .https else { return .no }
            return strictTransport(facts.strictTransportAge)
        case .invalidPinning:
            guard facts.service == .https else { return .no }
            return .unknown(Unestablished(phase: .notMeasured, reason: "HPKP is not measured"))
        }
    }

    /// `age`: how long browsers keep HSTS, seconds; 0 where they keep none.
    private func strictTransport(_ age: Result<Int, Unestablished>) -> GradeAnswer {
        switch age {
        case .failure(let reason) where reason.phase == .notMeasured:
            .unknown(Unestablished(phase: .notMeasured, reason: "HSTS is not measured"))
        case .failure(let reason): .unknown(reason)
        case .success(0): .yes(nil)
        case .success(let age):
            self == .noLongHSTS && age < Self.longStrictTransport ? .yes("max-age=\(age)") : .no
        }
    }

    /// Six months.
    private static let longStrictTransport = 15_552_000

    private func conductAnswer(_ facts: GradeFacts) -> GradeAnswer {
        switch self {
        case .noSecureRenegotiation: facts.feature(.secureRenegotiation, counts: .off)
        case .insecureRenegotiation: facts.feature(.insecureRenegotiation, counts: .on)
        case .compression: facts.feature(.compression, counts: .on)
        case .paddingOracle: facts.feature(.paddingOracle, counts: .on)
        case .noFallbackSCSV: facts.feature(.fallbackSCSV, counts: .off)
        case .heartbleed: facts.attack(.heartbleed, needs: .yes(nil))
        case .ccsInjection: facts.attack(.ccsInjection, needs: facts.offers([.ssl3, .tls10, .tls11, .tls12]))
        case .ticketbleed: facts.attack(.ticketbleed, needs: facts.offers([.ssl3, .tls10, .tls11, .tls12]))
        case .robot:
            facts.attack(
                .robot,
                needs: facts.offersSuite { $0.keyExchange == .rsa || $0.keyExchange == .rsaPSK }
            )
        case .drown: facts.drown
        default: .no
        }
    }

    private func keyAnswer(_ facts: GradeFacts) -> GradeAnswer {
        switch self {
        case .keyBelow1024: return facts.anyLeaf { $0.isRSA && (1..<1024).contains($0.keyBits) }
        case .keyBelow2048: return facts.anyLeaf { $0.isRSA && (1..<2048).contains($0.keyBits) }
        case .exponentOne: return facts.anyLeaf { $0.exponent == "1" }
        case .md5Signature: return facts.anySignature(["MD2", "MD4", "MD5"])
        case .sha1Signature: return facts.anySignature(["SHA1"])
        case .finiteFieldBelow2048:
            switch facts.finiteFields {
            case .failure(let reason): return .unknown(reason)
            case .success(let groups):
                guard let smallest = groups.map(\.bits).min(), smallest < 2048 else { return .no }
                return .yes("\(smallest) bits")
            }
        default: return facts.debianKey
        }
    }

    private func chainAnswer(_ facts: GradeFacts, at now: Date) -> GradeAnswer {
        switch self {
        case .chainIncomplete: return facts.trust { $0.outcome == .issuerMissing }
        case .notTrusted: return facts.untrusted
        case .nameMismatch: return facts.mismatch
        case .expired: return facts.life { $0.upperBound < now }
        case .notYetValid: return facts.life { $0.lowerBound > now }
        case .symantec: return facts.symantec(before: .distantFuture)
        case .symantecBefore2016:
            return facts.symantec(before: CalendarDay("2016-06-01")?.start ?? .distantPast)
        default: return facts.revoked
        }
    }
}

extension GradeAnswer {
    var negated: GradeAnswer {
        switch self {
        case .yes: .no
        case .no: .yes(nil)
        case .unknown: self
        }
    }
}
