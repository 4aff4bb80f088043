// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Pipeline
import Store

/// What the daemon does, and what the store holds.
struct ServedStatus: Encodable {
    let version: String
    let started: Date
    let configurationLoaded: Date
    /// Of the last reload; 0 where it was taken over.
    let reloadErrors: Int
    let activity: String
    let nextCycle: Date?
    let newestCycle: Cycle?
    /// Before the newest closed cycle; nil where none was made.
    let selfCheck: ServedSelfCheck?
    let statistics: StoreStatistics
}

/// What came of a self-check.
struct ServedSelfCheck: Encodable {
    let cycle: Cycle.ID
    let state: SelfCheck.State
    let differences: [SelfCheck.Difference]
    let reason: String?
    let planted: Int

    init(_ check: SelfCheck, before cycle: Cycle.ID) {
        self.cycle = cycle
        state = check.state
        differences = check.differences
        reason = check.reason
        planted = check.planted
    }
}

/// One listed endpoint with its risk.
struct ServedEndpoint: Encodable {
    let id: String
    let host: String
    let port: UInt16
    let service: String
    let role: String
    let mission: String?
    /// Nil where the cycle came to none.
    let figure: FigureDocument?

    init(_ endpoint: Endpoint, in posture: Posture) {
        id = endpoint.id
        host = endpoint.host
        port = endpoint.port
        service = endpoint.service.rawValue
        role = endpoint.role.rawValue
        mission = endpoint.mission
        figure = posture.endpoints[endpoint.id].map { FigureDocument($0) }
    }
}

/// The course of one finding, oldest change first.
struct ServedCourse: Encodable {
    let number: Int64
    let check: String
    let subject: String
    let changes: [ServedChange]
}

struct ServedChange: Encodable {
    let cycle: Cycle.ID
    let at: Date
    let verdict: String
    let level: String?
    let evidence: String
}

/// The figures with which a cycle was closed.
struct ServedMoment: Encodable {
    struct Category: Encodable {
        let id: String
        let figure: FigureDocument
    }

    let cycle: Cycle.ID
    let started: Date
    let asOf: Date
    let model: ModelStamp
    let ministry: FigureDocument
    let categories: [Category]

    init(_ cycle: Cycle, _ posture: Posture) {
        self.cycle = cycle.id
        started = cycle.started
        asOf = posture.asOf
        model = posture.model
        ministry = FigureDocument(posture.ministry)
        categories = posture.categories.map { Category(id: $0.id, figure: FigureDocument($0.assessment)) }
    }
}
