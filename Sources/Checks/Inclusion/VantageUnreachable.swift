// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model

/// Fails where an endpoint that home reaches cannot be reached, or is refused, from a mission.
package struct VantageUnreachable: VantageCheck {
    package static let identity = CheckIdentity(
        id: "inclusion.vantage-unreachable",
        title: "The endpoint cannot be reached from a mission",
        measures:
            "By signed bundles of the missions' vantages ([Vantage …]), against what was seen at home within Hours= of them: whether an address shakes hands there, and whether the page answers with 403 or 451 there alone. A page that asks for proof of no robot, a vantage without a way, and one behind interception leave it unknown.",
        scope: .endpoint,
        levels: ["partly", "blocked", "unreachable"],
        references: ["RFC 7725 §3", "RFC 9110 §15.5.4", "NIST SP 800-53r5 CP-8, SC-5"],
        remedy:
            "Ask who is in the way: rules of your own by country or network, the provider's, or the host country's; where it is the last, name another way in and publish it.",
        settings: ["Hours"]
    )

    static let expected = "the endpoint as home reaches it"

    private let hours: Int

    package init(_ settings: CheckSettings) throws(SettingError) {
        hours = try settings.integer("Hours", in: 1...720)
    }

    func outcome(of sight: VantageView.Sight, in view: VantageView) throws(Unestablished) -> VantageOutcome {
        let home = try view.home(beside: sight.look, withinHours: hours)
        let glimpse = sight.look.glimpse
        guard glimpse.isReached else { return try unreached(sight) }
        if let refusal = try refusal(sight, home) { return refusal }
        let lost = telling(sight).filter { home.reached.contains($0.address) }
        guard !lost.isEmpty else {
            try unread(glimpse, home)
            return .pass
        }
        return .fail(
            level: "partly",
            seen: "\(lost.map(Self.words).listed(atMost: 4)), from \(sight.vantage.id)"
        )
    }

    /// What failed there and is not known to be the vantage's own fault.
    private func telling(_ sight: VantageView.Sight) -> [EndpointGlimpse.Handshake] {
        sight.look.glimpse.handshakes.filter { handshake in
            guard let gap = handshake.gap, gap.phase == .connect || gap.phase == .handshake else {
                return false
            }
            return sight.mission.means.silence(towards: handshake.address) == nil
        }
    }

    private func unreached(_ sight: VantageView.Sight) throws(Unestablished) -> VantageOutcome {
        let (names, means) = (sight.look.glimpse.names, sight.mission.means)
        guard sight.mission.reached > 0 else {
            throw Self.gap("it reached nothing at all, so it may have been offline")
        }
        switch names.outcome {
        case .failed:
            throw Self.gap("its resolver said nothing of the name (\(names.reason ?? "no reason given"))")
        case .absent:
            guard let invented = means.invented, invented.isEmpty else {
                throw Self.gap("its resolver is not known to be honest")
            }
            let reason = names.reason ?? "the name has no address"
            return .fail(level: "unreachable", seen: "\(reason), from \(sight.vantage.id)")
        case .found where Set(means.invented ?? []).isSuperset(of: names.addresses):
            throw Self.gap("its resolver gives the same addresses for names that do not exist")
        case .found, .given: break
        }
        let lost = telling(sight)
        guard !lost.isEmpty else {
            let failed = sight.look.glimpse.handshakes.first { $0.gap != nil }
            let own = failed.flatMap { means.silence(towards: $0.address) }
            throw Self.gap(own ?? failed?.gap?.reason ?? "no address was tried")
        }
        let words = lost.map(Self.words).listed(atMost: 4)
        return .fail(level: "unreachable", seen: "\(words), from \(sight.vantage.id)")
    }

    /// Nil where the page is not refused there, or at home as well.
    private func refusal(_ sight: VantageView.Sight, _ home: HomeGlimpse) throws(Unestablished)
        -> VantageOutcome?
    {
        guard let page = sight.look.glimpse.page else { return nil }
        if let challenge = page.challenge {
            throw Self.gap("the page asks for proof that its visitor is no robot (\(challenge))")
        }
        guard page.status == 403 || page.status == 451 else { return nil }
        guard let status = home.status else {
            throw Self.gap("HTTP \(page.status), and no page was seen at home")
        }
        guard ![401, 403, 451].contains(status) else { return nil }
        return .fail(
            level: "blocked",
            seen: "HTTP \(page.status) from \(sight.vantage.id), HTTP \(status) at home"
        )
    }

    /// Throws where home has a page and it was not seen there.
    private func unread(_ glimpse: EndpointGlimpse, _ home: HomeGlimpse) throws(Unestablished) {
        guard glimpse.page == nil, home.status != nil, let gap = glimpse.gap else { return }
        throw Self.gap("its page was not seen: \(gap.reason)")
    }

    private static func words(_ handshake: EndpointGlimpse.Handshake) -> String {
        "\(handshake.address): \(handshake.gap?.reason ?? "no answer")"
    }

    private static func gap(_ reason: String) -> Unestablished {
        Unestablished(phase: .vantage, reason: reason)
    }
}
