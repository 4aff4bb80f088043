// SPDX-License-Identifier: Apache-2.0
import Settings

/// What reports are like, and who gets them.
extension ChancerySection {
    static let reportPeriod = ListKey(
        "ReportPeriod",
        .oneOf(ReportPeriod.self),
        standard: "monthly",
        summary:
            "How often reports are written: daily, weekly, monthly, quarterly; a list, each in folders of its own."
    )
    static let reportMarking = Key(
        "ReportMarking",
        .marking,
        summary:
            "Printed on every page of reports: a label of TLP 2.0 such as TLP:AMBER, or words of your own."
    )
    static let reportLanguage = Key(
        "ReportLanguage",
        .languageTag,
        standard: "en",
        summary: "The language of headings and labels in reports: en, fr, or that of languages/TAG.po."
    )
    static let reportMode = Key(
        "ReportMode",
        .permissions,
        standard: "0640",
        summary: "The permissions of a report's files, octal; whoever can read files can enter folders."
    )
    static let reportGroup = Key(
        "ReportGroup",
        .groupName,
        summary: "The group that a report's files belong to; the service must be a member of it."
    )
    static let reportRetention = Key(
        "ReportRetention",
        .duration(in: .seconds(86_400)...(.seconds(86_400) * 36_500)),
        summary: "How long a report is kept after its period, 1d to 100y; unset: for ever."
    )
    static let reportCopy = ListKey(
        "ReportCopy",
        .absolutePath,
        summary:
            "Folders that each period's report is copied to once the period is over; a list of absolute paths."
    )

    static let timestampURL = Key(
        "TimestampURL",
        .authorityAddress,
        summary:
            "The time-stamping authority (RFC 3161) that is asked about each report; without it nobody is asked."
    )
    static let timestampAuthority = Key(
        "TimestampAuthority",
        .absolutePath,
        summary:
            "A PEM file with the certificates that TimestampURL's must lead to; without it any authority counts."
    )

    static let reportKeys = [
        reportPeriod.description, reportMarking.description, reportLanguage.description,
        reportMode.description, reportGroup.description,
        reportRetention.description, reportCopy.description, timestampURL.description,
        timestampAuthority.description,
    ]

    static func readReports(_ reader: inout SectionReader) -> ReportSettings {
        var settings = ReportSettings()
        let periods = reader.take(reportPeriod, or: settings.periods)
        if !periods.isEmpty { settings.periods = ReportPeriod.allCases.filter(periods.contains) }
        settings.marking = reader.take(reportMarking)
        settings.language = reader.take(reportLanguage, or: settings.language)
        settings.mode = reader.take(reportMode, or: settings.mode)
        settings.group = reader.take(reportGroup)
        settings.retention = reader.take(reportRetention)
        settings.copies = reader.take(reportCopy)
        settings.timestampURL = reader.take(timestampURL)
        settings.timestampAuthority = reader.take(timestampAuthority)
        return settings
    }
}

extension ValueType where Value == String {
    /// FIRST, Traffic Light Protocol 2.0.
    private static let trafficLights = ["TLP:RED", "TLP:AMBER+STRICT", "TLP:AMBER", "TLP:GREEN", "TLP:CLEAR"]

    /// A label of the Traffic Light Protocol in capitals, or up to 60 characters of other text.
    fileprivate static let marking = ValueType(
        expects: "a label of TLP 2.0, or up to 60 characters of your own",
        parse: { text throws(ValueProblem) in
            let label = text.uppercased()
            if label.hasPrefix("TLP:") {
                guard trafficLights.contains(label) else {
                    throw ValueProblem(
                        "'\(text)' is no label of TLP 2.0 (\(trafficLights.joined(separator: ", ")))",
                        candidates: trafficLights
                    )
                }
                return label
            }
            guard text.count <= 60 else { throw ValueProblem() }
            return text
        },
        render: { $0 }
    )

    fileprivate static let absolutePath = ValueType(
        expects: "a path that begins with /",
        parseOrNil: { $0.hasPrefix("/") ? $0 : nil },
        render: { $0 }
    )

    /// RFC 3161 §3.4; plain HTTP serves as well, since what comes back is signed.
    fileprivate static let authorityAddress = ValueType(
        expects: "an address such as http://tsa.example/stamp",
        parseOrNil: { try? ValueType<String>.serviceAddress.parse($0) },
        render: { $0 }
    )

    static let groupName = ValueType(
        expects: "the name of a group",
        parseOrNil: { text in
            let isName = text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                    UInt8(ascii: "A")...UInt8(ascii: "Z"):
                    true
                default: "_-.$".utf8.contains(byte)
                }
            }
            return isName && text.utf8.count <= 32 && !text.hasPrefix("-") ? text : nil
        },
        render: { $0 }
    )
}

extension ValueType where Value == Int {
    /// Three or four octal digits without set-id bits; the owner can read and write, and nobody else can write.
    fileprivate static let permissions = ValueType(
        expects: "octal permissions from 0600 to 0644 that let nobody but the owner write",
        parseOrNil: { text in
            let digits = text.count == 4 && text.hasPrefix("0") ? text.dropFirst() : text[...]
            guard digits.count == 3, let mode = Int(digits, radix: 8) else { return nil }
            return mode & 0o600 == 0o600 && mode & ~0o644 == 0 ? mode : nil
        },
        render: { mode in
            let digits = String(mode, radix: 8)
            return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        }
    )
}
