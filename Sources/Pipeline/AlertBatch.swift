// SPDX-License-Identifier: Apache-2.0
package import Alerts
internal import Checks
internal import Crypto
package import Foundation
internal import Inventory
package import MailSubmission
internal import Model
internal import Reports
internal import Risk

/// What goes out together: alerts of one route, for one target, of one window.
package struct AlertBatch: Sendable {
    package let route: AlertRoute
    /// A recipient; empty where a route has one place alone.
    package let target: String
    package let window: Date
    /// Of its first entry in the outbox.
    private let number: Int64
    package let alerts: [Alert]
    private let ministry: String
    private let marking: String?
    private let model: RiskModel

    package init(
        _ alerts: [Alert],
        on route: AlertRoute,
        to target: String,
        window: Date,
        number: Int64,
        of configuration: LoadedConfiguration
    ) {
        self.route = route
        self.target = target
        self.window = window
        self.number = number
        self.alerts = alerts
        ministry = configuration.estate.ministry.name
        marking = configuration.settings.reports.marking
        model = configuration.method.model
    }

    /// One that is marked as a trial.
    package static func trial(
        on route: AlertRoute,
        to target: String,
        at now: Date,
        of configuration: LoadedConfiguration
    ) -> AlertBatch {
        let alert = Alert(.test, detail: "this is a trial; nothing has changed", at: now)
        return AlertBatch([alert], on: route, to: target, window: now, number: 0, of: configuration)
    }

    /// The same for each try, different for every other batch; visible ASCII without spaces.
    package var id: String {
        let place = SHA256.hex(Array("\(ministry)\n\(route.id)\n\(target)".utf8)).prefix(16)
        return "\(route.id)-\(Int64(window.timeIntervalSince1970))-\(number)-\(place)"
    }

    // MARK: Words

    /// One line, of names of the configuration and of checks only.
    package func line(_ alert: Alert) -> String {
        var words = Self.heading(of: alert)
        if let band = alert.band {
            words += alert.bandBefore.map { ", \($0) to \(band)" } ?? ", \(band)"
        }
        switch (alert.check, alert.subject) {
        case (let check?, let subject?): words += ": \(title(of: check)) (\(check), \(subject))"
        case (let check?, nil): words += ": \(title(of: check)) (\(check))"
        case (nil, let subject?): words += ": \(subject)"
        case (nil, nil): break
        }
        return VisibleText.escape(words + (alert.detail.map { ": \($0)" } ?? ""))
    }

    private static func heading(of alert: Alert) -> String {
        switch alert.kind {
        case .new: "New failure"
        case .worse: "Failure became worse"
        case .resolved: "Confirmed as mended"
        case .expiring: "Runs out soon"
        case .cannotSee: alert.subject == nil ? "Chancery sees nothing" : "Cannot be seen any more"
        case .seesAgain: alert.subject == nil ? "Chancery sees again" : "Can be seen again"
        case .test: "Trial"
        }
    }

    private func title(of check: String) -> String {
        Catalog.identities[check]?.title ?? model.attestation(check)?.question ?? check
    }

    /// The message of a mail route.
    package func mail(from sender: MailAddress, to recipient: MailAddress, at now: Date) -> MailMessage {
        let mark = marking.map { "[\($0)] " } ?? ""
        let gist = alerts.count == 1 ? alerts.map(line).joined() : "\(alerts.count) changes"
        var lines = marking.map { [$0, ""] } ?? []
        lines += ["\(ministry), alert \(route.id)", ""]
        lines += alerts.map { "- \(line($0))" }
        let cycles = Set(alerts.compactMap(\.cycle)).sorted().map(String.init)
        if !cycles.isEmpty {
            lines += [
                "", "Known by cycle \(cycles.joined(separator: ", ")); 'chancery findings' has the evidence.",
            ]
        }
        return MailMessage(
            from: sender,
            to: [recipient],
            subject: "\(mark)\(ministry): \(gist)",
            date: now,
            id: "alert-\(id)",
            text: lines.joined(separator: "\n") + "\n"
        )
    }

    /// What a webhook gets, described by Docs/schema/alerts.schema.json; the same bytes for each try.
    package var json: [UInt8] {
        let document: JSONValue = [
            "schema": "chancery.alerts/1",
            "id": .string(id),
            "route": .string(route.id),
            "ministry": .string(ministry),
            "classification": JSONValue(marking),
            "due": .string(window.formatted(.iso8601)),
            "alerts": .array(alerts.map(json)),
        ]
        return document.canonicalBytes
    }

    private func json(_ alert: Alert) -> JSONValue {
        [
            "id": .string(alert.id),
            "kind": .string(alert.kind.rawValue),
            "at": .string(alert.at.formatted(.iso8601)),
            "cycle": alert.cycle.map { .integer(Int($0)) } ?? .null,
            "check": JSONValue(alert.check),
            "title": JSONValue(alert.check.map(title)),
            "subject": alert.subject.map {
                ["scope": .string($0.scope.rawValue), "name": .string($0.name)]
            } ?? .null,
            "mission": JSONValue(alert.mission),
            "category": JSONValue(alert.category),
            "band": JSONValue(alert.band?.rawValue),
            "band_before": JSONValue(alert.bandBefore?.rawValue),
            "detail": JSONValue(alert.detail),
            "text": .string(line(alert)),
        ]
    }
}
