// SPDX-License-Identifier: Apache-2.0

/// Unicode in the letters, digits and hyphens of a label (RFC 3492), without the prefix `xn--`.
package enum Punycode {
    /// Longer texts are refused; a label has 63 bytes.
    package static let longest = 256

    private static let base: UInt32 = 36
    private static let leastThreshold: UInt32 = 1
    private static let mostThreshold: UInt32 = 26
    private static let skew: UInt32 = 38
    private static let damp: UInt32 = 700
    private static let firstBias: UInt32 = 72
    private static let firstCode: UInt32 = 0x80

    /// Nil where the text is too long.
    package static func encode(_ scalars: [Unicode.Scalar]) -> String? {
        guard scalars.count <= longest else { return nil }
        var output = scalars.filter(\.isASCII)
        let basic = UInt32(output.count)
        if basic > 0 { output.append("-") }
        var (code, delta, bias, done) = (firstCode, UInt32(0), firstBias, basic)
        while done < scalars.count {
            guard let next = scalars.lazy.map(\.value).filter({ $0 >= code }).min() else { return nil }
            let (step, isTooLong) = (next - code).multipliedReportingOverflow(by: done + 1)
            let (sum, isTooMuch) = delta.addingReportingOverflow(step)
            // The delta may still grow by one for each scalar.
            guard !isTooLong, !isTooMuch, sum < .max - UInt32(longest) else { return nil }
            (delta, code) = (sum, next)
            for scalar in scalars {
                if scalar.value < code { delta += 1 }
                guard scalar.value == code else { continue }
                append(delta, bias: bias, to: &output)
                bias = adapted(delta, points: done + 1, isFirst: done == basic)
                (delta, done) = (0, done + 1)
            }
            (delta, code) = (delta + 1, code + 1)
        }
        return String(String.UnicodeScalarView(output))
    }

    /// Nil where it is no Punycode.
    package static func decode(_ bytes: some Collection<UInt8>) -> [Unicode.Scalar]? {
        let bytes = Array(bytes.prefix(longest + 1))
        guard bytes.count <= longest, bytes.allSatisfy({ $0 < 0x80 }) else { return nil }
        let delimiter = bytes.lastIndex(of: UInt8(ascii: "-"))
        var output = bytes.prefix(delimiter ?? 0).map { Unicode.Scalar($0) }
        var digits = bytes.dropFirst(delimiter.map { $0 + 1 } ?? 0)
        var (code, index, bias) = (firstCode, UInt32(0), firstBias)
        while !digits.isEmpty {
            guard let delta = number(&digits, bias: bias) else { return nil }
            let count = UInt32(output.count) + 1
            bias = adapted(delta, points: count, isFirst: index == 0 && code == firstCode)
            let (place, isTooFar) = index.addingReportingOverflow(delta)
            let (value, isTooMuch) = code.addingReportingOverflow(place / count)
            guard !isTooFar, !isTooMuch, let scalar = Unicode.Scalar(value) else { return nil }
            code = value
            index = place % count
            output.insert(scalar, at: Int(index))
            index += 1
        }
        return output
    }

    /// One generalised variable-length integer (RFC 3492 §3.3); nil where it is cut or too large.
    private static func number(_ digits: inout ArraySlice<UInt8>, bias: UInt32) -> UInt32? {
        var (sum, weight, place) = (UInt32(0), UInt32(1), base)
        while let byte = digits.popFirst() {
            guard let digit = value(byte) else { return nil }
            let (part, isTooLong) = digit.multipliedReportingOverflow(by: weight)
            let (total, isTooMuch) = sum.addingReportingOverflow(part)
            guard !isTooLong, !isTooMuch else { return nil }
            sum = total
            let threshold = threshold(place, bias)
            if digit < threshold { return sum }
            let (heavier, isTooHeavy) = weight.multipliedReportingOverflow(by: base - threshold)
            guard !isTooHeavy else { return nil }
            (weight, place) = (heavier, place + base)
        }
        return nil
    }

    private static func append(_ delta: UInt32, bias: UInt32, to output: inout [Unicode.Scalar]) {
        var (rest, place) = (delta, base)
        while true {
            let threshold = threshold(place, bias)
            guard rest >= threshold else { break }
            output.append(digit(threshold + (rest - threshold) % (base - threshold)))
            rest = (rest - threshold) / (base - threshold)
            place += base
        }
        output.append(digit(rest))
    }

    private static func threshold(_ place: UInt32, _ bias: UInt32) -> UInt32 {
        place <= bias ? leastThreshold : min(max(place - bias, leastThreshold), mostThreshold)
    }

    /// RFC 3492 §6.1.
    private static func adapted(_ delta: UInt32, points: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / damp : delta / 2
        delta += delta / points
        var steps: UInt32 = 0
        while delta > (base - leastThreshold) * mostThreshold / 2 {
            delta /= base - leastThreshold
            steps += base
        }
        return steps + (base - leastThreshold + 1) * delta / (delta + skew)
    }

    private static func digit(_ value: UInt32) -> Unicode.Scalar {
        Unicode.Scalar(UInt8(truncatingIfNeeded: value < 26 ? value + 0x61 : value - 26 + 0x30))
    }

    private static func value(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x61...0x7A: UInt32(byte - 0x61)
        case 0x41...0x5A: UInt32(byte - 0x41)
        case 0x30...0x39: UInt32(byte - 0x30 + 26)
        default: nil
        }
    }
}
