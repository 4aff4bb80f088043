// SPDX-License-Identifier: Apache-2.0
import Alerts
import Inventory
import Risk
import Settings

/// Holds routes of alerts against the risk model and the relay: one that could never be told anything is an error.
struct AlertReview {
    let model: RiskModel

    /// In the order of the routes.
    func diagnostics(on configuration: Configuration) -> [Diagnostic] {
        configuration.alerts.flatMap { route in
            let title = "[Alert \(route.id)]"
            var diagnostics: [Diagnostic] = []
            let known = model.categories.map(\.id)
            if let stray = route.categories.subtracting(known).min(),
                let span = configuration.span(of: "Categories", in: title)
            {
                let list = known.joined(separator: ", ")
                let words = "Categories: the risk model has no category '\(stray)', but \(list)"
                diagnostics.append(Diagnostic(.error, words, at: span))
            }
            if route.channel == .mail, configuration.service.mail.relay == nil,
                let span = configuration.span(of: "Channel", in: title)
            {
                let words = "Channel=mail needs MailRelay= of [Chancery], through which mail goes"
                diagnostics.append(Diagnostic(.error, words, at: span))
            }
            return diagnostics
        }
    }
}

extension Configuration {
    /// Where a key of a section is set; nil where no file sets it.
    func span(of key: String, in title: String) -> SourceSpan? {
        let section = sections.first { $0.title == title }
        guard case .file(let span)? = section?.settings.first(where: { $0.key == key })?.origin else {
            return nil
        }
        return span
    }
}
