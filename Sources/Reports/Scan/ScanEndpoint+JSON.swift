// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import TLSWire

extension JSONValue {
    /// RFC 3339 in UTC, whole seconds.
    init(_ instant: Date?) { self.init(instant.map { $0.formatted(.iso8601) }) }

    /// Pointers to every null below, but for members that describe and do not answer.
    func nullPaths(at path: String, except described: Set<String>) -> [String] {
        switch self {
        case .null: [path]
        case .array(let values):
            values.enumerated().flatMap {
                $0.element.nullPaths(at: "\(path)/\($0.offset)", except: described)
            }
        case .made(let elements):
            (0..<elements.count).flatMap {
                elements.element($0).nullPaths(at: "\(path)/\($0)", except: described)
            }
        case .object(let members):
            members.filter { !described.contains($0.key) }
                .flatMap { $0.value.nullPaths(at: "\(path)/\($0.key)", except: described) }
        case .bool, .integer, .number, .string: []
        }
    }
}

extension ScanEndpoint {
    package var json: JSONValue {
        [
            "target": .string(target),
            "service": .string(service.rawValue),
            "addresses": .array(
                addresses.map {
                    [
                        "address": .string($0.address), "reachable": .bool($0.isReachable),
                        "error": JSONValue($0.error),
                    ]
                }
            ),
            "error": JSONValue(error),
            "connections": .integer(cost.connections),
            "bytes_sent": .integer(cost.bytesSent),
            "bytes_received": .integer(cost.bytesReceived),
            "duration_ms": .integer(cost.milliseconds),
            "starttls": startTLS.json,
            "tls": tls.json,
            "web": web?.json ?? .null,
            "certificates": .array(certificates.map(\.json)),
            "unestablished": .array(
                unestablished.map {
                    [
                        "path": .string($0.path), "reason": .string($0.reason),
                        "attempts": .integer($0.attempts),
                    ]
                }
            ),
            "by_address": .array(
                byAddress.map {
                    [
                        "address": .string($0.address), "tls": $0.tls.json,
                        "certificates": .array($0.certificates.map(\.json)),
                    ]
                }
            ),
            "policies": .array(policies.map(\.json)),
            "grade": grade.map(\.json) ?? .null,
            "findings": .array(findings.map(\.json)),
        ]
    }
}

extension JSONValue {
    fileprivate init(_ error: Unestablished?) {
        self =
            error.map { ["phase": .string($0.phase.rawValue), "reason": .string($0.reason)] } ?? .null
    }
}

extension ScanTLS {
    package var json: JSONValue {
        let dh: JSONValue =
            finiteField.map { ["bits": .integer($0.bits), "prime": .string($0.prime)] } ?? .null
        return [
            "protocols": .object(
                ProtocolVersion.allCases.map {
                    .init($0.rawValue, (protocols[$0] ?? ScanProtocol()).json(of: $0))
                }
            ),
            "groups": JSONValue(groups),
            "groups_legacy": JSONValue(legacyGroups),
            "signature_algorithms": JSONValue(signatureAlgorithms),
            "dh": dh,
            "dh_negotiation": JSONValue(finiteFieldNegotiation?.rawValue),
            "alpn": JSONValue(applicationProtocols),
            "extensions": JSONValue(extensions),
            "extended_master_secret_required": JSONValue(insistsOnMasterSecret),
            "compression": JSONValue(compression),
            "resumption": .object(
                [ProtocolVersion.tls12, .tls13].map {
                    .init($0.rawValue, (resumption[$0] ?? nil)?.json ?? .null)
                }
            ),
            "early_data": JSONValue(earlyData),
            "npn": JSONValue(nextProtocols),
            "sni": .object(
                ServerNameConduct.Name.allCases.map {
                    .init($0.rawValue, (serverNames[$0] ?? nil)?.json ?? .null)
                }
            ),
            "client_certificate": clientCertificate?.json ?? .null,
            "tolerance": toleranceJSON,
            "vulnerabilities": .object(
                NamedAttack.allCases.map {
                    .init($0.rawValue, .string((vulnerabilities[$0] ?? .notTested).key))
                }
            ),
            "clients": .array(clients.map(\.json)),
        ]
    }

    /// Pointers inside the endpoint's object to every null and every unknown of `json`, but the clients'.
    var unansweredPaths: [String] {
        json.nullPaths(at: "/tls", except: ["reason", "openssl_name", "clients"])
            + NamedAttack.allCases.compactMap { vulnerability in
                guard case .unknown = vulnerabilities[vulnerability] else { return nil }
                return "/tls/vulnerabilities/\(vulnerability.rawValue)"
            }
    }

    /// Whether a pointer names an attack that was left out on purpose.
    func isLeftOut(at path: String) -> Bool {
        vulnerabilities.contains {
            $0.value == .notTested && path == "/tls/vulnerabilities/\($0.key.rawValue)"
        }
    }

