// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import Observations
import Pipeline
import Store
import StoreSQLite
import Testing

/// What is taken in of bundles, and why others are not.
final class BundleImportTests {
    private static let now = Date(timeIntervalSince1970: 1_795_780_800)

    private let folder: URL
    private let store: SQLiteStore
    private let key: PrivateKey
    private let other: PrivateKey

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "bundles-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try SQLiteStore(path: folder.appending(path: "store.db").path)
        (key, other) = (try PrivateKey.generate(.ed25519), try PrivateKey.generate(.ed25519))
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func endpoint(_ id: String, host: String? = nil) -> Endpoint {
        Endpoint(
            id: id,
            host: host ?? "\(id).mfa.example",
            port: 443,
            service: .https,
            role: .publicWebsite,
            mission: nil,
            criticality: Role.publicWebsite.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
    }

    private func estate(until end: CalendarDay? = nil) throws -> Estate {
        let keys = try [key, other].map { Data(try $0.publicKey()).base64EncodedString() }
        return Estate(
            ministry: Ministry(name: "M"),
            endpoints: [Self.endpoint("www"), Self.endpoint("mail")],
            vantages: [
                ListedVantage(id: "paris", mission: "paris", publicKey: keys[0], validUntil: end),
                ListedVantage(id: "rome", mission: "rome", publicKey: keys[1]),
            ]
        )
    }

    private static func bundle(
        _ vantage: String = "paris",
        ended: TimeInterval = -60,
        of ids: [String] = ["www"]
    )
        -> ObservationBundle
    {
        let end = now.addingTimeInterval(ended)
        return ObservationBundle(
            tool: .init(version: "0.1.0"),
            vantage: vantage,
            started: end.addingTimeInterval(-30),
            finished: end,
            means: VantageMeans(),
            subjects: ids.map { EndpointGlimpse(of: endpoint($0), seen: end, names: .init(.failed, [])) }
        )
    }

    private func take(_ bytes: Data, by key: PrivateKey? = nil, until end: CalendarDay? = nil) async throws
        -> BundleImport.Receipt
    {
        let signature = Data(try (key ?? self.key).signWhole(Array(bytes)))
        let taker = BundleImport(store: store, estate: try estate(until: end))
        return try await taker.take(bytes, signature: signature, at: Self.now)
    }

    private func refusal(_ bytes: Data, by key: PrivateKey? = nil, until end: CalendarDay? = nil) async
        -> BundleRefusal?
    {
        await #expect(throws: BundleRefusal.self) { _ = try await self.take(bytes, by: key, until: end) }
    }

    @Test func aSignedBundleIsKeptAsItIs() async throws {
        let bytes = try Self.bundle(of: ["www", "old"]).bytes
        let receipt = try await take(bytes)
        #expect(receipt.vantage == "paris" && receipt.endpoints == ["www"] && receipt.ignored == ["old"])
        let kept = try await store.bundles(since: .distantPast)
        #expect(kept.map(\.bytes) == [bytes] && kept.map(\.signature.count) == [64])
    }

    @Test func nobodyElseIsHeard() async throws {
        let bytes = try Self.bundle().bytes
        #expect(await refusal(bytes, by: try PrivateKey.generate(.ed25519)) == .wrongSignature("paris"))
        #expect(await refusal(bytes, by: other) == .otherVantage(claimed: "paris", signer: "rome"))
        let stranger = try Self.bundle("oslo").bytes
        #expect(await refusal(stranger, by: try PrivateKey.generate(.ed25519)) == .unknownVantage("oslo"))
        let nonsense = await refusal(Data("{}".utf8), by: try PrivateKey.generate(.ed25519))
        #expect(nonsense?.description.contains("no key of a [Vantage …] signed it") == true)
        #expect(try await store.bundles(since: .distantPast).isEmpty)
    }

    @Test func theTimeMustBeRight() async throws {
        let future = Self.bundle(ended: 301)
        #expect(await refusal(try future.bytes) == .future(future.finished))
        _ = try await take(try Self.bundle(ended: 300).bytes)
        let yesterday = CalendarDay(Self.now).adding(days: -1)
        #expect(await refusal(try Self.bundle().bytes, until: yesterday) == .keyEnded("paris", yesterday))
    }

    @Test func nothingIsTakenTwiceNorAnOlderOneAfterIt() async throws {
        let bytes = try Self.bundle().bytes
        _ = try await take(bytes)
        for again in [bytes, try Self.bundle(of: ["mail"]).bytes, try Self.bundle(ended: -61).bytes] {
            guard case .replayed? = await refusal(again) else {
                Issue.record("it was taken")
                continue
            }
        }
        _ = try await take(try Self.bundle("rome", ended: -100).bytes, by: other)
    }

    @Test func whatIsSignedMustStillBeABundleOfThisInventory() async throws {
        #expect(await refusal(try Self.bundle(of: ["old"]).bytes) == .foreign)
        let text = String(decoding: try Self.bundle().bytes, as: UTF8.self)
        let newer = Data(text.replacing("observation/1", with: "observation/7").utf8)
        #expect(await refusal(newer) == .fault(.newerSchema("chancery.observation/7")))
        guard case .fault(.malformed)? = await refusal(Data((text + " ").utf8)) else {
            Issue.record("another form was taken")
            return
        }
    }

    // MARK: What a cycle makes of them

    private static let posture: Posture = {
        let nothing = Assessment(
            inherent: .none,
            residual: .none,
            coverage: Coverage(established: 0, applicable: 0),
            evidenceIsInsufficient: true,
            drivers: []
        )
        return Posture(
            asOf: now,
            model: ModelStamp(
                name: "Sample",
                version: "1",
                sha256: String(repeating: "ab", count: 32),
                likelihoodRule: "nist"
            ),
            ministry: nothing,
            categories: [],
            missions: [:],
            endpoints: [:],
            items: [],
            attestations: [],
            acceptances: []
        )
    }()

    private func sights(_ age: Duration = .seconds(86_400)) async throws -> VantageSights {
        try await VantageSights.load(from: store, try estate(), age: age, at: Self.now)
    }

    private func look(_ sights: VantageSights, _ id: String) throws -> [VantageLook] {
        let visit = Visit(
            subject: .endpoint(id),
            vantage: "home",
            started: Self.now,
            finished: Self.now,
            cost: Cost(),
            transcriptSHA256: nil,
            answers: []
        )
        return try sights.complete(visit).answers.compactMap { answer in
            if case .fact(let record) = answer { try record.decode(VantageLook.self) } else { nil }
        }
    }

    @Test func theNewestLookAtEachEndpointCounts() async throws {
        _ = try await take(try Self.bundle(ended: -7200, of: ["mail", "www"]).bytes)
        _ = try await take(try Self.bundle(ended: -3600, of: ["www"]).bytes)
        let sights = try await sights()
        #expect(try look(sights, "www").map(\.glimpse.seen) == [Self.now.addingTimeInterval(-3600)])
        #expect(try look(sights, "mail").map(\.glimpse.seen) == [Self.now.addingTimeInterval(-7200)])
        #expect(sights.answers.count == 2)
        guard case .fact? = sights.answers.first, case .unestablished(_, let gap)? = sights.answers.last
        else {
            Issue.record("\(sights.answers)")
            return
        }
        #expect(gap.reason == "no bundle of the vantage rome was imported")
    }

    @Test func anOldBundleSaysNothingButThatItIsOld() async throws {
        _ = try await take(try Self.bundle(ended: -7200).bytes)
        let sights = try await sights(.seconds(3600))
        #expect(try look(sights, "www").isEmpty)
        guard case .unestablished(_, let gap)? = sights.answers.first else {
            Issue.record("\(sights.answers)")
            return
        }
        #expect(gap.reason.contains("older than VantageMaxAge=") && !gap.isDeliberate)
    }

    @Test func homeIsLookedUpInTheCycleThatWasNearest() async throws {
        let address = try #require(IPAddress("192.0.2.1"))
        for (hours, isReached) in [(-9.0, true), (-5.0, false)] {
            let start = Self.now.addingTimeInterval(hours * 3600)
            let cycle = try await store.open(
                CyclePlan(started: start, estate: try estate(), vantage: "home", toolVersion: "1")
            )
            let gap = Unestablished(phase: .connect, reason: "refused", attempts: 1)
            let answer: Answer =
                isReached
                ? .fact(FactRecord(Reachability(suitesPerHello: 0)))
                : .unestablished(Question(Reachability.self), gap)
            let visit = Visit(
                subject: .address(address, of: "www"),
                vantage: "home",
                started: start,
                finished: start,
                cost: Cost(),
                transcriptSHA256: nil,
                answers: [answer]
            )
            try await store.record(visit, in: cycle)
            try await store.close(cycle, at: start.addingTimeInterval(60), posture: Self.posture)
        }
        _ = try await take(try Self.bundle("rome", ended: -60).bytes, by: other)
        _ = try await take(try Self.bundle(ended: -8 * 3600).bytes)
        let looks = try look(try await sights(), "www")
        #expect(looks.map(\.vantage) == ["paris", "rome"])
        #expect(looks.first?.home?.reached == [address])
        // The present is nearer to this one than the cycle of five hours ago.
        #expect(looks.last?.home == nil)
    }
}
