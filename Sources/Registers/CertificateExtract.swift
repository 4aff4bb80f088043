// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// A certificate that a transparency log has.
package struct LoggedCertificate: Hashable, Sendable {
    /// As the extract has it.
    package let issuer: String
    /// Hexadecimal digits in lower case, without zeros before them.
    package let serial: String
    package let notBefore: Date
    package let notAfter: Date
    /// In lower case, each once, in their order.
    package let names: [String]
}

/// Which certificates were logged, by the operator's extract; found by domain.
package struct CertificateExtract: Sendable {
    /// Names with their labels turned round, sorted, and whose they are.
    private let index: [(key: String, place: Int)]
    private let certificates: [LoggedCertificate]

    init(_ certificates: [LoggedCertificate]) {
        self.certificates = certificates
        var index: [(key: String, place: Int)] = []
        for (place, certificate) in certificates.enumerated() {
            for name in certificate.names { index.append((Self.turned(name), place)) }
        }
        self.index = index.sorted { ($0.key, $0.place) < ($1.key, $1.place) }
    }

    package var count: Int { certificates.count }

    /// Those with a name that is the domain or lies below it, each once, with these names alone.
    package func certificates(of domain: String) -> [LoggedCertificate] {
        let key = Self.turned(domain.lowercased())
        var places: Set<Int> = []
        // A slash is what comes right behind a dot.
        for (low, high) in [(key, key + " "), (key + ".", key + "/")] {
            var place = lowerBound(low)
            while place < index.count, index[place].key < high {
                places.insert(index[place].place)
                place += 1
            }
        }
        return places.sorted().map { place in
            let one = certificates[place]
            return LoggedCertificate(
                issuer: one.issuer,
                serial: one.serial,
                notBefore: one.notBefore,
                notAfter: one.notAfter,
                names: one.names.filter { $0 == domain || $0.hasSuffix(".\(domain)") }
            )
        }
    }

    private func lowerBound(_ key: String) -> Int {
        var (low, high) = (0, index.count)
        while low < high {
            let middle = (low + high) / 2
            if index[middle].key < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func turned(_ name: String) -> String {
        name.split(separator: ".", omittingEmptySubsequences: false).reversed().joined(separator: ".")
    }
}

/// Why a file is no extract: `line:column: words`.
package struct ExtractFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let line: Int
    package let column: Int
    package let words: String

    package var description: String { "\(line):\(column): \(words)" }
}

/// Reads an extract, an object of JSON a line in the words of crt.sh.
///
/// They are `issuer_name`, `name_value` (names with `\n` between them), `not_before`, `not_after` and `serial_number`; other
/// members mean nothing, empty lines are left out.
package struct CertificateExtractReader {
    package static let longestLine = 65_536
    package static let mostCertificates = 200_000
    private static let mostNames = 1_000

    private var line: [UInt8] = []
    private var number = 1
    private var certificates: [LoggedCertificate] = []
    private var known: Set<String> = []
    private var issuers: [String: String] = [:]
    private var fault: ExtractFault?

    package init() {}

    /// Takes bytes, however they are cut.
    package mutating func receive(_ bytes: some Collection<UInt8>) {
        guard fault == nil else { return }
        for byte in bytes {
            if byte == 0x0A {
                endLine()
            } else if line.count >= Self.longestLine {
                fail(Self.longestLine + 1, "the line is longer than \(Self.longestLine) bytes")
            } else {
                line.append(byte)
            }
            if fault != nil { return }
        }
    }

    package mutating func finish() throws(ExtractFault) -> CertificateExtract {
        if fault == nil { endLine() }
        if let fault { throw fault }
        return CertificateExtract(certificates)
    }

    private mutating func fail(_ column: Int, _ words: String) {
        fault = fault ?? ExtractFault(line: number, column: column, words: words)
    }

    private mutating func endLine() {
        defer {
            line.removeAll(keepingCapacity: true)
            number += 1
        }
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
        guard certificates.count < Self.mostCertificates else {
            return fail(1, "more than \(Self.mostCertificates) certificates")
        }
        do throws(LineFault) {
            let members = try LineObject(line).members
            let certificate = try certificate(members)
            // The logs have what was announced and what was issued, which are one.
            guard known.insert("\(certificate.serial) \(certificate.issuer)").inserted else { return }
            certificates.append(certificate)
        } catch {
            fail(error.column, error.words)
        }
    }

    private mutating func certificate(_ members: [String: String]) throws(LineFault) -> LoggedCertificate {
        let issuer = try Self.text("issuer_name", in: members)
        let serial = try Self.text("serial_number", in: members).lowercased()
        guard serial.utf8.count <= 80, serial.utf8.allSatisfy(Self.isHexadecimal) else {
            throw LineFault(column: 1, words: "serial_number is no hexadecimal number")
        }
        let names = try Self.text("name_value", in: members).split(separator: "\n").map { name in
            let name = name.lowercased()
            return name.hasSuffix(".") ? String(name.dropLast()) : name
        }
        guard names.count <= Self.mostNames else {
            throw LineFault(column: 1, words: "name_value has more than \(Self.mostNames) names")
        }
        var seen: Set<String> = []
        let shared = issuers[issuer] ?? issuer
        issuers[shared] = shared
        return LoggedCertificate(
            issuer: shared,
            serial: String(serial.drop { $0 == "0" }),
            notBefore: try Self.date("not_before", in: members),
            notAfter: try Self.date("not_after", in: members),
            names: names.filter { !$0.contains("@") && $0.utf8.count <= 253 && seen.insert($0).inserted }
        )
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func text(_ key: String, in members: [String: String]) throws(LineFault) -> String {
        guard let text = members[key], !text.isEmpty else {
            throw LineFault(column: 1, words: "\(key) is missing")
        }
        return text
    }

    private static func date(_ key: String, in members: [String: String]) throws(LineFault) -> Date {
        guard let date = TimeText.date(try text(key, in: members)) else {
            throw LineFault(column: 1, words: "\(key) is no time such as 2026-11-27T12:00:00")
        }
        return date
    }
}
