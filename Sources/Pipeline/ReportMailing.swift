// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Foundation
internal import Inventory
package import MailSubmission
internal import Model
package import Store

/// Mails page one of each period's report once the period is over: one message to each recipient, kept in the store as
/// handed on.
package struct ReportMailing: Sendable {
    /// What became of one message.
    package enum Event: Hashable, Sendable {
        case mailed(name: String, recipient: String)
        /// To be tried again.
        case postponed(name: String, recipient: String, reason: String)
        /// Not to be tried again.
        case refused(name: String, recipient: String, reason: String)
        /// The folder of reports or the store could not be read.
        case failed(reason: String)
    }

    /// One that is due.
    private struct Parcel {
        let name: String
        let recipient: MailAddress
        let original: ReportRecord
        /// The report of the period before of the same kind; nil where there is none.
        let before: ReportRecord?
    }

    /// For how long after a period its report is news; an older one waits in its folder, so that whoever sets `ReportMail=`
    /// does not get all of the past.
    package static let patience: TimeInterval = 14 * 86_400

    /// The formats under which the store keeps what became of a message.
    static let mailFormat = "mail"
    static let refusedFormat = "mail-refused"

    private let store: any Store
    private let directory: URL
    private let configuration: LoadedConfiguration

    /// - Parameter directory: the folder of all reports.
    package init(store: any Store, directory: URL, configuration: LoadedConfiguration) {
        self.store = store
        self.directory = directory
        self.configuration = configuration
    }

    private var settings: ReportSettings { configuration.settings.reports }

    private var zone: TimeZone { configuration.timeZone }

    /// Whether anything waits to be mailed.
    package func isDue(at now: Date) async throws -> Bool { try await !parcels(at: now).isEmpty }

    /// Mails what is due; what the relay does not take now stays due.
    ///
    /// A crash between the relay's consent and the store's note sends a message again, with the same Message-ID.
    package func send(
        at now: Date,
        by submit: @Sendable (MailMessage) async -> SubmissionOutcome
    ) async -> [Event] {
        do {
            var events: [Event] = []
            for parcel in try await parcels(at: now) {
                guard !Task.isCancelled, let message = try await message(for: parcel, at: now) else {
                    continue
                }
                let outcome = await submit(message)
                events.append(try await settle(parcel, outcome.fates[parcel.recipient], at: now))
            }
            return events
        } catch {
            return [.failed(reason: error.localizedDescription)]
        }
    }

    private func settle(_ parcel: Parcel, _ fate: SubmissionOutcome.Fate?, at now: Date) async throws -> Event
    {
        let (name, recipient) = (parcel.name, parcel.recipient.description)
        switch fate {
        case .accepted?:
            try await note(parcel, as: Self.mailFormat, at: now)
            return .mailed(name: name, recipient: recipient)
        case .refused(let reason)?:
            try await note(parcel, as: Self.refusedFormat, at: now)
            return .refused(name: name, recipient: recipient, reason: reason)
        case .postponed(let reason)?: return .postponed(name: name, recipient: recipient, reason: reason)
        case nil: return .postponed(name: name, recipient: recipient, reason: "the relay said nothing of it")
        }
    }

    private func note(_ parcel: Parcel, as format: String, at now: Date) async throws {
        try await store.record(
            ReportRecord(
                cycle: parcel.original.cycle,
                written: now,
                format: format,
                path: Self.path(of: parcel.name, for: parcel.recipient),
                sha256: parcel.original.sha256
            )
        )
    }

    private static func path(of name: String, for recipient: MailAddress) -> String {
        "mailto:\(recipient)#\(name)"
    }

    // MARK: What is due

    private func parcels(at now: Date) async throws -> [Parcel] {
        guard !settings.recipients.isEmpty, FileManager.default.fileExists(atPath: directory.path) else {
            return []
        }
        let ended = try ended(at: now)
        guard ended.contains(where: { $0.isNews }) else { return [] }
        let records = try await store.reports(limit: 100_000)
        let settled = Set(
            records.filter { [Self.mailFormat, Self.refusedFormat].contains($0.format) }.map(\.path)
        )
        return ended.filter(\.isNews).flatMap { period -> [Parcel] in
            // Only what this service wrote itself is handed on.
            guard let original = Self.original(of: period.name, in: directory, among: records) else {
                return []
            }
            let before = ended.last { $0.kind == period.kind && $0.end < period.end }
            return settings.recipients
                .filter { !settled.contains(Self.path(of: period.name, for: $0)) }
                .map { recipient in
                    Parcel(
                        name: period.name,
                        recipient: recipient,
                        original: original,
                        before: before.flatMap {
                            Self.original(of: $0.name, in: directory, among: records)
                        }
                    )
                }
        }
    }

    private static func original(of name: String, in directory: URL, among records: [ReportRecord])
        -> ReportRecord?
    {
        records.first { $0.path.hasPrefix(directory.appending(path: name).path + "/") }
    }

    /// Folders of periods that are over, by their ends.
    private func ended(at now: Date) throws -> [(name: String, kind: ReportPeriod, end: Date, isNews: Bool)] {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory.path)
        return names.flatMap { name in
            settings.periods.compactMap { kind in
                kind.end(ofFolder: name, timeZone: zone).flatMap { end in
                    guard end <= now else { return nil }
                    return (name, kind, end, now.timeIntervalSince(end) <= Self.patience)
                }
            }
        }
        .sorted { ($0.2, $0.0) < ($1.2, $1.0) }
    }

    // MARK: The message

    private func message(for parcel: Parcel, at now: Date) async throws -> MailMessage? {
        guard let from = configuration.settings.mail.from,
            let gist = try await ReportGist(
                of: parcel.name,
                parcel.original,
                before: parcel.before,
                from: store,
                configuration
            )
        else { return nil }
        let folder = directory.appending(path: parcel.name)
        let page = Self.pageOne(of: folder)
        let hash = SHA256.hex(Array("\(parcel.name)\n\(parcel.recipient)\n\(parcel.original.sha256)".utf8))
        return MailMessage(
            from: from,
            to: [parcel.recipient],
            subject: gist.subject,
            date: now,
            id: "report-\(parcel.name).\(hash.prefix(32))",
            text: gist.text(folder: folder, isAttached: page != nil),
            attachments: page.map {
                [
                    MailMessage.Attachment(
                        name: "report-\(parcel.name).html",
                        mediaType: "text/html; charset=utf-8",
                        bytes: $0
                    )
                ]
            } ?? []
        )
    }

    /// The largest page that is attached: relays take some 10 MB, of which base64 makes a third more.
    private static let largestPage = 5 << 20

    /// Nil where it is not there, or too large.
    private static func pageOne(of folder: URL) -> [UInt8]? {
        guard let file = try? FileHandle(forReadingFrom: folder.appending(path: "index.html")) else {
            return nil
        }
        defer { try? file.close() }
        guard let data = try? file.read(upToCount: largestPage + 1), data.count <= largestPage else {
            return nil
        }
        return Array(data)
    }
}
