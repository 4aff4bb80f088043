// SPDX-License-Identifier: Apache-2.0
import Checks
import Model
import Standards

extension PolicyVerdict {
    var json: JSONValue {
        [
            "policy": .string(policy),
            "name": .string(name),
            "edition": .string(edition),
            "as_of": .string(day.description),
            "conforms": JSONValue(conforms),
            "violations": .array(violations.map(\.json)),
            "phase_out": .array(phaseOuts.map(\.json)),
            "advice": .array(advice.map(\.json)),
            "unlisted": .array(unlisted.map(\.json)),
            "missing": .array(
                missing.map { ["rule": .string($0.rule), "reason": .string($0.reason.summary)] }
            ),
        ]
    }

    /// What has to be known and is not: what was asked in vain before what nobody asked.
    var foremostGap: Unestablished? { missing.map(\.reason).foremost }
}

extension PolicyRemark {
    fileprivate var json: JSONValue {
        [
            "rule": .string(rule), "level": .string(level.rawValue), "seen": .string(seen),
            "wanted": .string(wanted), "clause": .string(clause),
        ]
    }
}

extension Grade {
    var json: JSONValue {
        [
            "letter": JSONValue(letter),
            "score": JSONValue(score),
            "protocol": JSONValue(protocolScore),
            "key_exchange": JSONValue(keyExchangeScore),
            "cipher": JSONValue(cipherScore),
            "reasons": JSONValue(reasons),
            "trust_ignored": JSONValue(trustIgnored),
            "complete": .bool(isComplete),
            "as_of": .string(day.description),
        ]
    }
}

extension ScanGap {
    /// Policies of which nobody can say whether the endpoint conforms, at `/policies/INDEX`.
    static func gaps(of verdicts: [PolicyVerdict]) -> [ScanGap] {
        verdicts.enumerated().compactMap { index, verdict in
            guard verdict.conforms == nil, let reason = verdict.foremostGap else { return nil }
            return ScanGap(path: "/policies/\(index)/conforms", reason)
        }
    }

    /// The nulls of the rating with their reasons; `error` is why no address answered.
    static func gaps(of grade: Grade?, error: Unestablished?) -> [ScanGap] {
        guard let grade else {
            return [ScanGap(path: "/grade", error ?? .inapplicable("nothing rates it"))]
        }
        let fallback = Unestablished(phase: .reply, reason: "too little is known to rate it")
        return grade.json.nullPaths(at: "/grade", except: []).map {
            ScanGap(path: $0, grade.missing ?? fallback)
        }
    }
}
