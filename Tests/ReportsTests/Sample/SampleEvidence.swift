// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Standards
import TLSWire

/// What the sample ministry's endpoints gave when they were measured.
enum SampleEvidence {
    /// One server's answers; `nil` lists leave the question open.
    struct Server {
        var versions: [ProtocolVersion: [UInt16]] = [
            .tls12: [0xC02F, 0xC030], .tls13: [0x1301, 0x1302, 0x1303],
        ]
        var silent: Set<ProtocolVersion> = []
        var openList: Set<ProtocolVersion> = []
        var groups: [UInt16]? = [0x001D, 0x0017]
        var finiteField: FiniteFieldGroup?
        var compression: UInt8? = 0
        var subject = "CN=www.mfa.example"
        var trust = ChainTrust.Outcome.trusted
        var extensions: [UInt16] = [0x0017, 0x0023, 0xFF01]
        var earlyData: Int?

        static let modern = Server()

        static let old = Server(
            versions: [
                .ssl3: [0x0005, 0x000A], .tls10: [0xC013, 0x002F, 0x000A, 0x0039],
                .tls12: [0xC02F, 0x009E, 0x000A],
            ],
            silent: [.ssl2],
            openList: [.tls12],
            groups: nil,
            finiteField: FiniteFieldGroup(
                bits: 1024,
                primeName: "RFC 2409 group 2",
                primeSHA256: String(repeating: "ab", count: 32)
            ),
            compression: nil,
            subject: SampleEstate.hostile,
            trust: .selfSigned,
            extensions: [0x000F]
        )
    }

    static let noAnswer = Unestablished(phase: .handshake, reason: "the connection was reset", attempts: 3)
    static let refused = Unestablished(phase: .connect, reason: "connection refused", attempts: 2)

    static let evidence = RecordedEvidence(estate: SampleEstate.estate, measurements: measurements)

    /// Two policies and the rating, as of the day of the sample.
    static let appraisal = Appraisal(
        (try? Standards.shipped()) ?? .none,
        chosen: ["mozilla-6.0-intermediate", "ncsc-nl-2025-05"],
        at: [SampleEstate.now]
    )

    static let measurements: [Visit] =
        [
            measurement("www.mfa.example", "192.0.2.10", .modern),
            measurement("www.mfa.example", "2001:db8::10", weaker),
            measurement("mx.mfa.example", "192.0.2.25", reserved),
            measurement("visa.nairobi.mfa.example", "192.0.2.40", .old),
            unreachable("meet.geneva.mfa.example", "192.0.2.50"),
        ] + unresolved("files.mfa.example")

    /// Like the modern server, but silent where TLS 1.1 is asked for, so that no policy can be held against it.
    private static var reserved: Server {
        var server = Server.modern
        server.versions[.tls11] = nil
        server.silent = [.tls11]
        return server
    }

    /// Like the modern server, but for TLS 1.3.
    private static var weaker: Server {
        var server = Server.modern
        server.versions[.tls13] = nil
        server.versions[.tls12] = [0xC02F, 0xC013]
        return server
    }

    static func measurement(_ endpoint: String, _ address: String, _ server: Server) -> Visit {
        Visit.empty(
            Subject(scope: .address, name: "\(endpoint)@\(address)"),
            answers: answers(of: server) + (endpoint == "www.mfa.example" ? web.flatMap { fact($0) } : [])
        )
    }

    private static func unreachable(_ endpoint: String, _ address: String) -> Visit {
        Visit.empty(
            Subject(scope: .address, name: "\(endpoint)@\(address)"),
            answers: [.unestablished(Question(Reachability.self), refused)]
        )
    }

    private static func unresolved(_ endpoint: String) -> [Visit] {
        let reason = Unestablished(phase: .resolve, reason: "SERVFAIL", attempts: 2)
        return [
            Visit.empty(
                .endpoint(endpoint),
                answers: [.unestablished(Question(AddressSet.self), reason)]
            )
        ]
    }

    private static func fact(_ fact: some Fact) -> [Answer] { [.fact(FactRecord(fact))] }

    private static func answers(of server: Server) -> [Answer] {
        var answers = fact(Reachability(suitesPerHello: 0))
        for version in ProtocolVersion.allCases { answers += offer(of: version, server) }
        if let groups = server.groups {
            for era in GroupEra.allCases {
                answers += fact(GroupOffer(era: era, groups: groups, isComplete: true))
            }
        } else {
            answers += GroupEra.allCases.map {
                .unestablished(Question(GroupOffer.self, $0.rawValue), noAnswer)
            }
        }
        if let group = server.finiteField { answers += fact(group) }
        if let method = server.compression {
            answers += fact(CompressionOffer(method: method))
        } else {
            answers.append(.unestablished(Question(CompressionOffer.self), noAnswer))
        }
        answers += fact(ExtensionOffer(version: .tls12, extensions: server.extensions))
        answers += fact(SignatureSchemeOffer(version: .tls12, schemes: [0x0401, 0x0804], isComplete: true))
        answers += fact(ApplicationProtocols(protocols: ["h2", "http/1.1"]))
        return answers + chain(of: server) + resumption(of: server)
    }

