// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Model
import Risk

/// Many endpoints with many findings each, weighed by a model; a seventh of them fails, a ninth is unknown.
struct LargeEstate {
    private static let now = Date(timeIntervalSince1970: 1_795_780_800)

    let endpoints: Int
    let findings: Int

    func judge(by model: RiskModel) {
        let estate = Estate(
            ministry: Ministry(name: "Large"),
            missions: (0..<200).map {
                Mission(id: "m\($0)", name: "Mission \($0)", region: nil, languages: [], owner: nil)
            },
            endpoints: (0..<endpoints).map(endpoint)
        )
        let tracked = tracked(by: model)
        let posture = Yardstick.time { model.posture(findings: tracked, estate: estate, at: Self.now) }
        guard posture.endpoints.count == endpoints, !posture.items.isEmpty else {
            Yardstick.say("the posture is empty")
            exit(1)
        }
        print("\(tracked.count) findings, \(posture.items.count) items, \(posture.ministry.residual.point)")
    }

    private func endpoint(_ number: Int) -> Endpoint {
        let role = Role.allCases[number % Role.allCases.count]
        return Endpoint(
            id: "host\(number).bench.example",
            host: "host\(number).bench.example",
            port: 443,
            service: .https,
            role: role,
            mission: "m\(number % 200)",
            criticality: role.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
    }

    /// Sorted by key, as a cycle hands them on.
    private func tracked(by model: RiskModel) -> [TrackedFinding] {
        let checks = Catalog.identities.values.filter {
            ($0.scope == .address || $0.scope == .endpoint) && model.checks[$0.id] != nil
                && !$0.levels.isEmpty
        }
        .sorted { $0.id < $1.id }.prefix(findings)
        let subjects = (0..<endpoints).map { Subject.endpoint("host\($0).bench.example") }.sorted()
        // Without growing: the peak that is measured is to be that of judging.
        var tracked: [TrackedFinding] = []
        tracked.reserveCapacity(checks.count * endpoints)
        for (position, check) in checks.enumerated() {
            for (number, subject) in subjects.enumerated() {
                let place = number &* 31 &+ position &* 17
                let verdict = Self.verdict(place, check)
                let failed = verdict.state == .fail
                let finding = TrackedFinding(
                    number: Int64(position * endpoints + number),
                    finding: Finding(check: check.id, subject: subject, verdict: verdict),
                    since: Self.now,
                    firstFailed: failed ? Self.now.addingTimeInterval(-Double(place % 300) * 86_400) : nil,
                    lastSeen: Self.now,
                    reopened: 0
                )
                tracked.append(finding)
            }
        }
        return tracked
    }

    private static func verdict(_ place: Int, _ check: CheckIdentity) -> Verdict {
        if place % 7 == 0 {
            let level = check.levels[place / 7 % check.levels.count]
            return .fail(level: level, seen: "seen on \(place)", expected: "something else")
        }
        guard place % 9 == 0 else { return .pass }
        return .unknown(because: Unestablished(phase: .connect, reason: "timed out", attempts: 3))
    }
}
