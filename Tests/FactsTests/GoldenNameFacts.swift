// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Foundation
import Model

extension Golden {
    private static let name = DNSName("MFA.example") ?? .root
    private static let address = IPAddress("192.0.2.1")

    /// What is kept of domains.
    static let names: [Golden] =
        [
            Golden(
                DNSRecords(
                    name: name,
                    type: .mx,
                    outcome: .found,
                    canonicalName: DNSName("mail.example"),
                    records: [[0, 20, 0], [0, 10, 1, 0x61, 0]],
                    security: .secure
                ),
                #"{"canonicalName":"mail.example","name":"mfa.example","outcome":"found","records":["000a016100","001400"],"security":"secure","type":"MX"}"#
            ),
            Golden(
                DNSRecords(name: name, type: .caa, outcome: .noSuchName, security: .insecure),
                #"{"name":"mfa.example","outcome":"no-such-name","records":[],"security":"insecure","type":"CAA"}"#
            ),
            Golden(
                DNSSECState(name: "mfa.example", state: .bogus, reason: "signature expired"),
                #"{"name":"mfa.example","reason":"signature expired","state":"bogus"}"#
            ),
            Golden(ZoneCut(zone: "mfa.example", parent: nil), #"{"zone":"mfa.example"}"#),
            Golden(
                ZoneSignatures(
                    zone: "mfa.example",
                    signatures: [
                        .init(
                            covered: "SOA",
                            algorithm: 13,
                            keyTag: 7,
                            inception: Date(timeIntervalSince1970: 0),
                            expiration: Date(timeIntervalSince1970: 86_400)
                        )
                    ]
                ),
                #"{"signatures":[{"algorithm":13,"covered":"SOA","expiration":"1970-01-02T00:00:00Z","inception":"1970-01-01T00:00:00Z","keyTag":7}],"zone":"mfa.example"}"#
            ),
            Golden(
                Delegation(zone: "mfa.example", parent: "example", servers: ["b", "a"]),
                #"{"parent":"example","servers":["a","b"],"zone":"mfa.example"}"#
            ),
            Golden(
                LookAlikeNames(
                    generated: 9,
                    asked: 5,
                    hits: [
                        .init(
                            name: "nfa.example",
                            shown: "nfa.example",
                            change: "homoglyph",
                            records: ["NS", "A"]
                        )
                    ],
                    unanswered: ["b", "a"]
                ),
                #"{"asked":5,"generated":9,"hits":[{"change":"homoglyph","name":"nfa.example","records":["A","NS"],"shown":"nfa.example"}],"unanswered":["a","b"],"unansweredCount":2,"wildcards":0}"#
            ),
            Golden(
                MTASTSPolicyFile(
                    status: 200,
                    mediaType: "text/plain",
                    body: "version: STSv1",
                    isTrusted: true
                ),
                #"{"body":"version: STSv1","isTrusted":true,"mediaType":"text/plain","status":200}"#
            ),
        ] + registers + (address.map(servers) ?? [])

    /// What registries and logs say.
    private static var registers: [Golden] {
        let day = Date(timeIntervalSince1970: 1_798_761_600)
        let earlier = Date(timeIntervalSince1970: 1_767_225_600)
        return [registration(from: earlier, until: day), mark(from: earlier, until: day)] + [
            Golden(
                IssuedCertificates(
                    issuers: [
                        .init(
                            name: "CN=CA",
                            certificates: [
                                .init(serial: "1", notBefore: earlier, notAfter: day, names: ["b", "a", "a"])
                            ]
                        )
                    ]
                ),
                #"{"issuers":[{"certificates":[{"names":["a","b"],"notAfter":"2027-01-01T00:00:00Z","notBefore":"2026-01-01T00:00:00Z","serial":"1"}],"count":1,"name":"CN=CA"}]}"#
            )
        ]
    }

    private static func registration(from earlier: Date, until day: Date) -> Golden {
        Golden(
            DomainRegistration(
                statuses: ["client transfer prohibited", "active", "active"],
                events: [
                    .init(action: "last update of rdap database", date: day),
                    .init(action: "registration", date: earlier),
                    .init(action: "expiration", date: day),
                ],
                isDelegationSigned: true
            ),
            #"{"events":[{"action":"expiration","date":"2027-01-01T00:00:00Z"},{"action":"registration","date":"2026-01-01T00:00:00Z"}],"isDelegationSigned":true,"statuses":["active","client transfer prohibited"]}"#
        )
    }

    private static func mark(from earlier: Date, until day: Date) -> Golden {
        Golden(
            MarkCertificate(
                subject: "CN=Ministry",
                issuer: "CN=Mark CA",
                names: ["MFA.example"],
                isForMarks: true,
                notBefore: earlier,
                notAfter: day,
                sha256: "ab"
            ),
            #"{"isForMarks":true,"issuer":"CN=Mark CA","names":["mfa.example"],"notAfter":"2027-01-01T00:00:00Z","notBefore":"2026-01-01T00:00:00Z","sha256":"ab","subject":"CN=Ministry"}"#
        )
    }

    private static func servers(_ address: IPAddress) -> [Golden] {
        [
            Golden(
                NameServerConduct(
                    host: "ns1.mfa.example",
                    address: address,
                    answer: .lame,
                    code: "REFUSED",
                    serial: nil,
                    servers: [],
                    offersRecursion: false,
                    understandsEDNS: true
                ),
                #"{"address":"192.0.2.1","answer":"lame","code":"REFUSED","host":"ns1.mfa.example","offersRecursion":false,"servers":[],"understandsEDNS":true}"#
            ),
            Golden(
                NameServerStream(
                    host: "ns1.mfa.example",
                    address: address,
                    answers: false,
                    reason: "refused"
                ),
                #"{"address":"192.0.2.1","answers":false,"host":"ns1.mfa.example","reason":"refused"}"#
            ),
            Golden(
                ZoneTransfer(host: "ns1.mfa.example", address: address, isOpen: true),
                #"{"address":"192.0.2.1","host":"ns1.mfa.example","isOpen":true}"#
            ),
        ]
    }
}