    private static func offer(of version: ProtocolVersion, _ server: Server) -> [Answer] {
        guard !server.silent.contains(version) else {
            return [.unestablished(Question(VersionOffer.self, version.rawValue), noAnswer)]
        }
        guard let suites = server.versions[version] else {
            return fact(VersionOffer(version: version, isOffered: false))
        }
        let isOpen = server.openList.contains(version)
        return fact(VersionOffer(version: version, isOffered: true))
            + fact(SuiteOffer(version: version, suites: suites, isComplete: !isOpen))
            + fact(SuiteOrder(version: version, order: .server))
            + (isOpen ? [.unestablished(SuiteOffer.remainder(version), noAnswer)] : [])
    }

    private static func resumption(of server: Server) -> [Answer] {
        server.versions.keys.sorted().filter { $0 >= .tls12 }.flatMap { version in
            let mechanism: SessionResumption.Mechanism = version == .tls13 ? .preSharedKey : .ticket
            let resumed = fact(
                SessionResumption(
                    version: version,
                    mechanism: mechanism,
                    outcome: .resumed,
                    ticketLifetime: 7200
                )
            )
            guard version == .tls13 else {
                return resumed
                    + fact(SessionResumption(version: version, mechanism: .sessionID, outcome: .notIssued))
            }
            let maximum = server.earlyData ?? 0
            return resumed
                + fact(EarlyData(maximum: maximum, isAccepted: maximum > 0 ? true : nil))
        }
            + fact(ClientCertificateRequest(isRequested: false, isRequired: false, authorities: []))
            + fact(NextProtocols(protocols: []))
            + ServerNameConduct.Name.allCases.flatMap {
                fact(ServerNameConduct(name: $0, answer: .sameCertificate, alert: nil))
            }
    }

    private static func chain(of server: Server) -> [Answer] {
        let leaf = CertificateSummary.sample(subject: server.subject)
        let aspect = CertificateChain.served
        return fact(CertificateChain(aspect: aspect, certificates: [leaf]))
            + fact(
                ChainTrust(
                    aspect: aspect,
                    outcome: server.trust,
                    code: server.trust == .trusted ? 0 : 18,
                    text: server.trust == .trusted ? "ok" : "self-signed certificate",
                    path: [leaf.sha256],
                    anchor: server.trust == .trusted ? "CN=Example Root" : nil,
                    storeSHA256: String(repeating: "0c", count: 32)
                )
            ) + fact(ServerNameMatch(aspect: aspect, serverName: "www.mfa.example", matches: true))
            + besideChain(aspect)
    }

    private static func besideChain(_ aspect: String) -> [Answer] {
        let log = String(repeating: "0d", count: 32)
        return fact(
            ChainOrder(
                aspect: aspect,
                isOrdered: true,
                extra: [],
                duplicates: [],
                anchors: [],
                missingIssuer: "CN=Example Issuing CA 3,O=Example Trust,C=AT",
                missingIssuerURLs: []
            )
        )
            + fact(
                TransparencyPromises(
                    aspect: aspect,
                    promises: [
                        .init(log: log, way: .certificate, signature: .valid, logOperator: "Example Logs")
                    ]
                )
            )
    }
}

extension Visit {
    static func empty(_ subject: Subject, answers: [Answer] = []) -> Visit {
        Visit(
            subject: subject,
            vantage: "vienna-1",
            started: SampleEstate.now.addingTimeInterval(-60),
            finished: SampleEstate.now,
            cost: Cost(connections: 61, bytesSent: 18_220, bytesReceived: 241_700, milliseconds: 6120),
            transcriptSHA256: nil,
            answers: answers
        )
    }
}

extension CertificateSummary {
    static func sample(subject: String) -> CertificateSummary {
        CertificateSummary(
            subject: subject,
            issuer: "CN=Example Issuing CA 3,O=Example Trust,C=AT",
            serial: "04:aa:10",
            notBefore: SampleEstate.now.addingTimeInterval(-40 * 86400),
            notAfter: SampleEstate.now.addingTimeInterval(50 * 86400),
            keyType: "RSA",
            keyBits: 2048,
            curve: nil,
            exponent: "65537",
            signatureAlgorithm: "sha256WithRSAEncryption",
            signatureDigest: "SHA256",
            names: ["www.mfa.example", "mfa.example"],
            isAuthority: false,
            isSelfIssued: false,
            isSelfSigned: false,
            keyUsage: ["digitalSignature"],
            extendedKeyUsage: ["serverAuth"],
            mustStaple: false,
            ocspURLs: [],
            crlURLs: [],
            sha256: String(repeating: "1f", count: 32),
            spkiSHA256: String(repeating: "2e", count: 32)
        )
    }
}
