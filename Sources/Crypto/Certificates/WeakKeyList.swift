// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// RSA keys that Debian's OpenSSL of 2006 to 2008 could make (CVE-2008-0166), as openssl-blacklist lists them.
///
/// One key a line: the last 20 of the 40 hexadecimal digits of the SHA-1 over `Modulus=HEX` and a line feed.
/// Empty lines and those that begin with `#` are passed over.
package struct WeakKeyList: Hashable, Sendable {
    /// What is wrong with which line of a list.
    package struct ListError: Error, Hashable, Sendable {
        /// From 1; nil where the whole list is meant.
        package let line: Int?
        package let problem: String
    }

    /// Ascending, without doubles; 80 bits each.
    private let digests: [UInt128]
    /// SHA-256 of the bytes read, so that a changed list shows.
    package let sha256: String

    package var count: Int { digests.count }

    package init(_ text: [UInt8]) throws(ListError) {
        var digests: [UInt128] = []
        for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            let entry = line.last == 0x0D ? line.dropLast() : line
            guard let first = entry.first, first != UInt8(ascii: "#") else { continue }
            guard let digest = Self.digest(entry) else {
                throw ListError(line: index + 1, problem: "expected 20 hexadecimal digits")
            }
            digests.append(digest)
        }
        guard !digests.isEmpty else { throw ListError(line: nil, problem: "it holds no key") }
        digests.sort()
        self.digests = digests.enumerated().filter { $0.offset == 0 || digests[$0.offset - 1] != $0.element }
            .map(\.element)
        sha256 = SHA256.hex(text)
    }

    private static func digest(_ digits: ArraySlice<UInt8>) -> UInt128? {
        guard digits.count == 20 else { return nil }
        var number: UInt128 = 0
        for digit in digits {
            guard let value = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
            number = number << 4 | UInt128(value)
        }
        return number
    }

    /// Whether the list holds the key.
    ///
    /// - Parameter modulus: big-endian.
    package func contains(modulus: [UInt8]) -> Bool {
        let digest = Self.digest(ofModulus: modulus)
        var (low, high) = (0, digests.count)
        while low < high {
            let middle = (low + high) / 2
            if digests[middle] < digest { low = middle + 1 } else { high = middle }
        }
        return low < digests.count && digests[low] == digest
    }

    private static func digest(ofModulus modulus: [UInt8]) -> UInt128 {
        let hexadecimal = Hexadecimal.encode(modulus).uppercased().drop { $0 == "0" }
        let line = Array("Modulus=\(hexadecimal)\n".utf8)
        var hash = [UInt8](repeating: 0, count: 20)
        _ = unsafe COpenSSL.SHA1(line, line.count, &hash)
        return hash.suffix(10).reduce(0) { $0 << 8 | UInt128($1) }
    }
}
