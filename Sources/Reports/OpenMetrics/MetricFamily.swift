// SPDX-License-Identifier: Apache-2.0
import Crypto

/// One family of samples as OpenMetrics 1.0 and Prometheus's text format 0.0.4 write it.
package struct MetricFamily: Sendable {
    package enum Kind: String, Sendable { case counter, gauge, info }

    package enum Format: Sendable { case openMetrics, prometheus }

    package struct Sample: Sendable {
        let labels: KeyValuePairs<String, String>
        let value: Double

        package init(labels: KeyValuePairs<String, String>, value: Double) {
            self.labels = labels
            self.value = value
        }
    }

    /// Without the suffix of an info or a counter.
    package let name: String
    package let kind: Kind
    /// Of the values, by which the name ends; nil for counts and ratios of no unit.
    let unit: String?
    let help: String
    let samples: [Sample]

    package init(
        _ name: String,
        _ kind: Kind = .gauge,
        unit: String? = nil,
        help: String,
        samples: [Sample]
    ) {
        self.name = name
        self.kind = kind
        self.unit = unit
        self.help = help
        self.samples = samples
    }

    /// Nothing where there is no sample: what is not known is left out.
    ///
    /// Of samples whose labels come out alike the first stands, for two of them make a file invalid.
    package func write(onto bytes: inout [UInt8], as format: Format = .openMetrics) {
        guard !samples.isEmpty else { return }
        switch format {
        case .openMetrics:
            bytes += "# TYPE \(name) \(kind.rawValue)\n".utf8
            if let unit { bytes += "# UNIT \(name) \(unit)\n".utf8 }
            bytes += "# HELP \(name) \(Self.escape(help))\n".utf8
        case .prometheus:
            // The older format knows no info, and names a counter as its samples are named.
            let escaped = help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
            bytes += "# HELP \(sampleName) \(escaped)\n".utf8
            bytes += "# TYPE \(sampleName) \(kind == .counter ? "counter" : "gauge")\n".utf8
        }
        var written: Set<String> = []
        for sample in samples where sample.value.isFinite {
            let labels = sample.labels.map { "\($0.key)=\"\(Self.escape(Self.identifier($0.value)))\"" }
                .joined(separator: ",")
            guard written.insert(labels).inserted else { continue }
            let braces = labels.isEmpty ? "" : "{\(labels)}"
            bytes += "\(sampleName)\(braces) \(Self.number(sample.value))\n".utf8
        }
    }

    /// What its samples are called.
    package var sampleName: String {
        switch kind {
        case .counter: name + "_total"
        case .gauge: name
        case .info: name + "_info"
        }
    }

    /// An identifier of the configuration with nothing hidden; one that is too long ends in its hash.
    static func identifier(_ text: String) -> String {
        guard text.utf8.count > 200 else { return VisibleText.escape(text) }
        let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(100)))
        return "\(VisibleText.escape(start))…\(SHA256.hex(Array(text.utf8)).prefix(16))"
    }

    /// Backslash, quote and line feed (OpenMetrics 1.0, "escaped-char").
    static func escape(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    /// Whole numbers without a point.
    private static func number(_ value: Double) -> String {
        if let whole = Int(exactly: value) { return String(whole) }
        return "\(value)"
    }
}
