// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Facts
import Model
import Resolver
import Testing
import Transport

@testable import Probes

struct DomainProbeTests {
    private static func name(_ text: String) throws -> DNSName { try #require(DNSName(text)) }

    /// A domain with its zone above it, and mail.
    private static func table() throws -> [String: DNSAnswer] {
        let address = RecordData.address(try #require(IPAddress("192.0.2.1")))
        return [
            "mfa.example SOA": DNSAnswer(
                .found,
                validation: .secure,
                records: [[0, 0] + [UInt8](repeating: 0, count: 20)]
            ),
            "mfa.example NS": try .found(.nameServer(try name("ns1.mfa.example"))),
            "example NS": try .found(.nameServer(try name("ns.example"))),
            "ns1.mfa.example A": try .found(address),
            "ns.example A": try .found(address),
            "mfa.example MX": try .found(
                .exchange(MailExchange(preference: 1, host: try name("mx.mfa.example")))
            ),
            "mx.mfa.example A": try .found(address),
            "mfa.example TXT": try .text("v=spf1 include:other.example -all"),
            "other.example TXT": try .text("v=spf1 include:mfa.example a:host.example ?all"),
        ]
    }

    private func visit(
        _ resolver: ScriptedResolver,
        plain: ScriptedResolver = ScriptedResolver([:]),
        servers: ScriptedServers? = nil,
        files: ScriptedFiles? = nil,
        handles: [String] = [],
        deadline: Duration = .seconds(60)
    ) async -> Visit {
        let probe = DomainProbe(
            plain: plain,
            servers: servers,
            files: files,
            vantage: "test",
            deadline: deadline
        )
        let domain = ListedDomain(name: "mfa.example", mission: nil, selectors: ["s1"])
        return await probe.visit(domain, handles: handles, through: AnswerCache(resolver))
    }

    private func records(_ visit: Visit, _ aspect: String) -> DNSRecords? {
        Readout(answers: visit.answers).facts(DNSRecords.self).first { $0.aspect == aspect }
    }

    private func gap(_ visit: Visit, _ question: Question) -> String? {
        visit.answers.lazy.compactMap { answer -> String? in
            guard case .unestablished(question, let reason) = answer else { return nil }
            return reason.reason
        }.first
    }

    @Test func everyQuestionIsAskedOnceAndSPFLoopsEnd() async throws {
        let resolver = ScriptedResolver(try Self.table())
        let visit = await visit(resolver)
        #expect(Set(resolver.questions).count == resolver.questions.count)
        #expect(resolver.questions.count < 60)
        #expect(records(visit, "mfa.example MX")?.outcome == .found)
        #expect(records(visit, "other.example TXT")?.outcome == .found)
        #expect(records(visit, "host.example A")?.outcome == .noSuchName)
        #expect(records(visit, "s1._domainkey.mfa.example TXT")?.outcome == .noSuchName)
        #expect(Readout(answers: visit.answers).facts(ZoneCut.self).map(\.zone) == ["mfa.example"])
    }

    @Test func handlesInTheDomainAreLookedUp() async throws {
        var table = try Self.table()
        table["_atproto.mfa.example TXT"] = try .text("did=did:web:mfa.example")
        let visit = await visit(
            ScriptedResolver(table),
            handles: ["mfa.example", "paris.mfa.example", "othermfa.example", "elsewhere.example"]
        )
        #expect(records(visit, "_atproto.mfa.example TXT")?.outcome == .found)
        #expect(records(visit, "_atproto.paris.mfa.example TXT")?.outcome == .noSuchName)
        #expect(records(visit, "_atproto.othermfa.example TXT") == nil)
        #expect(records(visit, "_atproto.elsewhere.example TXT") == nil)
    }

    @Test func aSilentResolverIsAskedOnceAndNothingIsCalledAbsent() async throws {
        let resolver = ScriptedResolver([:], other: DNSAnswer(.timedOut))
        let visit = await visit(resolver)
        #expect(resolver.questions.count == 1)
        #expect(Readout(answers: visit.answers).facts(DNSRecords.self).isEmpty)
        #expect(gap(visit, Question(ZoneCut.self))?.contains("no answer in time") == true)
    }

    @Test(arguments: [
        DNSAnswer(.timedOut), DNSAnswer(.failed("SERVFAIL")), DNSAnswer(.cancelled),
        DNSAnswer(.bogus("signature expired"), validation: .bogus("signature expired")),
    ])
    func troubleWithOneQuestionIsUnknown(_ trouble: DNSAnswer) async throws {
        var table = try Self.table()
        for key in ["mfa.example MX", "mfa.example TXT", "_dmarc.mfa.example TXT", "mfa.example CAA"] {
            table[key] = trouble
        }
        let visit = await visit(ScriptedResolver(table))
        for (name, type) in [
            ("mfa.example", RecordType.mx), ("mfa.example", .txt), ("_dmarc.mfa.example", .txt),
        ] {
            let question = DNSRecords.question(try Self.name(name), type)
            #expect(gap(visit, question) != nil, "\(question)")
            #expect(records(visit, question.aspect) == nil)
        }
    }

    @Test func aBogusZoneShowsWhatItHasAndSaysSo() async throws {
        var table = try Self.table()
        let bogus = DNSAnswer(.bogus("no key"), validation: .bogus("no key"))
        for key in ["mfa.example SOA", "mfa.example NS", "mfa.example TXT"] { table[key] = bogus }
        let visit = await visit(ScriptedResolver(table), plain: ScriptedResolver(try Self.table()))
        let state = Readout(answers: visit.answers).facts(DNSSECState.self)
        #expect(state == [DNSSECState(name: "mfa.example", state: .bogus, reason: "no key")])
        #expect(records(visit, "mfa.example NS")?.security == .bogus)
        // What validation keeps from everybody is nobody's policy.
        #expect(records(visit, "mfa.example TXT") == nil)
    }

    @Test func sixtyKilobytesOfTextAreKeptWhole() async throws {
        var table = try Self.table()
        let text = "v=spf1 " + String(repeating: "ip4:192.0.2.1 ", count: 4_200) + "-all"
        table["mfa.example TXT"] = try .text(text)
        let visit = await visit(ScriptedResolver(table))
        let data = try #require(records(visit, "mfa.example TXT")?.data.first)
        guard case .text(let strings) = data else {
            Issue.record("\(data)")
            return
        }
        #expect(strings.flatMap(\.self) == Array(text.utf8))
    }

    @Test func malformedRecordsLeadNowhere() async throws {
        var table = try Self.table()
        let junk = DNSAnswer(.found, validation: .secure, records: [[], [0xC0], [0xFF, 0xFF, 0xFF]])
        for key in ["mfa.example MX", "mfa.example NS", "mfa.example TXT", "example NS"] { table[key] = junk }
        let visit = await visit(ScriptedResolver(table))
        #expect(records(visit, "mfa.example MX")?.records.count == 3)
        #expect(Readout(answers: visit.answers).facts(ZoneCut.self).allSatisfy { $0.zone != "" })
    }

    @Test func aDomainThatLeadsToEndlessHostsIsBounded() async throws {
        var table = try Self.table()
        let hosts = try (0..<500).map { try Self.name("mx\($0).mfa.example") }
        let data = try hosts.map { try RecordData.exchange(MailExchange(preference: 1, host: $0)).encoded() }
        table["mfa.example MX"] = DNSAnswer(.found, validation: .secure, records: data)
        let includes = (0..<500).map { "include:i\($0).example" }.joined(separator: " ")
        table["mfa.example TXT"] = try .text("v=spf1 \(includes) -all")
        let resolver = ScriptedResolver(table)
        _ = await visit(resolver)
        #expect(resolver.questions.count < 300)
    }

    @Test func theDeadlineOfADomainLeavesTheRestUnknown() async throws {
        let resolver = ScriptedResolver(try Self.table(), delay: .milliseconds(30))
        let servers = ScriptedServers()
        let clock = ContinuousClock()
        let started = clock.now
        let visit = await visit(resolver, servers: servers, deadline: .milliseconds(100))
        #expect(clock.now - started < .seconds(5))
        #expect(resolver.questions.count < 10)
        #expect(servers.count == 0)
        let question = DNSRecords.question(try Self.name("_dmarc.mfa.example"), .txt)
        #expect(gap(visit, question)?.contains(DomainQuestions.overtime) == true)
        #expect(records(visit, "_dmarc.mfa.example TXT") == nil)
    }

    @Test func aPolicyFileIsFetchedWhereOneIsAnnounced() async throws {
        var table = try Self.table()
        table["_mta-sts.mfa.example TXT"] = try .text("v=STSv1; id=1")
        let address = try #require(IPAddress("192.0.2.9"))
        let inside = try #require(IPAddress("127.0.0.1"))
        table["mta-sts.mfa.example A"] = try .found(.address(inside), .address(address))
        let files = ScriptedFiles()
        let visit = await visit(ScriptedResolver(table), files: files)
        // A zone out in the internet sends nobody to this machine.
        #expect(files.asked == ["mta-sts.mfa.example 192.0.2.9"])
        #expect(Readout(answers: visit.answers).facts(MTASTSPolicyFile.self).map(\.status) == [200])

        let none = ScriptedFiles()
        _ = await self.visit(ScriptedResolver(try Self.table()), files: none)
        #expect(none.asked.isEmpty)
    }

    @Test func serversThatAreSilentOrOddAreUnknown() async throws {
        for answer in [ServerAnswer.silence, .unreadable("junk"), .noStream("timed out")] {
            let visit = await visit(ScriptedResolver(try Self.table()), servers: ScriptedServers(answer))
            let readout = Readout(answers: visit.answers)
            #expect(readout.facts(NameServerConduct.self).isEmpty)
            #expect(readout.facts(NameServerStream.self).isEmpty)
            #expect(readout.facts(Delegation.self).isEmpty)
            #expect(gap(visit, Question(Delegation.self)) != nil)
            #expect(gap(visit, Question(NameServerConduct.self, "ns1.mfa.example 192.0.2.1")) != nil)
        }
    }

    private static func reply(_ question: ServerQuestion, _ code: ResponseCode = .noError) -> ServerAnswer {
        var message = DNSMessage(id: 1, questions: [question.question])
        message.isReply = true
        message.code = code
        return .reply(message, .tcp, understandsEDNS: true)
    }

    /// What a server of the zone says over TCP, and to a request for the whole zone.
    private func overTCP(_ script: @escaping ScriptedServers.Script) async throws
        -> (stream: Bool?, isOpen: Bool?)
    {
        let servers = ScriptedServers { question, number in
            question.isOverTCP ? script(question, number) : .silence
        }
        let probe = DomainProbe(plain: ScriptedResolver([:]), servers: servers, vantage: "test")
        let domain = ListedDomain(name: "mfa.example", mission: nil, allowsTransfer: true)
        let visit = await probe.visit(domain, through: ScriptedResolver(try Self.table()))
        let readout = Readout(answers: visit.answers)
        return (
            readout.facts(NameServerStream.self).first?.answers,
            readout.facts(ZoneTransfer.self).first?.isOpen
        )
    }

    /// A limiter of rates resets, too.
    @Test func oneLostStreamProvesNothing() async throws {
        let lost = try await overTCP { $1 == 1 ? .noStream("reset") : .silence }
        #expect(lost == (nil, nil))
        let once = try await overTCP { question, number in
            number == 1 ? .noStream("reset") : Self.reply(question, .refused)
        }
        #expect(once == (true, false))
        let never = try await overTCP { _, _ in .noStream("refused") }
        #expect(never == (false, nil))
    }

    @Test func whoHangsUpOnATransferAloneRefusesIt() async throws {
        let hangsUp = try await overTCP { question, _ in
            question.question.type == .axfr ? .noStream("closed") : Self.reply(question)
        }
        #expect(hangsUp == (true, false))
        let trouble = try await overTCP { question, _ in
            question.question.type == .axfr ? Self.reply(question, .serverFailure) : Self.reply(question)
        }
        #expect(trouble == (true, nil))
    }

    /// A zone out in the internet leads nobody into a private network.
    @Test func serversInsideAreAskedOnlyWhereAllAreInside() async throws {
        var table = try Self.table()
        let inside = try #require(IPAddress("10.0.0.1"))
        let outside = try #require(IPAddress("192.0.2.1"))
        table["ns1.mfa.example A"] = try .found(.address(inside), .address(outside))
        let mixed = ScriptedServers()
        let seen = await visit(ScriptedResolver(table), servers: mixed)
        #expect(mixed.asked == [outside])
        let question = Question(NameServerConduct.self, "ns1.mfa.example 10.0.0.1")
        #expect(gap(seen, question)?.contains("private network") == true)
        table["ns1.mfa.example A"] = try .found(.address(inside))
        let local = ScriptedServers()
        _ = await visit(ScriptedResolver(table), servers: local)
        #expect(local.asked.contains(inside))
    }

    @Test func transfersAreAskedForOnlyWhereAllowed() async throws {
        for isAllowed in [false, true] {
            let servers = ScriptedServers()
            let probe = DomainProbe(plain: ScriptedResolver([:]), servers: servers, vantage: "test")
            let domain = ListedDomain(name: "mfa.example", mission: nil, allowsTransfer: isAllowed)
            _ = await probe.visit(domain, through: ScriptedResolver(try Self.table()))
            #expect(servers.types.contains(.axfr) == isAllowed)
            #expect(servers.types.contains(.soa))
        }
    }
}
