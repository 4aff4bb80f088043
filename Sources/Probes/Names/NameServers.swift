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

    func gather(_ scene: ZoneScene, transfer: Bool) async {
        var targets: [(host: DNSName, address: IPAddress)] = []
        for host in scene.servers.prefix(DomainProbe.Bounds.servers) {
            targets += await questions.addresses(of: host).map { (host, $0) }
        }
        await withTaskGroup(of: Void.self) { group in
            for target in targets.prefix(DomainProbe.Bounds.servers) {
                group.addTask {
                    await conduct(of: target.host, at: target.address, scene.zone)
                    await stream(of: target.host, at: target.address, scene.zone)
                    if transfer { await self.transfer(from: target.host, at: target.address, scene.zone) }
                }
            }
            group.addTask { await delegation(scene) }
        }
    }

    private func ask(_ question: ServerQuestion, of address: IPAddress) async -> ServerAnswer {
        questions.isOver
            ? .unreadable(DomainQuestions.overtime) : await servers.ask(question, of: address)
    }

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

    private func stream(of host: DNSName, at address: IPAddress, _ zone: DNSName) async {
        var question = ServerQuestion(zone, .soa)
        question.isOverTCP = true
        let answer = await ask(question, of: address)
        switch answer {
        case .reply:
            await questions.keep(.fact(NameServerStream(host: "\(host)", address: address, answers: true)))
        case .noStream(let reason) where reason == "refused" || reason == "reset":
            await questions.keep(
                .fact(NameServerStream(host: "\(host)", address: address, answers: false, reason: reason))
            )
        case .noStream, .silence, .unreadable:
            let question = Question(NameServerStream.self, "\(host) \(address)")
            await questions.keep(.unestablished(question, answer.gap(host, address)))
        }
    }

    private func transfer(from host: DNSName, at address: IPAddress, _ zone: DNSName) async {
        var question = ServerQuestion(zone, .axfr)
        question.isOverTCP = true
        question.datagramSize = nil
        let answer = await ask(question, of: address)
        switch answer {
        case .reply(let message, _, _):
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
        case .noStream(let reason) where reason == "closed" || reason == "reset":
            // Servers may hang up on whom they give nothing.
            await questions.keep(.fact(ZoneTransfer(host: "\(host)", address: address, isOpen: false)))
        case .noStream, .silence, .unreadable:
            let question = Question(ZoneTransfer.self, "\(host) \(address)")
            await questions.keep(.unestablished(question, answer.gap(host, address)))
        }
    }

    /// The first answer of a server of the parent counts; a refusal of one is not its word.
    private func delegation(_ scene: ZoneScene) async {
        guard let parent = scene.parent else { return }
        var gap = Unestablished(phase: .resolve, reason: "no server of \(parent) has an address")
        for host in scene.parentServers.prefix(DomainProbe.Bounds.parents) {
            for address in await questions.addresses(of: host).prefix(DomainProbe.Bounds.parents) {
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
