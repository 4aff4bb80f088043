// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Messages

/// One chain as served, and what is to be said of it.
struct ChainView {
    let caption: String
    let trust: String
    let name: String
    /// Order, staple and timestamps; nil where nothing is known of them.
    let remarks: String?
    let certificates: [CertificateRow]

    init(_ chain: ScanChain, _ clock: Clock) {
        caption = chain.servedTo
        trust = Words.capitalized(chain.trustInWords)
        name = chain.nameInWords
        let parts = [chain.order?.faultsInWords, chain.besideInWords].compactMap(\.self)
        remarks = parts.isEmpty ? nil : Words.capitalized(parts.joined(separator: "; "))
        certificates = chain.certificates.map { CertificateRow($0, clock) }
    }
}

struct CertificateRow {
    let subject: String
    let issuer: String
    let validity: String
    let key: String
    let signature: String
    let names: String
    let sha256: String

    init(_ certificate: ScanCertificate, _ clock: Clock) {
        subject = certificate.subject.isEmpty ? say("(empty subject)") : certificate.subject
        issuer = certificate.issuer
        let begin = certificate.notBefore.map(clock.day) ?? say("unreadable")
        let end = certificate.notAfter.map(clock.day) ?? say("unreadable")
        validity = say("{{low}} to {{high}}", ["low": begin, "high": end])
        key = certificate.keyType + ", " + say("{{count}} bits", ["count": String(certificate.keyBits)])
        signature = certificate.signatureAlgorithm
        names = Words.list(certificate.names, atMost: 12)
        sha256 = certificate.sha256
    }
}
