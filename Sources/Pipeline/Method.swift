// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Foundation
package import Model
package import Risk
package import Standards
internal import Store

/// How evidence is judged and weighed: the risk model with the checks that its thresholds set.
package struct Method: Sendable {
    package let model: RiskModel
    package let judge: Judge
    /// Policies and the rating.
    package let standards: Standards
    /// Who is simulated.
    package let clients: ClientCatalogue
    /// Who is to be reached, and over which links.
    package let audience: Audience
    /// The bytes that the model was read from; empty where it was not read from any.
    package let modelFile: [UInt8]

    package init(
        model: RiskModel,
        standards: Standards,
        clients: ClientCatalogue,
        audience: Audience = .equal,
        modelFile: [UInt8] = []
    ) throws(JudgeError) {
        self.modelFile = modelFile
        self.model = model
        self.standards = standards
        self.clients = clients
        self.audience = audience
        judge = try Judge(
            settings: model.thresholds.mapValues {
                CheckSettings($0, policies: standards.policies, clients: clients, audience: audience)
            }
        )
    }

    /// Weighs findings without a history: what a single scan shows.
    package func posture(of findings: [Finding], in estate: Estate, at now: Date) -> Posture {
        let tracked = findings.map { finding in
            TrackedFinding(
                number: 0,
                finding: finding,
                since: now,
                firstFailed: finding.verdict.state == .fail ? now : nil,
                lastSeen: now,
                reopened: 0
            )
        }
        return model.posture(findings: tracked, estate: estate, at: now)
    }
}

extension Method {
    /// The method whose model a posture names: this one, or else with the model that the store keeps; nil where neither has
    /// it.
    func named(_ stamp: ModelStamp, in store: any Store) async throws(StoreError) -> Method? {
        if model.stamp == stamp { return self }
        guard let file = try await store.model(sha256: stamp.sha256) else { return nil }
        // A model of another version of the program may not fit its checks.
        return try? Method.load(bytes: file, name: stamp.sha256)
    }
}
