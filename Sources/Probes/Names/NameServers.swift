// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import Model
internal import Transport

/// How the servers of a zone, and those of the zone above, answer by themselves.
struct NameServers {
    private let questions: DomainQuestions
    private let servers: any NameServerAsking

    init(_ questions: DomainQuestions, servers: any NameServerAsking) {
        self.questions = questions
        self.servers = servers
    }

    /// - Parameter reach: where the zone may lead.
    func gather(_ scene: ZoneScene, within reach: NetworkReach, transfer: Bool) async {
        var targets: [(host: DNSName, address: IPAddress)] = []
        for host in scene.servers.prefix(DomainProbe.Bounds.servers) {
            targets += await questions.addresses(of: host).map { (host, $0) }
        }
        await withTaskGroup(of: Void.self) { group in
            for target in targets.prefix(DomainProbe.Bounds.servers) {
                guard reach.allows(target.address) else {
                    group.addTask { await leave(target.host, at: target.address, transfer: transfer) }
                    continue
                }
                group.addTask {
                    await conduct(of: target.host, at: target.address, scene.zone)
                    let streams = await stream(of: target.host, at: target.address, scene.zone)
                    guard transfer else { return }
                    await self.transfer(from: target.host, at: target.address, scene.zone, streams: streams)
                }
            }
            group.addTask { await delegation(scene, within: reach) }
        }
    }

    /// What a zone out in the internet says of a private network leads nobody there.
    private func leave(_ host: DNSName, at address: IPAddress, transfer: Bool) async {
        let reason = Unestablished(
            phase: .vantage,
            reason: "\(host) at \(address) lies in a private network, where others of its zone do not"
        )
        let aspect = "\(host) \(address)"
        await questions.keep(.unestablished(Question(NameServerConduct.self, aspect), reason))
        await questions.keep(.unestablished(Question(NameServerStream.self, aspect), reason))
        if transfer { await questions.keep(.unestablished(Question(ZoneTransfer.self, aspect), reason)) }
    }

    private func ask(_ question: ServerQuestion, of address: IPAddress) async -> ServerAnswer {
        questions.isOver
            ? .unreadable(DomainQuestions.overtime) : await servers.ask(question, of: address)
    }

    /// Asks over TCP; what a limiter of rates does, too, counts where it happens twice.
    private func askFirmly(_ question: ServerQuestion, of address: IPAddress) async -> ServerAnswer {
        let first = await ask(question, of: address)
        guard case .noStream(let reason) = first, Self.hangUps.contains(reason) else { return first }
        return await ask(question, of: address)
    }

    private static let hangUps: Set = ["refused", "reset", "closed"]

    private func conduct(of host: DNSName, at address: IPAddress, _ zone: DNSName) async {
        let aspect = "\(host) \(address)"
        var question = ServerQuestion(zone, .soa)
        // RD shows whether recursion is offered; for a name of the zone it asks nobody else.
        question.wantsRecursion = true
        let answer = await ask(question, of: address)
        guard case .reply(let message, _, let understandsEDNS) = answer else {
            return await questions.keep(
                .unestablished(Question(NameServerConduct.self, aspect), answer.gap(host, address))
            )
        }
        var serial: UInt32?
        for record in message.answers where record.name == zone {
            if case .authority(let authority) = record.data { serial = authority.serial }
        }
        let isAuthoritative = message.isAuthoritative && message.code == .noError && serial != nil
        await questions.keep(
            .fact(
                NameServerConduct(
                    host: "\(host)",
                    address: address,
                    answer: isAuthoritative ? .authoritative : .lame,
                    code: isAuthoritative
                        ? nil : message.code == .noError ? "no authority" : "\(message.code)",
                    serial: isAuthoritative ? serial : nil,
                    servers: isAuthoritative ? await ownServers(address, zone) : [],
                    offersRecursion: message.offersRecursion,
                    understandsEDNS: understandsEDNS
                )
            )
        )
    }

    private func ownServers(_ address: IPAddress, _ zone: DNSName) async -> [String] {
        guard case .reply(let message, _, _) = await ask(ServerQuestion(zone, .ns), of: address)
        else {
            return []
        }
        return message.answers.servers(of: zone)
    }

