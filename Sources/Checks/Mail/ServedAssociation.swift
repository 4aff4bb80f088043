// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import DNSWire
internal import Facts

/// One served chain as TLSA records look at it (RFC 6698 §2.1).
struct ServedAssociation {
    private let chain: [CertificateSummary]
    /// One for each certificate; nil where they were not kept.
    private let digests: [AssociationDigests.Digests]?

    init(_ chain: [CertificateSummary], digests: AssociationDigests?) {
        self.chain = chain
        self.digests = digests.flatMap { $0.certificates.count == chain.count ? $0.certificates : nil }
    }

    /// Whether the record fits the leaf (usages 1 and 3) or an authority that was sent (0 and 2).
    func fits(_ record: TLSARecord) -> Bool {
        let positions = record.isOfLeaf ? chain.indices.prefix(1) : chain.indices.dropFirst()
        // A value as it is has the digest of what it equals.
        let wanted = record.matching == 0 ? SHA256.hex(record.data) : Hexadecimal.encode(record.data)
        return positions.contains { digest(at: $0, record)?.lowercased() == wanted }
    }

    /// Why a record that fits nothing may fit all the same; nil where it may not.
    func gap(_ record: TLSARecord) -> String? {
        if record.matching == 2, digests == nil { return "no SHA-512 of the certificates is kept" }
        // RFC 7671 §5.2: one that stands whole in DNS need not be sent, nor an anchor of the public.
        let isPresent = record.usage == 2 && record.matching != 0
        return record.isOfLeaf || isPresent ? nil : "the authority that it names need not be sent"
    }

    private func digest(at position: Int, _ record: TLSARecord) -> String? {
        switch (record.matching, record.selector) {
        case (2, 0): digests?[position].certificate
        case (2, _): digests?[position].subjectPublicKeyInfo
        case (_, 0): chain[position].sha256
        default: chain[position].spkiSHA256
        }
    }
}

extension TLSARecord {
    /// PKIX-EE and DANE-EE.
    fileprivate var isOfLeaf: Bool { usage == 1 || usage == 3 }
}
