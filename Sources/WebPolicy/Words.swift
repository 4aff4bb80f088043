// SPDX-License-Identifier: Apache-2.0

extension StringProtocol {
    /// Without ASCII white space around it.
    var trimmed: SubSequence {
        let isSpace: (Character) -> Bool = { $0.isASCII && $0.isWhitespace }
        guard let start = firstIndex(where: { !isSpace($0) }), let end = lastIndex(where: { !isSpace($0) })
        else { return self[startIndex..<startIndex] }
        return self[start...end]
    }

    /// Between ASCII white space.
    var words: [String] {
        let words: [SubSequence] = split(whereSeparator: { $0.isASCII && $0.isWhitespace })
        return words.map { String($0) }
    }

    /// At a sign, outside quoted strings (RFC 9110 §5.6.4); parts are trimmed, empty ones kept.
    func parts(at sign: Character) -> [String] {
        var parts: [String] = []
        var part = ""
        var isQuoted = false
        var isEscaped = false
        for character in self {
            if isEscaped {
                isEscaped = false
            } else if isQuoted, character == "\\" {
                isEscaped = true
            } else if character == "\"" {
                isQuoted.toggle()
            } else if character == sign, !isQuoted {
                parts.append(String(part.trimmed))
                part = ""
                continue
            }
            part.append(character)
        }
        return parts + [String(part.trimmed)]
    }

    /// The name before the first equals sign and the value after it; nil without one.
    var assignment: (name: String, value: String?) {
        guard let equals = firstIndex(of: "=") else { return (String(trimmed), nil) }
        return (String(self[..<equals].trimmed), String(self[index(after: equals)...].trimmed))
    }

    /// Without the quotes around it.
    var unquoted: String {
        guard count >= 2, first == "\"", last == "\"" else { return String(self) }
        return String(dropFirst().dropLast())
    }
}