    /// Whether it answered over TCP.
    private func stream(of host: DNSName, at address: IPAddress, _ zone: DNSName) async -> Bool {
        var question = ServerQuestion(zone, .soa)
        question.isOverTCP = true
        let answer = await askFirmly(question, of: address)
        switch answer {
        case .reply:
            await questions.keep(.fact(NameServerStream(host: "\(host)", address: address, answers: true)))
            return true
        case .noStream(let reason) where reason == "refused" || reason == "reset":
            await questions.keep(
                .fact(NameServerStream(host: "\(host)", address: address, answers: false, reason: reason))
            )
        case .noStream, .silence, .unreadable:
            let question = Question(NameServerStream.self, "\(host) \(address)")
            await questions.keep(.unestablished(question, answer.gap(host, address)))
        }
        return false
    }

    /// - Parameter streams: whether the server answered another question over TCP before.
    private func transfer(from host: DNSName, at address: IPAddress, _ zone: DNSName, streams: Bool) async {
        var question = ServerQuestion(zone, .axfr)
        question.isOverTCP = true
        question.datagramSize = nil
        let answer = await askFirmly(question, of: address)
        switch answer {
        // Trouble of its own says nothing of what it gives to whom.
        case .reply(let message, _, _) where message.code != .serverFailure:
            let begins =
                message.answers.first.map { if case .authority = $0.data { true } else { false } } ?? false
            await questions.keep(
                .fact(
                    ZoneTransfer(
                        host: "\(host)",
                        address: address,
                        isOpen: message.code == .noError && begins
                    )
                )
            )
        case .noStream(let reason) where streams && Self.hangUps.contains(reason):
            // Servers may hang up on whom they give nothing.
            await questions.keep(.fact(ZoneTransfer(host: "\(host)", address: address, isOpen: false)))
        case .reply, .noStream, .silence, .unreadable:
            let question = Question(ZoneTransfer.self, "\(host) \(address)")
            await questions.keep(.unestablished(question, answer.gap(host, address)))
        }
    }

    /// The first answer of a server of the parent counts; a refusal of one is not its word.
    private func delegation(_ scene: ZoneScene, within reach: NetworkReach) async {
        guard let parent = scene.parent else { return }
        var gap = Unestablished(phase: .resolve, reason: "no server of \(parent) has an address")
        for host in scene.parentServers.prefix(DomainProbe.Bounds.parents) {
            let addresses = await questions.addresses(of: host).filter(reach.allows)
            for address in addresses.prefix(DomainProbe.Bounds.parents) {
                let answer = await ask(ServerQuestion(scene.zone, .ns), of: address)
                guard case .reply(let message, _, _) = answer, [.noError, .noSuchName].contains(message.code)
                else {
                    gap = answer.gap(host, address)
                    continue
                }
                // A server of both zones answers for the child, and shows nothing of the parent.
                if message.isAuthoritative, !message.answers.isEmpty {
                    gap = Unestablished(
                        phase: .reply,
                        reason: "\(host) serves both \(parent) and \(scene.zone)"
                    )
                    continue
                }
                let records = message.authorities + message.answers
                let delegation = Delegation(
                    zone: "\(scene.zone)",
                    parent: "\(parent)",
                    servers: records.servers(of: scene.zone)
                )
                return await questions.keep(.fact(delegation))
            }
        }
        await questions.keep(.unestablished(Question(Delegation.self), gap))
    }
}

extension [ResourceRecord] {
    fileprivate func servers(of zone: DNSName) -> [String] {
        let names = compactMap { record -> String? in
            guard record.name == zone, case .nameServer(let host) = record.data else { return nil }
            return "\(host)"
        }
        return Set(names).sorted()
    }
}

extension ServerAnswer {
    /// Why it is none.
    fileprivate func gap(_ host: DNSName, _ address: IPAddress) -> Unestablished {
        let words: String
        switch self {
        case .reply(let message, _, _): words = "answered \(message.code)"
        case .silence: words = "gave no answer"
        case .noStream(let reason): words = "has no answer over TCP: \(reason)"
        case .unreadable(let reason): words = "gave no answer that can be read: \(reason)"
        }
        return Unestablished(phase: .reply, reason: "\(host) at \(address) \(words)", attempts: 1)
    }
}