    /// Whether a pointer names a list that has entries and may have more.
    func hasOpenList(at path: String) -> Bool {
        switch path {
        case "/tls/groups": groups?.isEmpty == false
        case "/tls/groups_legacy": legacyGroups?.isEmpty == false
        case "/tls/signature_algorithms": signatureAlgorithms?.isEmpty == false
        case "/tls/extensions": extensions?.isEmpty == false
        default:
            protocols.contains { version, offer in
                path == "/tls/protocols/\(version.rawValue)/suites" && offer.suites?.isEmpty == false
            }
        }
    }

    /// What stands where no address answered: nothing is known, and nothing is said.
    static func unseen(_ service: Service, because error: Unestablished) -> ScanTLS {
        var tls = ScanTLS()
        for version in ProtocolVersion.allCases {
            tls.protocols[version] = ScanProtocol(reason: error.summary)
        }
        guard error.phase != .absent else {
            tls.vulnerabilities = Dictionary(
                uniqueKeysWithValues: NamedAttack.allCases.map { ($0, .notApplicable) }
            )
            return tls
        }
        let notes = ProtocolVersion.allCases.map { ("/tls/protocols/\($0.rawValue)/offered", error) }
        tls.vulnerabilities =
            VulnerabilityDerivation(
                survey: SuiteSurvey(tls, Dictionary(uniqueKeysWithValues: notes)),
                service: service,
                finiteFields: [],
                compression: nil,
                compressionGap: error
            ).all
        return tls
    }
}

extension ScanProtocol {
    /// Versions without suites of ChaCha20 have no member for it.
    fileprivate func json(of version: ProtocolVersion) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("offered", JSONValue(isOffered)),
            .init("reason", JSONValue(reason)),
            .init("order", JSONValue(order?.rawValue)),
        ]
        if version >= .tls12 { members.append(.init("chacha20_priority", JSONValue(chaCha20Priority))) }
        let list =
            suites.map { .array($0.map(\.json)) } ?? specifications.map { .array($0.map(\.json)) }
            ?? JSONValue.null
        return .object(members + [.init("suites", list)])
    }
}

extension CipherSuite {
    fileprivate var json: JSONValue {
        [
            "id": .string(hex),
            "name": .string(description),
            "openssl_name": JSONValue(openSSLName),
            "bits": .integer(bits),
            "forward_secrecy": .bool(isForwardSecret),
        ]
    }
}

extension SSLv2CipherSpec {
    fileprivate var json: JSONValue {
        [
            "id": .string(hex),
            "name": .string(description),
            "openssl_name": JSONValue(openSSLName),
            "bits": .integer(bits),
            "forward_secrecy": .bool(false),
        ]
    }
}

extension ScanResumption {
    fileprivate var json: JSONValue {
        [
            "resumed": .bool(isResumed), "method": .string(method),
            "ticket_lifetime_seconds": .integer(ticketLifetime),
            "ticket": JSONValue(ticket), "session_id": JSONValue(sessionID),
        ]
    }
}

extension ScanClient {
    fileprivate var json: JSONValue {
        [
            "name": .string(name),
            "connects": JSONValue(connects),
            "protocol": JSONValue(version?.rawValue),
            "suite": JSONValue(suite?.description),
            "group": JSONValue(group),
            "why_not": JSONValue(whyNot),
        ]
    }

    /// The answer that is missing, at `/tls/clients/INDEX`.
    func gap(at index: Int) -> ScanGap? {
        guard connects == nil else { return nil }
        return ScanGap(
            path: "/tls/clients/\(index)/connects",
            .inapplicable(whyNot ?? "too little is known of the endpoint")
        )
    }
}

extension ScanCertificate {
    var json: JSONValue {
        [
            "subject": .string(subject),
            "issuer": .string(issuer),
            "not_before": JSONValue(notBefore),
            "not_after": JSONValue(notAfter),
            "key_type": .string(keyType),
            "key_bits": .integer(keyBits),
            "signature_algorithm": .string(signatureAlgorithm),
            "sans": JSONValue(names),
            "sha256": .string(sha256),
            "spki_sha256": .string(spkiSHA256),
        ]
    }
}

extension ScanFinding {
    var json: JSONValue {
        [
            "check": .string(check),
            "title": .string(title),
            "verdict": .string(verdict.state.rawValue),
            "band": JSONValue(band?.rawValue),
            "evidence": verdict.evidence,
            "remedy": .string(remedy),
            "controls": JSONValue(controls) { JSONValue($0) },
        ]
    }
}

extension Verdict {
    /// What was seen and expected, or why there is no verdict; empty for a pass.
    var evidence: JSONValue {
        switch self {
        case .pass: [:]
        case .fail(let level, let seen, let expected):
            ["level": .string(level), "seen": .string(seen), "expected": .string(expected)]
        case .notApplicable(let reason), .notTested(let reason): ["reason": .string(reason)]
        case .unknown(let gap):
            [
                "phase": .string(gap.phase.rawValue), "reason": .string(gap.reason),
                "attempts": .integer(gap.attempts),
            ]
        }
    }
}
