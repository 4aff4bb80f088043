// SPDX-License-Identifier: Apache-2.0
package import Alerts
package import Model
package import Settings

/// Everything that the configuration folder says, read without an error.
package struct Configuration: Sendable {
    package let estate: Estate
    package let service: ServiceSettings
    /// Who is told when something changes.
    package let alerts: [AlertRoute]
    /// What is in force and where it comes from, section by section, in file order.
    package let sections: [ShownSection]
    /// What hardly means what it says, in file order.
    package let warnings: [Diagnostic]

    package init(
        estate: Estate,
        service: ServiceSettings,
        alerts: [AlertRoute] = [],
        sections: [ShownSection],
        warnings: [Diagnostic]
    ) {
        self.estate = estate
        self.service = service
        self.alerts = alerts
        self.sections = sections
        self.warnings = warnings
    }

    /// With what others find doubtful about it.
    package func warned(of doubts: [Diagnostic]) -> Configuration {
        Configuration(
            estate: estate,
            service: service,
            alerts: alerts,
            sections: sections,
            warnings: (warnings + doubts).inFileOrder()
        )
    }

    /// The text of `config show`: every key of every section with the value in force and its origin.
    package func show() -> String {
        sections.map(\.description).joined(separator: "\n")
    }
}

/// Why there is no configuration: all errors, and the warnings between them, in file order.
package struct ConfigurationErrors: Error, Sendable, CustomStringConvertible {
    package let diagnostics: [Diagnostic]

    package init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = diagnostics
    }

    package var description: String { diagnostics.rendered() }
}

/// One section as `config show` prints it.
package struct ShownSection: Sendable, CustomStringConvertible {
    /// With its brackets.
    package let title: String
    /// Where the section was first defined.
    package let origin: Origin
    package let settings: [ShownSetting]

    package init(title: String, origin: Origin, settings: [ShownSetting]) {
        self.title = title
        self.origin = origin
        self.settings = settings
    }

    /// One line a key, the origins in a column of their own.
    package var description: String {
        let width = 44
        let rows =
            [(title, origin)] + settings.map { ("\($0.key)=\(Display.escaped($0.value))", $0.origin) }
        return rows.map { text, origin in
            let gap = String(repeating: " ", count: max(2, width - text.count))
            return "\(text)\(gap)# \(origin)\n"
        }
        .joined()
    }
}
