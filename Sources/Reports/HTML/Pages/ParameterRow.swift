// SPDX-License-Identifier: Apache-2.0
import Facts
import Messages
import TLSWire

/// One thing that was read of an endpoint's TLS beside suites and certificates.
struct ParameterRow {
    let label: String
    let value: String
    /// Whether the value is in words, which are English in every report.
    var isEnglish = false

    static func rows(_ tls: ScanTLS) -> [ParameterRow] {
        let group = tls.finiteField.map { group in
            [say("{{count}} bits", ["count": String(group.bits)]), group.prime, tls.negotiationTitle]
                .compactMap(\.self).joined(
                    separator: ", "
                )
        }
        return [
            ParameterRow(label: say("Groups, TLS 1.3"), value: list(tls.groups)),
            ParameterRow(label: say("Groups, TLS 1.2 and below"), value: list(tls.legacyGroups)),
            ParameterRow(label: say("Finite-field group"), value: group ?? say("None seen")),
            ParameterRow(label: say("Signature algorithms"), value: list(tls.signatureAlgorithms)),
            ParameterRow(label: say("Application protocols"), value: list(tls.applicationProtocols)),
            ParameterRow(label: say("Extensions answered"), value: list(tls.extensions)),
            ParameterRow(label: say("Compression"), value: Words.answer(tls.compression)),
        ] + sessions(tls)
    }

    /// What whole handshakes showed; what is rare has a row only where it is there.
    private static func sessions(_ tls: ScanTLS) -> [ParameterRow] {
        let resumption = [ProtocolVersion.tls13, .tls12].compactMap { version in
            (tls.resumption[version] ?? nil).map { "\(version.title): \($0.words)" }
        }
        var rows = [
            ParameterRow(label: say("Early data"), value: Words.answer(tls.earlyData)),
            ParameterRow(
                label: say("Resumption"),
                value: resumption.isEmpty ? say("Unknown") : resumption.joined(separator: "; "),
                isEnglish: !resumption.isEmpty
            ),
        ]
        for name in ServerNameConduct.Name.allCases {
            guard let conduct = tls.serverNames[name] ?? nil else { continue }
            let label = name == .absent ? say("Without a server name") : say("With a foreign server name")
            rows.append(
                ParameterRow(label: label, value: Words.capitalized(conduct.inWords), isEnglish: true)
            )
        }
        return rows + rare(tls)
    }

    private static func rare(_ tls: ScanTLS) -> [ParameterRow] {
        var rows: [ParameterRow] = []
        if let protocols = tls.nextProtocols, !protocols.isEmpty {
            rows.append(ParameterRow(label: say("NPN, the forerunner of ALPN"), value: list(protocols)))
        }
        if tls.insistsOnMasterSecret == true {
            rows.append(
                ParameterRow(
                    label: say("Extended master secret"),
                    value: say("Required of every client below TLS 1.3")
                )
            )
        }
        if let request = tls.clientCertificate, request.isRequested {
            rows.append(
                ParameterRow(
                    label: say("Client certificate"),
                    value: Words.capitalized(request.inWords),
                    isEnglish: true
                )
            )
        }
        if let failed = tls.intolerances {
            rows.append(ParameterRow(label: say("Oddities not tolerated"), value: list(failed)))
        }
        return rows
    }

    private static func list(_ values: [String]?) -> String {
        guard let values else { return say("Unknown") }
        return values.isEmpty ? say("None") : values.joined(separator: ", ")
    }
}
