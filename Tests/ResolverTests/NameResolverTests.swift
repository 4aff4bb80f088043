// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

@testable import Resolver

@Suite(.serialized) struct NameResolverTests {
    let responder: DNSResponder

    init() async throws { responder = try await DNSResponder() }

    func resolver(_ change: (inout ResolverSettings) -> Void = { _ in }) throws -> NameResolver {
        var settings = ResolverSettings()
        let loopback = try #require(IPAddress("127.0.0.1"))
        settings.forwarders = [.init(address: loopback, port: responder.port)]
        settings.deadline = .seconds(3)
        change(&settings)
        return try NameResolver(settings)
    }

    @Test func literalAddressesNeedNoQuestion() async throws {
        let resolver = try resolver()
        for (text, family) in [
            ("192.0.2.1", IPAddress.Family.v4), ("2001:db8::1", .v6), ("[2001:db8::1]", .v6),
        ] {
            let resolution = await resolver.addresses(of: text)
            #expect(resolution.addresses.map(\.family) == [family])
            #expect(resolution.ipv4 == (family == .v4 ? .found : .noData))
        }
        #expect(responder.questions == 0)
    }

    @Test func bothFamiliesAreFoundAndSorted() async throws {
        let resolution = await (try resolver()).addresses(of: "two.lab.example")
        #expect(
            resolution.addresses
                == ["192.0.2.1", "192.0.2.9", "2001:db8::1", "2001:db8::2"].compactMap { IPAddress($0) }
        )
        #expect(resolution.ipv4 == .found && resolution.ipv6 == .found)
        #expect(resolution.validation == .notValidated)
    }

    @Test func questionsComeFromTheConfiguredAddress() async throws {
        let source = try #require(IPAddress("127.0.0.2"))
        let resolution = await (try resolver { $0.sources = [source] }).addresses(of: "two.lab.example")
        #expect(resolution.ipv4 == .found)
        #expect(responder.askers == ["127.0.0.2"])
    }

    /// An address of one family leaves the other as it is.
    @Test func anAddressOfTheOtherFamilyIsInNobodysWay() async throws {
        let source = try #require(IPAddress("::1"))
        let resolution = await (try resolver { $0.sources = [source] }).addresses(of: "two.lab.example")
        #expect(resolution.ipv4 == .found)
        #expect(responder.askers == ["127.0.0.1"])
    }

    @Test func familyWithoutRecordsIsNoData() async throws {
        let resolution = await (try resolver()).addresses(of: "four.lab.example")
        #expect(resolution.ipv4 == .found && resolution.ipv6 == .noData)
        #expect(resolution.addresses.count == 1)
    }

    @Test func unknownNamesAndFailuresAreToldApart() async throws {
        let resolver = try resolver()
        #expect(await resolver.addresses(of: "missing.lab.example").ipv4 == .noSuchName)
        #expect(await resolver.addresses(of: "broken.lab.example").ipv4 == .failed("SERVFAIL"))
    }

    @Test func silenceEndsAtTheDeadline() async throws {
        let resolver = try resolver { $0.deadline = .milliseconds(300) }
        let began = ContinuousClock.now
        let resolution = await resolver.addresses(of: "mute.lab.example")
        #expect(resolution.ipv4 == .timedOut && resolution.ipv6 == .timedOut && resolution.addresses.isEmpty)
        #expect(began.duration(to: .now) < .seconds(5))
        #expect(await resolver.addresses(of: "four.lab.example").ipv4 == .found)
    }

    @Test func aliasesInACircleEndWithoutAnAnswer() async throws {
        let resolver = try resolver()
        let began = ContinuousClock.now
        let answer = await resolver.records(of: "turn.lab.example", type: 1)
        #expect(![.found, .noData, .noSuchName].contains(answer.outcome), "\(answer.outcome)")
        #expect(answer.records.isEmpty)
        #expect(began.duration(to: .now) < .seconds(10))
        #expect(await resolver.addresses(of: "four.lab.example").ipv4 == .found)
    }

    @Test func cancellationEndsTheQuestionAtOnce() async throws {
        let resolver = try resolver { $0.deadline = .seconds(30) }
        let began = ContinuousClock.now
        let task = Task { await resolver.addresses(of: "mute.lab.example") }
        try await Task.sleep(for: .milliseconds(100))
        task.cancel()
        #expect(await task.value.ipv4 == .cancelled)
        #expect(began.duration(to: .now) < .seconds(5))
        #expect(await resolver.addresses(of: "four.lab.example").ipv4 == .found)
    }

    @Test func hostsFileAnswersFirst() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try Data("192.0.2.77 four.lab.example\n2001:db8::77 four.lab.example\n".utf8).write(to: file)
        let resolver = try resolver { $0.hostsFile = file.path }
        try FileManager.default.removeItem(at: file)
        let resolution = await resolver.addresses(of: "four.lab.example")
        #expect(
            resolution.addresses == [IPAddress("192.0.2.77"), IPAddress("2001:db8::77")].compactMap(\.self)
        )
        #expect(responder.questions == 0)
        #expect(await resolver.addresses(of: "two.lab.example").addresses.count == 4)
    }

    @Test func recordsOfAnyTypeComeAsTheirBytes() async throws {
        let answer = await (try resolver()).records(of: "text.lab.example", type: 16)
        #expect(answer.outcome == .found)
        #expect(answer.records == [[5] + Array("hello".utf8)])
        #expect(answer.timeToLive == 60)
    }

    @Test func hundredQuestionsAtOnceAreAllAnswered() async throws {
        let resolver = try resolver { $0.deadline = .seconds(20) }
        await withTaskGroup(of: LookupOutcome.self) { group in
            for number in 0..<100 {
                group.addTask { await resolver.addresses(of: "n\(number).many.lab.example").ipv4 }
            }
            for await outcome in group { #expect(outcome == .found) }
        }
    }

    @Test func unusableNamesNeverTrap() async throws {
        let resolver = try resolver()
        for name in ["", ".", "a..b", String(repeating: "a", count: 64) + ".example", "\u{0}", "é.example"] {
            let resolution = await resolver.addresses(of: name)
            #expect(resolution.addresses.isEmpty, "\(name)")
        }
    }

    @Test func badSettingsAreRefusedWithTheirPlace() throws {
        var settings = ResolverSettings()
        settings.hostsFile = "/nonexistent/hosts"
        let error = #expect(throws: ResolverError.self) { try NameResolver(settings) }
        #expect(error?.setting == "/nonexistent/hosts")
        #expect(error?.reason.isEmpty == false)
    }

    @Test func resolversComeAndGoWithoutLeavingThreadsOrFiles() async throws {
        _ = await (try resolver()).addresses(of: "four.lab.example")
        // Other tests open files meanwhile, and close them again; a leak is one a resolver at least, and stays.
        let bound = try openFiles() + 19
        for _ in 0..<20 { _ = await (try resolver()).addresses(of: "four.lab.example") }
        var isBack = false
        for _ in 0..<200 where !isBack {
            isBack = try openFiles() <= bound
            if !isBack { try await Task.sleep(for: .milliseconds(100)) }
        }
        #expect(isBack)
    }

    private func openFiles() throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
    }
}
