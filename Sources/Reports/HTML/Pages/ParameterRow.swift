// SPDX-License-Identifier: Apache-2.0
import Facts
import TLSWire

/// One thing that was read of an endpoint's TLS beside suites and certificates.
struct ParameterRow {
    let label: String
    let value: String

    static func rows(_ tls: ScanTLS) -> [ParameterRow] {
        let group = tls.finiteField.map { group in
            ["\(group.bits) bits", group.prime, tls.negotiationTitle].compactMap(\.self).joined(
                separator: ", "
            )
        }
        return [
            ParameterRow(label: "Groups, TLS 1.3", value: list(tls.groups)),
            ParameterRow(label: "Groups, TLS 1.2 and below", value: list(tls.legacyGroups)),
            ParameterRow(label: "Finite-field group", value: group ?? "None seen"),
            ParameterRow(label: "Signature algorithms", value: list(tls.signatureAlgorithms)),
            ParameterRow(label: "Application protocols", value: list(tls.applicationProtocols)),
            ParameterRow(label: "Extensions answered", value: list(tls.extensions)),
            ParameterRow(label: "Compression", value: Words.answer(tls.compression)),
        ] + sessions(tls)
    }

    /// What whole handshakes showed; what is rare has a row only where it is there.
    private static func sessions(_ tls: ScanTLS) -> [ParameterRow] {
        let resumption = [ProtocolVersion.tls13, .tls12].compactMap { version in
            (tls.resumption[version] ?? nil).map { "\(version.title): \($0.words)" }
        }
        var rows = [
            ParameterRow(label: "Early data", value: Words.answer(tls.earlyData)),
            ParameterRow(
                label: "Resumption",
                value: resumption.isEmpty ? "Unknown" : resumption.joined(separator: "; ")
            ),
        ]
        for name in ServerNameConduct.Name.allCases {
            guard let conduct = tls.serverNames[name] ?? nil else { continue }
            let label = name == .absent ? "Without a server name" : "With a foreign server name"
            rows.append(ParameterRow(label: label, value: Words.capitalized(conduct.inWords)))
        }
        if let protocols = tls.nextProtocols, !protocols.isEmpty {
            rows.append(ParameterRow(label: "NPN, the forerunner of ALPN", value: list(protocols)))
        }
        if tls.insistsOnMasterSecret == true {
            rows.append(
                ParameterRow(label: "Extended master secret", value: "Required of every client below TLS 1.3")
            )
        }
        if let request = tls.clientCertificate, request.isRequested {
            rows.append(ParameterRow(label: "Client certificate", value: Words.capitalized(request.inWords)))
        }
        if let failed = tls.intolerances {
            rows.append(ParameterRow(label: "Oddities not tolerated", value: list(failed)))
        }
        return rows
    }

    private static func list(_ values: [String]?) -> String {
        guard let values else { return "Unknown" }
        return values.isEmpty ? "None" : values.joined(separator: ", ")
    }
}
