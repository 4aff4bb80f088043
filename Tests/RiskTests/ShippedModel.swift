// SPDX-License-Identifier: Apache-2.0
import Checks
import Foundation
import Model
import Risk

/// The model file as it is installed, read against the checks of this version.
enum ShippedModel {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let path = root.appendingPathComponent("Config/risk-model.conf")

    static func bytes() throws -> [UInt8] { Array(try Data(contentsOf: path)) }

    static func model() throws -> RiskModel {
        try RiskModelFile(bytes(), file: "risk-model.conf", sha256: "00", knownChecks: declarations).model
    }

    static let declarations: [CheckDeclaration] = Catalog.all.map { check in
        CheckDeclaration(
            id: check.identity.id,
            levels: check.identity.levels,
            settings: check.identity.settings,
            scope: check.identity.scope,
            followsFromDecisions: check.identity.basis == .decisions
        )
    }
}
