// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension ScanChain {
    /// Members that only describe are left away where nothing is known.
    var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("chain", .array(certificates.map(\.json))),
            .init("trusted", JSONValue(isTrusted)),
            .init("trust_error", JSONValue(trustError)),
            .init("hostname_matches", JSONValue(hostnameMatches)),
            .init("which", .string(aspect)),
            .init("trusted_by", JSONValue(trustedBy)),
        ]
        if let order { members.append(.init("order", order.json)) }
        if let staple { members.append(.init("staple", staple.json)) }
        if let promises { members.append(.init("timestamps", promises.json)) }
        return .object(members)
    }
}

extension ChainOrder {
    fileprivate var json: JSONValue {
        [
            "ordered": .bool(isOrdered),
            "extra": .array(extra.map { .integer($0) }),
            "duplicates": .array(duplicates.map { .integer($0) }),
            "anchors": .array(anchors.map { .integer($0) }),
            "missing_issuer": JSONValue(missingIssuer),
            "missing_issuer_urls": JSONValue(missingIssuerURLs),
        ]
    }
}

extension RevocationStatus {
    fileprivate var json: JSONValue {
        [
            "status": .string(status.rawValue),
            "signature_valid": JSONValue(isSigned),
            "currency": JSONValue(currency?.rawValue),
            "revoked": JSONValue(revoked),
        ]
    }
}

extension TransparencyPromises {
    fileprivate var json: JSONValue {
        .array(
            promises.map { promise in
                [
                    "log": .string(promise.log),
                    "from": .string(promise.way.rawValue),
                    "signature": .string(promise.signature.rawValue),
                    "operator": JSONValue(promise.logOperator),
                ]
            }
        )
    }
}
