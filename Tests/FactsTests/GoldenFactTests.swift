// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import TLSWire
import Testing

/// One fact of a kind with the bytes that every version of the store has for it.
struct Golden: Sendable, CustomTestStringConvertible {
    let fact: any Fact
    let bytes: String

    init(_ fact: any Fact, _ bytes: String) {
        self.fact = fact
        self.bytes = bytes
    }

    var testDescription: String { "\(type(of: fact).kind) \(fact.aspect)" }

    static let all: [Golden] =
        names + tls + web + statements + provenance + accounts + words
        + conference + vantage

    static let tls: [Golden] = [
        Golden(
            AddressSet(
                addresses: ["2001:db8::1", "192.0.2.1", "192.0.2.1"].compactMap { IPAddress($0) },
                source: .resolved,
                isSecure: true
            ),
            #"{"addresses":["192.0.2.1","2001:db8::1"],"isSecure":true,"source":"resolved"}"#
        ),
        Golden(
            AddressSet(addresses: [], source: .configured, isSecure: nil),
            #"{"addresses":[],"source":"configured"}"#
        ),
        Golden(Reachability(suitesPerHello: 128), #"{"suitesPerHello":128}"#),
        Golden(StartTLSOffer(.refused, code: "454"), #"{"code":"454","state":"refused"}"#),
        Golden(StartTLSOffer(.offered), #"{"state":"offered"}"#),
        Golden(
            VersionOffer(version: .tls10, isOffered: false),
            #"{"isOffered":false,"version":"tls1.0"}"#
        ),
        Golden(
            SuiteOffer(version: .tls12, suites: [0xC02F, 0x002F], isComplete: true),
            #"{"isComplete":true,"suites":[49199,47],"version":"tls1.2"}"#
        ),
        Golden(
            SuiteOrder(version: .ssl3, order: .client),
            #"{"order":"client","version":"ssl3"}"#
        ),
        Golden(
            ChaCha20Priority(version: .tls12, isGiven: true),
            #"{"isGiven":true,"version":"tls1.2"}"#
        ),
        Golden(SSL2CipherOffer(specifications: [0x0700C0, 0x010080]), #"{"specifications":[65664,458944]}"#),
        Golden(
            GroupOffer(era: .tls13, groups: [0x11EC, 0x001D], isComplete: false),
            #"{"era":"tls1.3","groups":[4588,29],"isComplete":false}"#
        ),
        Golden(GroupOrder(era: .legacy, order: .single), #"{"era":"legacy","order":"single"}"#),
        Golden(
            FiniteFieldGroup(bits: 2048, primeName: "RFC 7919 ffdhe2048", primeSHA256: "00ff"),
            #"{"bits":2048,"primeName":"RFC 7919 ffdhe2048","primeSHA256":"00ff"}"#
        ),
        Golden(
            FiniteFieldPrime(primeSHA256: "00ff", isPrime: true, isSafePrime: false),
            #"{"isPrime":true,"isSafePrime":false,"primeSHA256":"00ff"}"#
        ),
        Golden(FiniteFieldNegotiation(conduct: .named), #"{"conduct":"named"}"#),
        Golden(
            EphemeralKeyReuse(exchange: .finiteField, isReused: true),
            #"{"exchange":"dhe","isReused":true}"#
        ),
        Golden(
            SignatureSchemeOffer(version: .tls13, schemes: [0x0804], isComplete: true),
            #"{"isComplete":true,"schemes":[2052],"version":"tls1.3"}"#
        ),
        Golden(
            ExtensionOffer(version: .tls12, extensions: [0xFF01, 0x0017]),
            #"{"extensions":[23,65281],"version":"tls1.2"}"#
        ),
        Golden(
            MasterSecretDemand(version: .tls12, isRefusedWithout: true),
            #"{"isRefusedWithout":true,"version":"tls1.2"}"#
        ),
        Golden(CompressionOffer(method: 1), #"{"method":1}"#),
        Golden(CertificateCompression(algorithms: [2, 1]), #"{"algorithms":[2,1]}"#),
        Golden(
            ExtensionOffer(version: .tls13, extensions: [51, 43], asked: [43, 10]),
            #"{"asked":[10,43],"extensions":[43,51],"version":"tls1.3"}"#
        ),
        Golden(ApplicationProtocols(protocols: ["h2", "http/1.1"]), #"{"protocols":["h2","http/1.1"]}"#),
        Golden(
            CertificateChain(aspect: CertificateChain.served, certificates: [certificate]),
            #"{"aspect":"default","certificates":[{"crlURLs":["http://crl.example/a.crl"],"#
                + #""curve":"prime256v1","extendedKeyUsage":["serverAuth"],"isAuthority":false,"#
                + #""isSelfIssued":false,"#
                + #""isSelfSigned":false,"issuer":"CN=Issuing CA","keyBits":256,"keyType":"EC","#
                + #""keyUsage":["digitalSignature"],"mustStaple":true,"names":["www.mfa.example"],"#
                + #""notAfter":"2027-01-22T00:00:00Z","notBefore":"2026-10-24T12:00:00Z","ocspURLs":[],"#
                + #""serial":"0A","sha256":"cc","signatureAlgorithm":"ecdsa-with-SHA256","#
                + #""signatureDigest":"SHA256","spkiSHA256":"aa","subject":"CN=www.mfa.example"}]}"#
        ),
        Golden(
            ChainTrust(
                aspect: CertificateChain.served,
                outcome: .issuerMissing,
                code: 20,
                text: "unable to get local issuer certificate",
                path: ["cc"],
                anchor: nil,
                storeSHA256: "dd"
            ),
            #"{"aspect":"default","code":20,"outcome":"issuer-missing","path":["cc"],"storeSHA256":"dd","#
                + #""text":"unable to get local issuer certificate"}"#
        ),
        Golden(
            ServerNameMatch(aspect: CertificateChain.served, serverName: "www.mfa.example", matches: true),
            #"{"aspect":"default","matches":true,"serverName":"www.mfa.example"}"#
        ),
        Golden(OCSPStaple(isPresent: true), #"{"isPresent":true}"#),
        Golden(
            TransparencyTimestamps(inCertificate: 2, inExtension: 0),
            #"{"inCertificate":2,"inExtension":0}"#
        ),
        Golden(
            ChainTrust(
                aspect: CertificateChain.served,
                outcome: .trusted,
                code: 0,
                text: "ok",
                path: ["cc", "ee"],
                anchor: "CN=Intranet Root",
                storeSHA256: "ff",
                store: "intranet"
            ),
            #"{"anchor":"CN=Intranet Root","aspect":"default@intranet","code":0,"outcome":"trusted","#
                + #""path":["cc","ee"],"store":"intranet","storeSHA256":"ff","text":"ok"}"#
        ),
        Golden(
            ChainOrder(
                aspect: "rsa",
                isOrdered: false,
                extra: [3],
                duplicates: [],
                anchors: [2],
                missingIssuer: "CN=Root",
                missingIssuerURLs: ["http://ca.example/root.cer"]
            ),
            #"{"anchors":[2],"aspect":"rsa","duplicates":[],"extra":[3],"isOrdered":false,"#
                + #""missingIssuer":"CN=Root","missingIssuerURLs":["http://ca.example/root.cer"]}"#
        ),
        Golden(
            AssociationDigests(
                aspect: "default",
                certificates: [.init(certificate: "aa", subjectPublicKeyInfo: "bb")]
            ),
            #"{"aspect":"default","certificates":[{"certificate":"aa","subjectPublicKeyInfo":"bb"}]}"#
        ),
        Golden(
            KeyTrials(
                aspect: "rsa",
                trials: [
                    KeyTrials.Trial(position: 0, spkiSHA256: "aa", isROCA: true, isDebianWeak: nil),
                    KeyTrials.Trial(position: 1, spkiSHA256: "bb", isROCA: false, isDebianWeak: false),
                ],
                listSHA256: "dd"
            ),
            #"{"aspect":"rsa","listSHA256":"dd","trials":[{"isROCA":true,"position":0,"spkiSHA256":"aa"},"#
                + #"{"isDebianWeak":false,"isROCA":false,"position":1,"spkiSHA256":"bb"}]}"#
        ),
        Golden(
            RevocationStatus(
                chain: CertificateChain.served,
                source: .staple,
                status: .revoked,
                isSigned: true,
                currency: .current,
                validityHours: 168,
                revoked: Date(timeIntervalSince1970: 1_792_843_200)
            ),
            #"{"chain":"default","currency":"current","isSigned":true,"position":0,"#
                + #""revoked":"2026-10-24T12:00:00Z","source":"staple","status":"revoked","validityHours":168}"#
        ),
        Golden(
            TransparencyPromises(
                aspect: CertificateChain.served,
                promises: [
                    .init(log: "bb", way: .handshake, signature: .unverified, logOperator: nil),
                    .init(log: "aa", way: .certificate, signature: .valid, logOperator: "Operator"),
                ]
            ),
            #"{"aspect":"default","promises":[{"log":"aa","logOperator":"Operator","signature":"valid","#
                + #""way":"certificate"},{"log":"bb","signature":"unverified","way":"handshake"}]}"#
        ),
        Golden(
            SessionResumption(
                version: .tls13,
                mechanism: .preSharedKey,
                outcome: .sometimes,
                ticketLifetime: 7200
            ),
            #"{"mechanism":"psk","outcome":"sometimes","ticketLifetime":7200,"version":"tls1.3"}"#
        ),
        Golden(EarlyData(maximum: 16_384, isAccepted: true), #"{"isAccepted":true,"maximum":16384}"#),
        Golden(
            TicketKey(state: .named, nameSHA256: "ee"),
            #"{"nameSHA256":"ee","state":"named"}"#
        ),
        Golden(
            ClientCertificateRequest(isRequested: true, isRequired: nil, authorities: ["CN=Staff CA"]),
            #"{"authorities":["CN=Staff CA"],"isRequested":true}"#
        ),
        Golden(ServerClock(skew: .notShown), #"{"skew":"not-shown"}"#),
        Golden(
            ServerNameConduct(name: .foreign, answer: .refused, alert: 112),
            #"{"alert":112,"answer":"refused","name":"foreign"}"#
        ),
        Golden(
            HelloTolerance(oddity: .greaseSuites, isTolerated: false, manner: "alert 47"),
            #"{"isTolerated":false,"manner":"alert 47","oddity":"grease-suites"}"#
        ),
        Golden(NextProtocols(protocols: ["spdy/3.1"]), #"{"protocols":["spdy/3.1"]}"#),
        Golden(
            AttackExposure(.heartbleed, .safe, evidence: "an alert"),
            #"{"attack":"heartbleed","evidence":"an alert","state":"safe"}"#
        ),
    ]

    private static let certificate = CertificateSummary(
        subject: "CN=www.mfa.example",
        issuer: "CN=Issuing CA",
        serial: "0A",
        notBefore: Date(timeIntervalSince1970: 1_792_843_200),
        notAfter: Date(timeIntervalSince1970: 1_800_576_000),
        keyType: "EC",
        keyBits: 256,
        curve: "prime256v1",
        exponent: nil,
        signatureAlgorithm: "ecdsa-with-SHA256",
        signatureDigest: "SHA256",
        names: ["www.mfa.example"],
        isAuthority: false,
        isSelfIssued: false,
        isSelfSigned: false,
        keyUsage: ["digitalSignature"],
        extendedKeyUsage: ["serverAuth"],
        mustStaple: true,
        ocspURLs: [],
        crlURLs: ["http://crl.example/a.crl"],
        sha256: "cc",
        spkiSHA256: "aa"
    )
}

struct GoldenFactTests {
    @Test(arguments: Golden.all)
    func canonicalBytesStayTheSame(_ golden: Golden) throws {
        let record = FactRecord(golden.fact)
        let body = try record.body
        #expect(String(decoding: body, as: UTF8.self) == golden.bytes)
        #expect(record.question == golden.fact.question)
    }

    @Test(arguments: Golden.all)
    func keptBytesAreReadBackAsTheSameFact(_ golden: Golden) throws {
        try expectRoundTrip(golden.fact, from: Data(golden.bytes.utf8))
    }

    @Test func everyKindHasAGolden() {
        let covered = Set(Golden.all.map { type(of: $0.fact).kind })
        let missing = FactKinds.all.map { $0.kind }.filter { !covered.contains($0) }
        #expect(missing.isEmpty, "\(missing)")
        #expect(covered.count == FactKinds.all.count)
    }

    @Test func kindsAreUniqueAndFoundByName() {
        #expect(Set(FactKinds.all.map { $0.kind }).count == FactKinds.all.count)
        for type in FactKinds.all { #expect(FactKinds.type(of: type.kind) == type) }
        #expect(FactKinds.type(of: FactKind("tls.version", version: 99)) == nil)
    }

    @Test func aKindIsWrittenAsNameAndVersion() {
        #expect(VersionOffer.kind.description == "tls.version/1")
    }

    @Test func bytesOfAnotherKindAreRefused() throws {
        let record = FactRecord(Reachability(suitesPerHello: 0))
        #expect(throws: DecodingError.self) { try record.decode(VersionOffer.self) }
    }

    private func expectRoundTrip<F: Fact>(_ fact: F, from bytes: Data) throws {
        #expect(try CanonicalJSON.decode(F.self, from: bytes) == fact)
    }
}
