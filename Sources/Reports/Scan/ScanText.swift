// SPDX-License-Identifier: Apache-2.0
import Model
import TLSWire

/// The scan document for a terminal: plain, aligned, and without a control character but its own.
package enum ScanText {
    /// `colour` sets bands and answers off by SGR sequences; the words are the same without.
    package static func render(_ document: ScanDocument, colour: Bool) -> String {
        var page = TerminalPage(colour: colour)
        for (position, endpoint) in document.endpoints.enumerated() {
            if position > 0 { page.blank() }
            page.add(endpoint)
        }
        return page.text
    }
}

/// Lines of text under construction; everything that is added as a value is escaped here.
struct TerminalPage {
    enum Style: String {
        case strong = "1"
        case bad = "31"
        case warning = "33"
        case good = "32"
        case faint = "2"
    }

    let colour: Bool
    private(set) var text = ""

    init(colour: Bool) { self.colour = colour }

    mutating func blank() { text += "\n" }

    mutating func heading(_ value: String) { text += styled(VisibleText.escape(value), .strong) + "\n" }

    /// A label of the given width and a value; the lines of a long value stand below each other.
    mutating func row(_ label: String, _ value: String, _ style: Style? = nil, width: Int = 18) {
        let lines = Self.wrapped(VisibleText.escape(value), to: max(20, 100 - width - 2))
        for (position, line) in lines.enumerated() {
            let visible = VisibleText.escape(position == 0 ? label : "")
            let padding = String(repeating: " ", count: max(1, width - visible.count))
            text += "  " + styled(visible, .faint) + padding + (style.map { styled(line, $0) } ?? line) + "\n"
        }
    }

    private func styled(_ text: String, _ style: Style) -> String {
        colour && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
    }

    /// Breaks at spaces; a word longer than a line keeps a line of its own.
    private static func wrapped(_ text: String, to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = String(word)
            } else {
                line += line.isEmpty ? String(word) : " \(word)"
            }
        }
        return lines + [line]
    }
}

extension TerminalPage {
    fileprivate mutating func add(_ endpoint: ScanEndpoint) {
        heading("\(endpoint.target)  \(endpoint.service.rawValue)")
        for address in endpoint.addresses {
            row("address", address.address + (address.error.map { ", \($0.summary)" } ?? ""))
        }
        let cost = endpoint.cost
        row(
            "cost",
            "\(Words.count(cost.connections, "connection")), \(Words.bytes(cost.bytesSent)) sent, "
                + "\(Words.bytes(cost.bytesReceived)) received, \(cost.milliseconds) ms"
        )
        if let error = endpoint.error {
            row("not measured", error.summary, .warning)
        } else {
            add(endpoint.tls, unasked: Set(endpoint.unestablished.filter { $0.attempts == 0 }.map(\.path)))
            for chain in endpoint.certificates { add(chain) }
        }
        if !endpoint.byAddress.isEmpty {
            row("note", "the addresses differ; shown is the worst of them", .warning)
        }
        add(endpoint.findings)
        add(endpoint.unestablished, isUnreachable: endpoint.error != nil)
    }

    /// `unasked`: paths that are null because nothing was sent for them.
    private mutating func add(_ tls: ScanTLS, unasked: Set<String>) {
        func missing(_ path: String) -> String {
            unasked.contains("/tls/\(path)") ? "not asked" : "unknown"
        }
        for version in ProtocolVersion.allCases.reversed() {
            guard let offer = tls.protocols[version] else { continue }
            let order = offer.order.map { ", \($0.rawValue)’s order" } ?? ""
            let unseen = missing("protocols/\(version.rawValue)/offered")
            row(version.title, offer.isOffered.map { $0 ? "offered\(order)" : "no" } ?? unseen)
            for suite in offer.suites ?? [] {
                let notes =
                    ["\(suite.strengthBits) bits"] + (suite.isForwardSecret ? [] : ["no forward secrecy"])
                row("", "\(suite.description)  \(notes.joined(separator: ", "))")
            }
        }
        row("groups", Self.list(tls.groups) ?? missing("groups"))
        row("groups below 1.3", Self.list(tls.legacyGroups) ?? missing("groups_legacy"))
        if let group = tls.finiteField { row("DH", "\(group.bits) bits, \(group.prime)") }
        row("signatures", Self.list(tls.signatureAlgorithms) ?? missing("signature_algorithms"))
        row("ALPN", Self.list(tls.applicationProtocols) ?? missing("alpn"))
        row("compression", tls.compression.map { $0 ? "yes" : "no" } ?? missing("compression"))
        row("early data", tls.earlyData.map { $0 ? "yes" : "no" } ?? missing("early_data"))
        for (label, style) in [
            ("vulnerable", Style.bad), ("unknown", .warning), ("safe", .good), ("not_tested", .faint),
        ] {
            let names = Vulnerability.allCases.filter { tls.vulnerabilities[$0]?.key == label }.map(
                \.rawValue
            )
            if !names.isEmpty {
                row(label.replacing("_", with: " "), names.joined(separator: ", "), style)
            }
        }
        addClients(tls.clients)
    }

    private mutating func addClients(_ clients: [ScanClient]) {
        guard !clients.isEmpty else { return }
        let excluded = clients.filter { $0.connects == false }.map(\.name)
        let connecting = clients.filter { $0.connects == true }.count
        let unclear = clients.count - excluded.count - connecting
        row("clients", "\(connecting) connect, \(excluded.count) are shut out, \(unclear) unclear")
        if !excluded.isEmpty { row("shut out", excluded.joined(separator: "; "), .warning) }
    }

    private mutating func add(_ chain: ScanChain) {
        let trust =
            chain.isTrusted.map { $0 ? "trusted" : chain.trustError ?? "not trusted" } ?? "trust unknown"
        let name =
            chain.hostnameMatches.map { $0 ? "name matches" : "name does not match" } ?? "name not compared"
        row("certificates", "\(trust); \(name)", chain.isTrusted == false ? .bad : nil)
        for certificate in chain.certificates {
            let end = certificate.notAfter.map { CalendarDay($0).description } ?? "unreadable"
            row("", "\(certificate.subject), \(certificate.keyType) \(certificate.keyBits), until \(end)")
        }
    }

    private mutating func add(_ findings: [ScanFinding]) {
        for finding in findings {
            guard case .fail(_, let seen, let expected) = finding.verdict else { continue }
            let band = finding.band?.rawValue ?? "failing"
            row(band, finding.title, finding.band.map { $0 >= .high ? .bad : .warning })
            row("", "seen: \(seen); expected: \(expected)")
            row("", finding.remedy)
        }
    }

    /// What was asked and not answered; where no address answered the one reason has been said already.
    private mutating func add(_ gaps: [ScanGap], isUnreachable: Bool) {
        guard !isUnreachable else { return }
        let byReason = Dictionary(
            grouping: gaps.filter { $0.path != "/grade" && $0.attempts > 0 },
            by: \.reason
        )
        for (reason, gaps) in byReason.sorted(by: { $0.key < $1.key }) {
            row("not seen", "\(Words.list(gaps.map(\.path), atMost: 3)): \(reason)", .warning)
        }
    }

    private static func list(_ values: [String]?) -> String? {
        values.map { $0.isEmpty ? "none" : $0.joined(separator: ", ") }
    }
}
