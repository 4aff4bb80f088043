// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Crypto
internal import Foundation
internal import Inventory
internal import Model
internal import Proof
internal import Reports
internal import Risk
internal import Store

/// The gist of a report's page one as text: how the ministry stands, what changed, and by what the report can be told from a
/// forged one.
///
/// It holds names of the configuration and of checks only, nothing that came from a measured host.
struct ReportGist: Sendable {
    /// A failure that began or ended.
    private struct Change: Sendable {
        let key: FindingKey
        let title: String
        /// Of the failure; nil where the cycle's items are not kept any more, or nothing is open.
        let band: Band?
    }

    /// Changes of a kind that are named one by one; beyond them only the number is said.
    private static let mostNamed = 15

    private let name: String
    private let marking: String?
    private let ministry: String
    private let cycle: Cycle.ID
    private let posture: Posture
    private let categories: [String: String]
    private let earlier: (name: String, posture: Posture)?
    private let begun: [Change]
    private let ended: [Change]
    private let manifest: String?
    private let seal: CycleHead?
    private let head: String?

    /// Nil where the store keeps no posture of the report's cycle.
    ///
    /// - Parameters:
    ///   - name: of the report's folder.
    ///   - before: the report that it is compared with; nil for none.
    init?(
        of name: String,
        _ report: ReportRecord,
        before: ReportRecord?,
        from store: any Store,
        _ configuration: LoadedConfiguration
    ) async throws {
        guard let posture = try await store.posture(of: report.cycle) else { return nil }
        self.name = name
        self.posture = posture
        cycle = report.cycle
        marking = configuration.settings.reports.marking
        ministry = configuration.estate.ministry.name
        categories = Dictionary(configuration.method.model.categories.map { ($0.id, $0.title) }) { first, _ in
            first
        }
        let sealed = try await store.seals().first { $0.cycle == report.cycle }?.head.bytes
        head = sealed.map { CycleHead.name(of: $0) }
        seal = sealed.flatMap { CycleHead(bytes: $0) }
        let folder = URL(filePath: report.path).deletingLastPathComponent()
        manifest = (try? Data(contentsOf: folder.appending(path: ProofFiles.manifest))).map {
            SHA256.hex(Array($0))
        }
        guard let before, before.cycle < report.cycle, let past = try await store.posture(of: before.cycle)
        else {
            (earlier, begun, ended) = (nil, [], [])
            return
        }
        earlier = (URL(filePath: before.path).deletingLastPathComponent().lastPathComponent, past)
        (begun, ended) = try await Self.changes(from: before.cycle, to: posture, of: report.cycle, in: store)
    }

    private static func changes(
        from before: Cycle.ID,
        to posture: Posture,
        of cycle: Cycle.ID,
        in store: any Store
    ) async throws -> (begun: [Change], ended: [Change]) {
        let bands = Dictionary(posture.items.filter(\.isOpen).map { ($0.key, $0.band) }) { first, _ in first }
        let then = try await store.standings(after: before)
        var begun: [Change] = []
        var ended: [Change] = []
        for (key, now) in try await store.standings(after: cycle, since: before) {
            let past = then[key]?.standing
            let change = Change(
                key: key,
                title: Catalog.identities[key.check]?.title ?? key.check,
                band: bands[key]
            )
            let course = now.standing.course
            if now.standing.verdict.state == .fail, past?.verdict.state != .fail, past?.course.mended == nil {
                begun.append(change)
            } else if course.closed != nil, past?.course.closed != course.closed,
                past?.course.firstFailed != nil
            {
                ended.append(change)
            }
        }
        return (begun.sorted(by: Self.isWorse), ended.sorted(by: Self.isWorse))
    }

    /// By band, then by name.
    private static func isWorse(_ left: Change, _ right: Change) -> Bool {
        let (one, other) = (left.band?.rank ?? -1, right.band?.rank ?? -1)
        if one != other { return one > other }
        return (left.key.check, left.key.subject) < (right.key.check, right.key.subject)
    }

    var subject: String {
        let mark = marking.map { "[\($0)] " } ?? ""
        return "\(mark)Posture of \(ministry), \(name): \(Self.short(posture.ministry))"
    }

    /// - Parameters:
    ///   - folder: where the whole report lies.
    ///   - isAttached: whether page one goes along.
    func text(folder: URL, isAttached: Bool) -> String {
        var lines: [String] = []
        if let marking { lines += [marking, ""] }
        lines += ["Posture of \(ministry), report \(name)", ""]
        lines += standing + [""] + table + [""] + changes + [""]
        lines += [
            "The whole report: \(folder.path)",
            isAttached
                ? "Page one is attached." : "Page one is not attached: it is missing or larger than 5 MB.",
            "",
        ]
        return VisibleText.escape((lines + proof).joined(separator: "\n"), keepingLineFeeds: true) + "\n"
    }

    private var standing: [String] {
        var lines = ["Residual risk: \(Self.long(posture.ministry))"]
        if let earlier { lines.append("Before (\(earlier.name)): \(Self.long(earlier.posture.ministry))") }
        let coverage = posture.ministry.coverage
        lines.append("Established: \(coverage.established) of \(coverage.applicable) answers")
        return lines
    }

    private var table: [String] {
        let titles = posture.categories.map { categories[$0.id] ?? $0.id }
        let width = titles.map(\.count).max() ?? 0
        return zip(titles, posture.categories).map { title, category in
            let gap = String(repeating: " ", count: width - title.count)
            return "  \(title)\(gap)  \(Self.short(category.assessment))"
        }
    }

    private var changes: [String] {
        guard let earlier else { return ["There is no earlier report of its kind to compare it with."] }
        return Self.list("Failures that began since \(earlier.name)", begun)
            + Self.list("Failures confirmed as mended since \(earlier.name)", ended)
    }

    private static func list(_ title: String, _ changes: [Change]) -> [String] {
        let named = changes.prefix(mostNamed).map { change in
            let band = change.band.map { "\($0): " } ?? ""
            return "  - \(band)\(change.title) (\(change.key.check), \(change.key.subject))"
        }
        let rest = changes.count - named.count
        return ["\(title): \(changes.count)"] + named + (rest > 0 ? ["  - and \(rest) more"] : [])
    }

    private var proof: [String] {
        var lines = ["Keep this mail: it tells the report from one that is altered later."]
        if let manifest { lines.append("SHA-256 of \(ProofFiles.manifest): \(manifest)") }
        if let head { lines.append("SHA-256 of the head of cycle \(cycle): \(head)") }
        if let seal { lines.append("Fingerprint of the signing key: \(seal.key)") }
        return lines.count > 1 ? lines : ["Cycle \(cycle) is not signed yet."]
    }

    private static func short(_ assessment: Assessment) -> String {
        let residual = assessment.residual
        guard !assessment.evidenceIsInsufficient else {
            return "insufficient evidence (\(residual.lowBand) to \(residual.highBand))"
        }
        let isPoint = residual.lowBand == residual.highBand
        return "\(residual.band)" + (isPoint ? "" : " (\(residual.lowBand) to \(residual.highBand))")
    }

    /// With the numbers of the scale 0…100.
    private static func long(_ assessment: Assessment) -> String {
        let residual = assessment.residual
        let numbers = [residual.point, residual.low, residual.high].map { String(Int($0.rounded())) }
        return
            "\(short(assessment)); \(numbers[0]) on the scale to 100, interval \(numbers[1]) to \(numbers[2])"
    }
}
