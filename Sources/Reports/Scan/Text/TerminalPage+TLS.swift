// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

/// Why a value is missing: nobody asked, or nobody answered.
struct Absences {
    private let unasked: Set<String>

    init(_ gaps: [ScanGap]) { unasked = Set(gaps.filter { $0.attempts == 0 }.map(\.path)) }

    /// `path`: a JSON Pointer below `/tls`.
    func word(_ path: String) -> String { unasked.contains("/tls/\(path)") ? "not asked" : "unknown" }
}

extension TerminalPage {
    /// Each version with its suites; versions that are not offered share a line.
    mutating func addProtocols(of tls: ScanTLS, absences: Absences) {
        section("Protocols and suites")
        var absent: [String] = []
        for version in ProtocolVersion.allCases.reversed() {
            guard let offer = tls.protocols[version] else { continue }
            switch offer.isOffered {
            case false?: absent.append(version.title)
            case nil: row(version.title, absences.word("protocols/\(version.rawValue)/offered"), .warning)
            case true?:
                row(
                    version.title,
                    (["offered"] + [offer.orderTitle].compactMap(\.self)).joined(separator: ", ")
                )
                for specification in offer.specifications ?? [] {
                    let line = "\(specification.description), \(specification.bits) bits"
                    row("", line, .bad, column: Self.listColumn)
                }
                for suite in offer.suites ?? [] {
                    row("", Self.line(suite), Self.style(suite), column: Self.listColumn)
                }
            }
        }
        if !absent.isEmpty { row("not offered", absent.joined(separator: ", ")) }
    }

    private static func line(_ suite: CipherSuite) -> String {
        let secrecy = suite.isForwardSecret ? "" : ", no forward secrecy"
        return "\(suite.description), \(suite.strengthBits) bits\(secrecy)"
    }

    private static func style(_ suite: CipherSuite) -> Style? {
        if suite.strengthBits < 112 || suite.isAnonymous { return .bad }
        return suite.isForwardSecret ? nil : .warning
    }

    mutating func addParameters(of tls: ScanTLS, absences: Absences) {
        section("Key exchange and extensions")
        row("groups, 1.3", Self.list(tls.groups) ?? absences.word("groups"))
        row("groups, older", Self.list(tls.legacyGroups) ?? absences.word("groups_legacy"))
        if let group = tls.finiteField {
            row(
                "DH",
                ["\(group.bits) bits", group.prime, tls.negotiationTitle].compactMap(\.self).joined(
                    separator: ", "
                )
            )
        }
        row("signatures", Self.list(tls.signatureAlgorithms) ?? absences.word("signature_algorithms"))
        row("ALPN", Self.list(tls.applicationProtocols) ?? absences.word("alpn"))
        row("extensions", Self.list(tls.extensions) ?? absences.word("extensions"))
        row("compression", tls.compression.map { $0 ? "yes" : "no" } ?? absences.word("compression"))
        row("early data", tls.earlyData.map { $0 ? "yes" : "no" } ?? absences.word("early_data"))
        let resumptions = [ProtocolVersion.tls12, .tls13].compactMap { version in
            (tls.resumption[version] ?? nil).map { "\(version.title) \($0.words)" }
        }
        if !resumptions.isEmpty { row("resumption", resumptions.joined(separator: "; ")) }
        addSessions(of: tls)
    }

    /// What is worth a row where it is there.
    private mutating func addSessions(of tls: ScanTLS) {
        if let list = tls.nextProtocols, !list.isEmpty { row("NPN", list.joined(separator: ", ")) }
        if tls.insistsOnMasterSecret == true {
            row("EMS", "required: no client without extended_master_secret connects below TLS 1.3")
        }
        if let request = tls.clientCertificate, request.isRequested { row("client cert", request.inWords) }
        for name in ServerNameConduct.Name.allCases {
            guard let conduct = tls.serverNames[name] ?? nil, conduct.answer != .sameCertificate else {
                continue
            }
            row("name \(name.rawValue)", conduct.inWords)
        }
        guard let failed = tls.intolerances else { return }
        row("intolerant of", failed.isEmpty ? "nothing" : failed.joined(separator: ", "))
    }

    mutating func addClients(_ clients: [ScanClient]) {
        guard !clients.isEmpty else { return }
        section("Clients, simulated")
        let excluded = clients.filter { $0.connects == false }.map(\.name)
        let connecting = clients.filter { $0.connects == true }.count
        row("connect", "\(connecting) of \(clients.count)")
        if !excluded.isEmpty {
            row("shut out", "\(excluded.count): \(excluded.joined(separator: "; "))", .warning)
        }
        let unclear = clients.count - excluded.count - connecting
        if unclear > 0 { row("unknown", "\(unclear)", .warning) }
    }

    private static func list(_ values: [String]?) -> String? {
        values.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") }
    }
}
