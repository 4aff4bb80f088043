// SPDX-License-Identifier: Apache-2.0

/// What the extensions of a revocation list say (RFC 5280 §5.2).
struct ListExtensions {
    private(set) var number: String?
    private(set) var doubt: CertificateRevocationList.Doubt?
    private(set) var coverage = CertificateRevocationList.Coverage.all
    private(set) var distributionPoints: [String] = []

    /// False where they are malformed.
    mutating func read(_ cursor: DERCursor) -> Bool {
        readExtensions(cursor) { identifier, isCritical, value in
            switch identifier {
            case Self.cRLNumber:
                var value = value
                guard let number = value.take(DERTag.integer) else { return false }
                self.number = Hexadecimal.encode(Array(value.bytes(of: number)))
            case Self.deltaCRLIndicator: doubt = .delta
            case Self.issuingDistributionPoint: return readDistributionPoint(value)
            case Self.authorityKeyIdentifier: break
            default: if isCritical, doubt == nil { doubt = .criticalExtension(dotted(identifier)) }
            }
            return true
        }
    }

    /// RFC 5280 §5.2.5.
    private mutating func readDistributionPoint(_ value: DERCursor) -> Bool {
        var value = value
        guard let point = value.take(DERTag.sequence) else { return false }
        var cursor = value.within(point)
        while !cursor.isAtEnd {
            guard let field = cursor.take() else { return false }
            // A BOOLEAN is true by any byte but zero, and false where it is left away.
            let isSet = cursor.bytes(of: field).contains { $0 != 0 }
            switch field.tag {
            case DERTag.context(0, isConstructed: true):
                guard readNames(cursor.within(field)) else { return false }
            case DERTag.context(1) where isSet: coverage = .users
            case DERTag.context(2) where isSet: coverage = .authorities
            case DERTag.context(3): doubt = doubt ?? .someReasons
            case DERTag.context(4) where isSet: doubt = doubt ?? .indirect
            case DERTag.context(5) where isSet: doubt = doubt ?? .attributeCertificates
            default: break
            }
        }
        return true
    }

    private mutating func readNames(_ point: DERCursor) -> Bool {
        var point = point
        guard let choice = point.take() else { return false }
        guard choice.tag == DERTag.context(0, isConstructed: true) else {
            doubt = doubt ?? .relativeName
            return true
        }
        var names = point.within(choice)
        while !names.isAtEnd {
            guard let name = names.take() else { return false }
            guard name.tag == DERTag.context(6) else { continue }
            distributionPoints.append(escaped(Array(names.bytes(of: name))))
        }
        return true
    }

    private static let authorityKeyIdentifier: [UInt8] = [0x55, 0x1D, 0x23]
    private static let cRLNumber: [UInt8] = [0x55, 0x1D, 0x14]
    private static let deltaCRLIndicator: [UInt8] = [0x55, 0x1D, 0x1B]
    private static let issuingDistributionPoint: [UInt8] = [0x55, 0x1D, 0x1C]
}

/// What the extensions of one entry say (RFC 5280 §5.3).
struct EntryExtensions {
    private(set) var reason: RevocationReason?

    /// False where they are malformed; the cursor stands before them, or at the end where there are none.
    mutating func read(_ cursor: DERCursor) -> Bool {
        guard !cursor.isAtEnd else { return true }
        return readExtensions(cursor) { identifier, _, value in
            guard identifier == Self.reasonCode else { return true }
            var value = value
            guard let code = value.take(DERTag.enumerated) else { return false }
            let digits = value.bytes(of: code)
            guard digits.count == 1, let number = digits.first else { return false }
            reason = RevocationReason(number: Int(number))
            return true
        }
    }

    private static let reasonCode: [UInt8] = [0x55, 0x1D, 0x15]
}

/// Hands each extension to `use`: its identifier's bytes, whether it is critical, and a cursor in its value.
private func readExtensions(_ cursor: DERCursor, _ use: ([UInt8], Bool, DERCursor) -> Bool) -> Bool {
    var cursor = cursor
    guard let list = cursor.take(DERTag.sequence) else { return false }
    var extensions = cursor.within(list)
    while !extensions.isAtEnd {
        guard let element = extensions.take(DERTag.sequence) else { return false }
        var item = extensions.within(element)
        guard let identifier = item.take(DERTag.objectIdentifier) else { return false }
        let flag = item.take(DERTag.boolean)
        guard let value = item.take(DERTag.octetString) else { return false }
        let isCritical = flag.map { item.bytes(of: $0).contains { $0 != 0 } } ?? false
        guard use(Array(item.bytes(of: identifier)), isCritical, item.within(value)) else { return false }
    }
    return true
}

/// The digits and dots of an object identifier's bytes; numbers beyond 32 bits are cut short.
private func dotted(_ bytes: [UInt8]) -> String {
    var numbers: [UInt32] = []
    var number: UInt32 = 0
    for byte in bytes {
        number = number << 7 | UInt32(byte & 0x7F)
        guard byte & 0x80 == 0 else { continue }
        if numbers.isEmpty {
            let first = min(number / 40, 2)
            numbers += [first, number - first * 40]
        } else {
            numbers.append(number)
        }
        number = 0
    }
    return numbers.map { String($0) }.joined(separator: ".")
}
