// SPDX-License-Identifier: Apache-2.0
import Model

/// Plain text of messages (SARIF 2.1.0 §3.11).
enum SARIFText {
    /// A message in which nothing is a placeholder (§3.11.5: braces are doubled) or a link (§3.11.6: a space stands
    /// between the brackets).
    static func message(_ text: String) -> JSONValue { ["text": .string(escape(text))] }

    static func escape(_ text: String) -> String {
        let line = ExportText.line(text)
        guard line.utf8.contains(where: { "{}]".utf8.contains($0) }) else { return line }
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in line.unicodeScalars {
            if scalar == "{" || scalar == "}" { result.append(scalar) }
            if scalar == "(", previous == "]" { result.append(" ") }
            result.append(scalar)
            previous = scalar
        }
        return String(result)
    }
}
