// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model

extension ScanWeb {
    var json: JSONValue {
        [
            "address": .string(place),
            "url": .string(page.address),
            "status": .integer(page.status),
            "redirects": .array(page.hops.map(\.json)),
            "leads_to": JSONValue([page.leadsTo].compactMap(\.self)),
            "fields": JSONValue(page.policies) { JSONValue($0) },
            "cookies": JSONValue(page.cookies),
            "software": JSONValue(page.software),
            "advertised": JSONValue(page.advertised),
            "content_codings": JSONValue(page.codings),
            "irregularities": JSONValue(page.irregularities),
            "origins": .array(
                (page.markup?.origins ?? []).map {
                    ["origin": .string($0.origin), "uses": JSONValue($0.uses)]
                }
            ),
            "plain": plain?.json ?? .null,
            "security_txt": securityText.map { file in
                [
                    "status": .integer(file.status), "found": .bool(!file.body.isEmpty),
                    "signature": signature?.json ?? .null,
                ]
            } ?? .null,
            "observatory": figures.observatory.json,
            "internet_nl": figures.internetNL.json,
        ]
    }
}

extension PageResponse.Hop {
    fileprivate var json: JSONValue {
        [
            "url": .string(address), "status": .integer(status),
            "strict_transport_security": JSONValue(transportSecurity),
        ]
    }
}

extension SecurityTextSignature {
    fileprivate var json: JSONValue {
        [
            "state": .string(state.rawValue),
            "issuer": JSONValue([issuer].compactMap(\.self)),
            "signer": JSONValue([signer?.fingerprint].compactMap(\.self)),
            "listed": JSONValue(listed),
        ]
    }
}

extension PlainRedirects {
    fileprivate var json: JSONValue {
        [
            "state": .string(state.rawValue),
            "redirects": .array(hops.map(\.json)),
            "leads_to": JSONValue([leadsTo].compactMap(\.self)),
        ]
    }
}

extension WebFigures.Observatory {
    fileprivate var json: JSONValue {
        [
            "algorithm": .integer(Self.algorithm),
            "score": JSONValue(score),
            "grade": JSONValue(grade),
            "tests": .array(
                tests.map {
                    [
                        "test": .string($0.name), "result": .string($0.result),
                        "modifier": .integer($0.modifier),
                    ]
                }
            ),
        ]
    }
}

extension WebFigures.InternetNL {
    fileprivate var json: JSONValue {
        [
            "total": JSONValue(total),
            "categories": JSONValue(categories) { .integer($0) },
            "missing": JSONValue(missing),
        ]
    }
}

extension ScanGap {
    /// The nulls of pages with their reasons.
    static func gaps(of web: Result<ScanWeb, ScanWebAbsence>) -> [ScanGap] {
        switch web {
        case .success(let web): web.gaps
        case .failure(.otherService): [ScanGap(path: "/web", .inapplicable("the service is not HTTPS"))]
        case .failure(.unseen(let reason)): [ScanGap(path: "/web", reason)]
        }
    }
}
