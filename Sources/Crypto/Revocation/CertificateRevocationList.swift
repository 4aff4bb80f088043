// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A list of revoked certificates (RFC 5280 §5), read without making anything of its entries; times are judged
/// elsewhere.
///
/// It keeps the bytes it was read from and eight more an entry.
package struct CertificateRevocationList: Sendable {
    /// What a list says of one certificate.
    package struct Entry: Hashable, Sendable {
        /// Nil where the time is malformed.
        package let revoked: Date?
        /// Nil where none is given.
        package let reason: RevocationReason?
    }

    /// Why a list says nothing of certificates in general.
    package enum Doubt: Hashable, Sendable {
        /// It holds changes to another list only (RFC 5280 §5.2.4).
        case delta
        /// It speaks of other issuers' certificates, too (RFC 5280 §5.2.5).
        case indirect
        /// It is about attribute certificates only.
        case attributeCertificates
        /// It holds some reasons only.
        case someReasons
        /// Its distribution point is named relative to its issuer.
        case relativeName
        /// It has a critical extension that is not understood, by its dotted number.
        case criticalExtension(String)
    }

    /// Which certificates of its issuer it is about.
    package enum Coverage: Hashable, Sendable { case all, users, authorities }

    package let thisUpdate: Date
    /// Nil where none is stated, against RFC 5280 §5.1.2.5.
    package let nextUpdate: Date?
    /// Lower-case hexadecimal; nil where it has none.
    package let number: String?
    package let doubt: Doubt?
    package let coverage: Coverage
    /// The URLs of the distribution point that it is for; empty where it is for all of them.
    package let distributionPoints: [String]

    let bytes: [UInt8]
    let parts: Parts
    /// A hash of each serial number in the upper half and the place of its entry in the lower, ascending.
    private let index: [UInt64]

    /// Where the parts lie that signature and issuer are checked by.
    struct Parts {
        let signed: Range<Int>
        let issuer: Range<Int>
        let innerAlgorithm: Range<Int>
        let algorithm: Range<Int>
        let signature: Range<Int>
    }

    /// Reads exactly one list; bytes left over are an error.
    package init(der bytes: [UInt8]) throws(CryptoError) {
        guard UInt32(exactly: bytes.count) != nil, var file = Self.only(bytes),
            let body = file.take(DERTag.sequence), let algorithm = file.take(DERTag.sequence),
            let signature = file.take(DERTag.bitString), file.isAtEnd
        else { throw Self.malformed }
        var cursor = file.within(body)
        if cursor.next == DERTag.integer { _ = cursor.take() }
        guard let innerAlgorithm = cursor.take(DERTag.sequence), let issuer = cursor.take(DERTag.sequence),
            let thisUpdate = cursor.takeTime()
        else { throw Self.malformed }
        let hasEnd = cursor.next == DERTag.utcTime || cursor.next == DERTag.generalizedTime
        let nextUpdate = hasEnd ? cursor.takeTime() : nil
        guard !hasEnd || nextUpdate != nil else { throw Self.malformed }
        let entries = cursor.take(DERTag.sequence)
        var extensions = ListExtensions()
        if let outer = cursor.take(DERTag.context(0, isConstructed: true)) {
            guard extensions.read(cursor.within(outer)) else { throw Self.malformed }
        }
        guard cursor.isAtEnd else { throw Self.malformed }
        index =
            try entries.map { element throws(CryptoError) in
                try Self.index(file.within(element), of: bytes)
            } ?? []
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        number = extensions.number
        doubt = extensions.doubt
        coverage = extensions.coverage
        distributionPoints = extensions.distributionPoints
        self.bytes = bytes
        parts = Parts(
            signed: body.whole,
            issuer: issuer.whole,
            innerAlgorithm: innerAlgorithm.whole,
            algorithm: algorithm.whole,
            signature: signature.whole
        )
    }

    package var entryCount: Int { index.count }

    /// How much memory it keeps, in bytes.
    package var footprint: Int { bytes.count + index.count * 8 }

    /// The entry of a certificate of the list's issuer; nil where it is not listed.
    ///
    /// Throws where the certificate cannot be read.
    package func entry(for certificate: [UInt8]) throws(CryptoError) -> Entry? {
        guard let serial = Self.serial(of: certificate) else { throw CryptoError(.parseCertificate) }
        let hash = UInt64(Self.hash(serial)) << 32
        var low = 0
        var high = index.count
        while low < high {
            let middle = low + (high - low) / 2
            if index[middle] < hash { low = middle + 1 } else { high = middle }
        }
        while low < index.count, index[low] >> 32 == hash >> 32 {
            let place = Int(index[low] & 0xFFFF_FFFF)
            if let entry = entry(at: place, ifFor: serial) { return entry }
            low += 1
        }
        return nil
    }

    // MARK: Entries

    private func entry(at place: Int, ifFor serial: ArraySlice<UInt8>) -> Entry? {
        var cursor = DERCursor(bytes, in: place..<bytes.count)
        guard let element = cursor.take(DERTag.sequence) else { return nil }
        var entry = cursor.within(element)
        guard let number = entry.take(DERTag.integer),
            Self.significant(entry.bytes(of: number)).elementsEqual(serial)
        else { return nil }
        let revoked = entry.takeTime()
        var extensions = EntryExtensions()
        _ = extensions.read(entry)
        return Entry(revoked: revoked, reason: extensions.reason)
    }

    private static func index(_ entries: DERCursor, of bytes: [UInt8]) throws(CryptoError) -> [UInt64] {
        var entries = entries
        var index: [UInt64] = []
        while !entries.isAtEnd {
            guard let element = entries.take(DERTag.sequence) else { throw malformed }
            var entry = entries.within(element)
            guard let serial = entry.take(DERTag.integer), entry.take() != nil else { throw malformed }
            let hash = hash(significant(entry.bytes(of: serial)))
            index.append(UInt64(hash) << 32 | UInt64(element.start))
        }
        index.sort()
        return index
    }

    private static func serial(of certificate: [UInt8]) -> ArraySlice<UInt8>? {
        guard let file = only(certificate) else { return nil }
        var outer = file
        guard let body = outer.take(DERTag.sequence) else { return nil }
        var cursor = outer.within(body)
        _ = cursor.take(DERTag.context(0, isConstructed: true))
        guard let serial = cursor.take(DERTag.integer) else { return nil }
        return significant(cursor.bytes(of: serial))
    }

    /// Without the zeros that only keep a number positive.
    private static func significant(_ number: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        number.drop { $0 == 0 }
    }

    /// FNV-1a: whether two numbers are equal is decided by their bytes.
    private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt32 {
        bytes.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }

    /// Within the one sequence that the bytes are.
    private static func only(_ bytes: [UInt8]) -> DERCursor? {
        var cursor = DERCursor(bytes)
        guard let outer = cursor.take(DERTag.sequence), cursor.isAtEnd else { return nil }
        return cursor.within(outer)
    }

    private static let malformed = CryptoError(.parseList, "it is no list of revoked certificates")
}
