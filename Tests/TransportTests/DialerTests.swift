// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import NIOCore
import NIOPosix
import Testing
import Transport

@Suite(.serialized) struct DialerTests {
    static let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)

    static let quick = DialogueLimits(
        connectTimeout: .milliseconds(500),
        replyTimeout: .milliseconds(200),
        deadline: .seconds(2),
        maximumBytes: 100_000
    )

    let budget = AddressBudget(limits: BudgetLimits(connectionsPerAddress: 0, connectionsPerSecond: 0))

    var dialer: Dialer { Dialer(group: Self.group, budget: budget) }

    func meet(
        _ behaviour: LoopbackServer.Behaviour,
        _ machine: Gatherer = Gatherer(),
        limits: DialogueLimits = quick
    ) async throws -> Dialogue<Gatherer.Outcome> {
        let server = try await LoopbackServer(behaviour, on: Self.group)
        let dialogue = try await dialer.run(machine, to: server.target, limits: limits)
        try await server.close()
        return dialogue
    }

    @Test func echoIsGatheredAndCounted() async throws {
        let dialogue = try await meet(.echo, Gatherer(wanted: 5))
        #expect(dialogue.outcome == .init(bytes: Array("hello".utf8), end: nil))
        #expect(dialogue.cost.connections == 1)
        #expect(dialogue.cost.bytesSent == 5 && dialogue.cost.bytesReceived == 5)
        #expect(dialogue.cost.duration > .zero)
    }

    @Test func manyRoundsGoOverOneConnection() async throws {
        let server = try await LoopbackServer(.echo, on: Self.group)
        let dialogue = try await dialer.run(PingPong(rounds: 20), to: server.target, limits: Self.quick)
        #expect(dialogue.outcome == 20)
        #expect(dialogue.cost.bytesSent == 21 && dialogue.cost.connections == 1)
        try await server.close()
    }

    @Test func silenceEndsByTheReplyTimeout() async throws {
        let dialogue = try await meet(.mute)
        #expect(dialogue.outcome.end == .timedOut)
        #expect(dialogue.cost.duration >= .milliseconds(190))
    }

    @Test func slowDripEndsByTheDeadline() async throws {
        var limits = Self.quick
        limits.deadline = .milliseconds(600)
        let dialogue = try await meet(
            .drip(Array(repeating: 1, count: 1_000), every: .milliseconds(50)),
            limits: limits
        )
        #expect(dialogue.outcome.end == .timedOut)
        // The whole drip would take fifty seconds.
        #expect(!dialogue.outcome.bytes.isEmpty && dialogue.outcome.bytes.count < 500)
    }

    @Test(arguments: [LoopbackServer.Behaviour.closeAtOnce, .closeAfterRequest])
    func orderlyCloseIsToldFromReset(behaviour: LoopbackServer.Behaviour) async throws {
        let dialogue = try await meet(behaviour, Gatherer(hello: behaviour.isCloseAtOnce ? [] : [1]))
        #expect(dialogue.outcome.end == .closed)
    }

    @Test func resetIsToldFromClose() async throws {
        let dialogue = try await meet(.reset)
        #expect(dialogue.outcome.end == .reset)
    }

    @Test func whatThePeerSaidBeforeItsEndIsKept() async throws {
        let dialogue = try await meet(.say(Array("220 ready".utf8)), Gatherer(hello: []))
        #expect(dialogue.outcome == .init(bytes: Array("220 ready".utf8), end: .timedOut))
    }

    @Test func floodEndsByTheByteLimit() async throws {
        let dialogue = try await meet(.flood)
        #expect(dialogue.outcome.end == .byteLimit)
        #expect(dialogue.outcome.bytes.count == 100_000)
        #expect(dialogue.cost.bytesReceived == 100_000)
    }

    @Test func closedPortIsRefused() async throws {
        let server = try await LoopbackServer(.mute, on: Self.group)
        try await server.close()
        let failure = await #expect(throws: DialFailure.self) {
            try await dialer.run(Gatherer(), to: server.target, limits: Self.quick)
        }
        #expect(failure?.reason == .refused)
        #expect(failure?.isPeers == true)
        #expect(failure?.cost.connections == 1)
    }

    @Test func sourceAddressIsUsed() async throws {
        let server = try await LoopbackServer(.echo, on: Self.group)
        let source = try #require(IPAddress("127.0.0.2"))
        let bound = Dialer(group: Self.group, budget: budget, sources: [source])
        let dialogue = try await bound.run(Gatherer(wanted: 5), to: server.target, limits: Self.quick)
        #expect(dialogue.outcome.bytes.count == 5)
        let foreign = Dialer(
            group: Self.group,
            budget: budget,
            sources: [try #require(IPAddress("192.0.2.1"))]
        )
        let failure = await #expect(throws: DialFailure.self) {
            try await foreign.run(Gatherer(wanted: 5), to: server.target, limits: Self.quick)
        }
        #expect(failure?.reason == .noRoute)
        try await server.close()
    }

    @Test func cancellationClosesTheSocketAtOnce() async throws {
        let server = try await LoopbackServer(.mute, on: Self.group)
        var limits = Self.quick
        limits.replyTimeout = .seconds(30)
        limits.deadline = .seconds(30)
        let dialer = dialer
        let task = Task { [limits] in try await dialer.run(Gatherer(), to: server.target, limits: limits) }
        #expect(try await Self.settles(at: 1, connectionsWith: server.target.port))
        let began = ContinuousClock.now
        task.cancel()
        let failure = await #expect(throws: DialFailure.self) { try await task.value }
        #expect(failure?.reason == .cancelled)
        #expect(began.duration(to: .now) < .seconds(5))
        #expect(await budget.statistics.open == 0)
        try await server.close()
    }

    @Test func hundredsOfDialoguesLeaveNoDescriptorBehind() async throws {
        let server = try await LoopbackServer(.echo, on: Self.group)
        let dialer = dialer
        _ = try await dialer.run(Gatherer(wanted: 5), to: server.target, limits: Self.quick)
        try await withThrowingTaskGroup(of: Int.self) { tasks in
            for _ in 0..<300 {
                tasks.addTask {
                    let limits = DialogueLimits(replyTimeout: .seconds(10))
                    return try await dialer.run(Gatherer(wanted: 5), to: server.target, limits: limits)
                        .outcome.bytes.count
                }
            }
            for try await count in tasks { #expect(count == 5) }
        }
        #expect(try await Self.settles(at: 0, connectionsWith: server.target.port))
        #expect(await budget.statistics.connections == 301)
        try await server.close()
    }

    /// Whether so many are held within five seconds.
    private static func settles(at count: Int, connectionsWith port: UInt16) async throws -> Bool {
        for _ in 0..<50 {
            if try connections(with: port) == count { return true }
            try await Task.sleep(for: .milliseconds(100))
        }
        return false
    }

    /// Sockets that somebody holds open to a port of 127.0.0.1, which have an inode in proc_net_tcp(5).
    ///
    /// Other tests open and close descriptors meanwhile, so those of the process say nothing.
    private static func connections(with port: UInt16) throws -> Int {
        // A file without a size, which is read to its end by a handle alone.
        let file = try FileHandle(forReadingFrom: URL(filePath: "/proc/self/net/tcp"))
        let table = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
        let digits = String(port, radix: 16, uppercase: true)
        let end = ":" + String(repeating: "0", count: 4 - digits.count) + digits
        return table.split(separator: "\n").dropFirst().count { line in
            let words = line.split(separator: " ")
            return words.count > 9 && words[2].hasSuffix(end) && words[9] != "0"
        }
    }
}

extension LoopbackServer.Behaviour {
    var isCloseAtOnce: Bool {
        if case .closeAtOnce = self { true } else { false }
    }
}
