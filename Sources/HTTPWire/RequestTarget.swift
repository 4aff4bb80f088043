// SPDX-License-Identifier: Apache-2.0

/// What a request asks for (RFC 9112 §3.2): origin-form, or absolute-form as a proxy gets it; decoded, and strict.
package struct RequestTarget: Hashable, Sendable {
    /// The longest that is read, in bytes.
    package static let mostBytes = 2048
    /// The most parameters of a query.
    package static let mostParameters = 64

    package struct Parameter: Hashable, Sendable {
        package let name: String
        package let value: String

        package init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// `host:port` of the absolute form, which then counts instead of the Host field; nil for the origin form.
    package let authority: String?
    /// The segments of the path, decoded: none for `/`, and a last empty one where the path ends in a slash.
    ///
    /// None of them is `.`, `..` or empty but the last, and none has a slash, a backslash or a control character.
    package let segments: [String]
    /// In the order of the query.
    package let parameters: [Parameter]

    /// Nil for every other form, and for what could mean another path than it says.
    package init?(_ bytes: some Collection<UInt8>) {
        guard bytes.count <= Self.mostBytes, bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            return nil
        }
        var rest = Array(bytes)[...]
        guard !rest.contains(UInt8(ascii: "#")) else { return nil }
        if rest.first == UInt8(ascii: "/") {
            authority = nil
        } else {
            let scheme = Array("http://".utf8)
            guard rest.prefix(scheme.count).map(Self.lowercased) == scheme else { return nil }
            rest = rest.dropFirst(scheme.count)
            let name = rest.prefix { $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") }
            guard !name.isEmpty, !name.contains(UInt8(ascii: "@")) else { return nil }
            authority = String(decoding: name, as: UTF8.self)
            rest = rest.dropFirst(name.count)
            if rest.first != UInt8(ascii: "/") { rest = [UInt8(ascii: "/")] + rest }
        }
        let path = rest.prefix { $0 != UInt8(ascii: "?") }
        guard let segments = Self.segments(path.dropFirst()),
            let parameters = Self.parameters(rest.dropFirst(path.count + 1))
        else { return nil }
        self.segments = segments
        self.parameters = parameters
    }

    private static func segments(_ path: ArraySlice<UInt8>) -> [String]? {
        guard !path.isEmpty else { return [] }
        var segments: [String] = []
        let parts = path.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (position, part) in parts.enumerated() {
            guard let segment = decoded(part, plusIsSpace: false),
                !segment.isEmpty || position == parts.count - 1,
                segment != ".", segment != "..", !segment.utf8.contains(UInt8(ascii: "/")),
                !segment.utf8.contains(UInt8(ascii: "\\"))
            else { return nil }
            segments.append(segment)
        }
        return segments
    }

    private static func parameters(_ query: ArraySlice<UInt8>) -> [Parameter]? {
        let parts = query.split(separator: UInt8(ascii: "&"))
        guard parts.count <= mostParameters else { return nil }
        var parameters: [Parameter] = []
        for part in parts {
            let name = part.prefix { $0 != UInt8(ascii: "=") }
            guard let decodedName = decoded(name, plusIsSpace: true),
                let value = decoded(part.dropFirst(name.count + 1), plusIsSpace: true)
            else { return nil }
            parameters.append(Parameter(name: decodedName, value: value))
        }
        return parameters
    }

    /// Nil for a broken escape, for what is not UTF-8, and for control characters.
    private static func decoded(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
        var decoded: [UInt8] = []
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit)
                else {
                    return nil
                }
                decoded.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: decoded.append(UInt8(ascii: " "))
            default: decoded.append(byte)
            }
        }
        guard decoded.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
        return String(validating: decoded, as: UTF8.self)
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func lowercased(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
