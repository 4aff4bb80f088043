// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

/// Fails where a mission is shown another endpoint than home: other keys, another site, addresses of a local network.
package struct VantageDiffers: VantageCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.vantage-differs",
        title: "A mission is shown another endpoint",
        measures:
            "By signed bundles of the missions' vantages ([Vantage …]), against what was seen at home within Hours= of them: whether certificates have keys that home never saw, trusted or not; whether the name resolves to addresses of local networks alone; whether the page is at another host, or is there at home alone. Other public addresses are usual and no fault.",
        scope: .endpoint,
        levels: ["page", "key", "names", "untrusted"],
        references: ["RFC 3552 §3.3.5", "RFC 6797 §8.4", "NIST SP 800-53r5 SC-8, SC-20, SI-4"],
        remedy:
            "Find out who answers there: a filter or interceptor on the way, a resolver that lies, or a copy of your own that was forgotten; name all keys of your own in KnownKey=.",
        settings: ["Hours"]
    )

    static let expected = "the endpoint that home is shown"

    private let hours: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        hours = try settings.integer("Hours", in: 1...720)
    }

    func outcome(of sight: VantageView.Sight, in view: VantageView) throws(Unestablished) -> VantageOutcome {
        let home = try view.home(beside: sight.look, withinHours: hours)
        if let other = try keys(sight, view) { return other }
        if let other = try names(sight, home) { return other }
        guard sight.look.glimpse.isReached else {
            throw Unestablished(phase: .connect, reason: "it was not reached", attempts: 1)
        }
        return try page(sight, home)
    }

    /// Nil where all keys are known.
    private func keys(_ sight: VantageView.Sight, _ view: VantageView) throws(Unestablished)
        -> VantageOutcome?
    {
        let served = sight.look.glimpse.handshakes.filter { $0.key != nil }
        guard !served.isEmpty else { return nil }
        let known = view.keys(beside: sight.look)
        guard !known.isEmpty else { throw Self.gap("no key was seen at home") }
        let strangers = served.filter { !known.contains($0.key ?? "") }
        let distrusted = strangers.filter { $0.trust != nil && $0.trust != .trusted }
        guard let one = distrusted.first ?? strangers.first else { return nil }
        let key = "key \(one.key?.prefix(16) ?? "")… of \(one.issuer ?? "an unnamed issuer")"
        let trust = distrusted.isEmpty ? "" : ", whom nobody trusts there"
        return .fail(
            level: distrusted.isEmpty ? "key" : "untrusted",
            seen: "\(key)\(trust), at \(one.address) from \(sight.vantage.id)"
        )
    }

    /// Nil where the name leads out into the internet, as it does at home.
    private func names(_ sight: VantageView.Sight, _ home: HomeGlimpse) throws(Unestablished)
        -> VantageOutcome?
    {
        let found = sight.look.glimpse.names
        guard found.outcome == .found, home.addresses.contains(where: \.isGlobal),
            !found.addresses.contains(where: \.isGlobal)
        else { return nil }
        if Set(sight.mission.means.invented ?? []).isSuperset(of: found.addresses) {
            throw Self.gap("its resolver gives the same addresses for names that do not exist")
        }
        let list = found.addresses.map(\.description).listed(atMost: 4)
        return .fail(level: "names", seen: "the name resolves to \(list) alone, from \(sight.vantage.id)")
    }

    private func page(_ sight: VantageView.Sight, _ home: HomeGlimpse) throws(Unestablished) -> VantageOutcome
    {
        guard sight.look.glimpse.service == .https, let status = home.status, let host = home.host else {
            return .pass
        }
        guard let page = sight.look.glimpse.page else {
            throw Self.gap("its page was not seen: \(sight.look.glimpse.gap?.reason ?? "no reason given")")
        }
        if let challenge = page.challenge {
            throw Self.gap("the page asks for proof that its visitor is no robot (\(challenge))")
        }
        // What is refused there is another check's.
        guard page.status != 403, page.status != 451 else { return .pass }
        if page.host.lowercased() != host {
            return .fail(
                level: "page",
                seen: "the page is at \(page.host) from \(sight.vantage.id), at \(host) at home"
            )
        }
        guard status / 100 == 2 || status / 100 == 3, page.status >= 400 else { return .pass }
        return .fail(
            level: "page",
            seen: "HTTP \(page.status) from \(sight.vantage.id), HTTP \(status) at home"
        )
    }

    private static func gap(_ reason: String) -> Unestablished {
        Unestablished(phase: .vantage, reason: reason)
    }
}
