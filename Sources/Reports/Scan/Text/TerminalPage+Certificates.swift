// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

extension TerminalPage {
    /// Each chain: whether it is trusted and for the host, what came beside it, its certificates, leaf first.
    mutating func addCertificates(_ chains: [ScanChain]) {
        guard !chains.isEmpty else { return }
        section("Certificates")
        for chain in chains {
            let isBad = chain.isTrusted == false || chain.hostnameMatches == false
            row(
                chain.isOrdinary ? "chain" : "\(chain.aspect) chain",
                "\(chain.trustInWords); \(chain.nameInWords)",
                isBad && !chain.isNameless ? .bad : nil
            )
            if let order = chain.order?.faultsInWords { row("", order, .warning) }
            if let beside = chain.besideInWords { row("", beside) }
            for certificate in chain.certificates { add(certificate) }
        }
    }

    private mutating func add(_ certificate: ScanCertificate) {
        let end = certificate.notAfter.map(CalendarDay.init)
        let isOver = end.flatMap { end in today.map { end < $0 } } ?? false
        row(
            "  subject",
            "\(certificate.subject.isEmpty ? "(empty)" : certificate.subject), "
                + "\(certificate.keyType) of \(certificate.keyBits) bits, "
                + "\(isOver ? "expired on" : "until") \(end?.description ?? "a date that cannot be read")",
            isOver ? .bad : nil
        )
        row("  issuer", "\(certificate.issuer), \(certificate.signatureAlgorithm)", .faint)
        if !certificate.names.isEmpty { row("  names", Words.list(certificate.names, atMost: 6), .faint) }
    }
}
