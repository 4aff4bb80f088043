// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Store
import StoreSQLite
import TestSupport
import Testing

/// What keeping costs; sizes, not times, so the bounds hold on every machine.
@Suite struct GrowthTests {
    private static let endpoints = 150
    private static let checks = 40

    /// One visit to the endpoint's name, which the resolver answers, and one to its address, with the facts of
    /// an ordinary TLS server.
    private static func measurements(of index: Int, at now: Date) -> [Visit] {
        let endpoint = "www\(index).embassy.mfa.example"
        var random = SeededGenerator(seed: UInt64(index) &+ UInt64(now.timeIntervalSince1970))
        return ["", "@2001:db8::\(String(index, radix: 16))"].map { suffix in
            let answers = (0..<(suffix.isEmpty ? 1 : 20)).map { number in
                let value = String(repeating: "\(index)/\(number) ", count: 12)
                return Answer.fact(FactRecord(SampleFact(aspect: "\(number)", value: value)))
            }
            let transcript = (0..<4).map { _ in
                let digits = String(random.next(), radix: 16)
                return String(repeating: "0", count: 16 - digits.count) + digits
            }
            return Visit(
                subject: Subject(scope: suffix.isEmpty ? .endpoint : .address, name: endpoint + suffix),
                vantage: "headquarters",
                started: now.addingTimeInterval(Double(index)),
                finished: now.addingTimeInterval(Double(index + 9)),
                cost: Cost(connections: 71, bytesSent: 31_415, bytesReceived: 271_828, milliseconds: 8_765),
                transcriptSHA256: suffix.isEmpty ? nil : transcript.joined(),
                answers: answers
            )
        }
    }

    /// Three of forty findings of an endpoint fail.
    private static func findings(of index: Int) -> [Finding] {
        let subject = Subject(
            scope: .address,
            name: "www\(index).embassy.mfa.example@2001:db8::\(String(index, radix: 16))"
        )
        return (0..<checks).map { check in
            Sample.finding("family.check-\(check)", subject, check % 14 == 0 ? Sample.failure() : .pass)
        }
    }

    /// One whole cycle in which the endpoints are as they always were, while the findings age.
    private static func runCycle(_ number: Int, in store: SQLiteStore) async throws {
        let now = Sample.hour(6 * number)
        let cycle = try await store.open(Sample.plan(at: now))
        for index in 0..<endpoints {
            for measurement in measurements(of: index, at: now) {
                try await store.record(measurement, in: cycle)
            }
        }
        let tracked = try await store.judge((0..<endpoints).flatMap(findings), in: cycle, at: now)
        let posture = Sample.posture(at: now, tracked, point: 46 + Double(number) / 7)
        try await store.close(cycle, at: now, posture: posture)
    }

    @Test func anUnchangedEndpointCostsLessThan1300BytesACycle() async throws {
        let directory = try TemporaryDirectory()
        let store = try SQLiteStore(path: directory.database)
        var sizes: [Int64] = []
        for number in 0..<4 {
            try await Self.runCycle(number, in: store)
            sizes.append(try await store.statistics().bytes)
        }
        let perEndpoint = zip(sizes.dropFirst(), sizes).map { Int($0 - $1) / Self.endpoints }
        #expect(perEndpoint.allSatisfy { $0 < 1300 }, "\(perEndpoint)")
        let statistics = try await store.statistics()
        #expect(statistics.transitions == Self.endpoints * Self.checks)
        #expect(statistics.facts == Self.endpoints * 20)
        #expect(statistics.measurements == 4 * 2 * Self.endpoints)
    }
}
