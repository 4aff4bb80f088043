// SPDX-License-Identifier: Apache-2.0

extension Specimen {
    /// The servers behind `Config/demo`: four missions of an imaginary ministry.
    package static let demo = [
        Specimen(site: "www.mfa.example", number: 1, platform: "social.mfa.example"),
        Specimen(statements: "statements.mfa.example", number: 2, fault: .tls13Only),
        demo(3, "webmail.mfa.example", .barePages),
        demo(4, "vpn.mfa.example", .mute),
        demo(20, "archive.mfa.example", .openFiles),
        Specimen(host: "relay.mfa.example", number: 21, talk: .relay, fault: .openRelay),
        Specimen(platform: "social.mfa.example", number: 22, site: "www.mfa.example"),
        demo(5, "www.paris.mfa.example", .oldVersions),
        demo(6, "visa.paris.mfa.example", .missingIntermediate),
        demo(7, "files.paris.mfa.example", .noForwardSecrecy),
        demo(8, "meet.paris.mfa.example", .selfSigned),
        Specimen(
            site: "press.paris.mfa.example",
            number: 23,
            platform: "platform.example",
            fault: .unlinkedAccount
        ),
        demo(9, "www.nairobi.mfa.example", .expired),
        demo(10, "visa.nairobi.mfa.example", .cbcOnly),
        demo(11, "api.nairobi.mfa.example", .rsa1024SHA1),
        demo(12, "directory.nairobi.mfa.example", .closesAtOnce),
        demo(24, "news.nairobi.mfa.example", .heavyPage),
        demo(13, "www.jakarta.mfa.example", .wrongName),
        demo(14, "visa.jakarta.mfa.example", .notYetValid),
        demo(15, "files.jakarta.mfa.example", .sharedKey(with: "www.jakarta.mfa.example")),
        demo(16, "webmail.jakarta.mfa.example", .plainHTTP),
    ]

    /// How two of those servers were before: one is mended on the way to `demo`, and the other loses its intermediate.
    package static let demoBefore = [
        Specimen(site: "www.mfa.example", number: 1, platform: "social.mfa.example", fault: .oldVersions),
        demo(6, "visa.paris.mfa.example"),
    ]

    private static func demo(_ number: UInt8, _ host: String, _ fault: Fault? = nil) -> Specimen {
        Specimen(host: host, number: number, fault: fault)
    }
}

extension DomainSpecimen {
    /// The domains behind `Config/demo`.
    package static let demo = [
        DomainSpecimen("mfa.example", number: 1),
        DomainSpecimen("embassies.example", number: 2, fault: .idleAuthentication),
    ]
}
