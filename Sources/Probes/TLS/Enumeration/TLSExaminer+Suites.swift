// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Model
internal import TLSWire

// MARK: Suites

extension TLSExaminer {
    /// Takes the server's choice off the list and asks again, until it refuses what is left.
    func enumerateSuites(_ version: ProtocolVersion) async {
        examination.versions[version, default: VersionEnumeration(version)].ends = []
        let universe = HelloFactory.suites(for: version)
        let size = suiteLimit ?? universe.count
        var start = 0
        while start < universe.count {
            let chunk = Array(universe[start..<min(start + size, universe.count)])
            var ends = [await enumerateSuites(version, among: chunk)]
            if let parts = await answeredParts(of: chunk, at: version, after: ends) {
                ends = []
                for part in parts { ends.append(await enumerateSuites(version, among: part)) }
            }
            examination.versions[version]?.ends += ends
            start += size
        }
        decide(version)
        if size < universe.count { await retraceOrder(version) }
    }

    private func enumerateSuites(_ version: ProtocolVersion, among chunk: [UInt16]) async
        -> EnumerationEnd
    {
        var isFirst = true
        while true {
            let suites = examination.versions[version]?.suites
            let seen = suites?.seen ?? []
            let unseen = suites?.unseen(among: chunk) ?? chunk
            guard !unseen.isEmpty else { return .exhausted }
            switch await settle(hello(version, suites: unseen)) {
            case .accepted:
                isFirst = false
                decide(version)
            case .unknown(let reason): return .unknown(reason)
            case .refused(let refusal):
                let isForShare = isFirst && refusal.alert != 70 && (seen.isEmpty || sharedAtContact)
                guard version == .tls13, isForShare, !factory.sendsShare else { return .refused(refusal) }
                sendShares()
            }
        }
    }

    /// Where suites had to be offered in parts, asks once more for the order among those found.
    private func retraceOrder(_ version: ProtocolVersion) async {
        guard var left = examination.versions[version]?.suites.seen, left.count > 1, fitting(left) == left
        else {
            return
        }
        var ordered: [UInt16] = []
        while left.count > 1 {
            guard case .accepted(let reply) = await settle(hello(version, suites: left)),
                let chosen = reply.serverHello?.suite.id, left.contains(chosen)
            else { return }
            ordered.append(chosen)
            left.removeAll { $0 == chosen }
        }
        examination.versions[version]?.suites.reorder(ordered + left)
    }

    /// As many of the suites as one hello may offer.
    func fitting(_ suites: [UInt16]) -> [UInt16] {
        suiteLimit.map { Array(suites.prefix($0)) } ?? suites
    }

    /// How many suites one hello may offer; nil for no limit.
    var suiteLimit: Int? { examination.suitesPerHello.map { max(1, $0 - HelloFactory.signals) } }

    /// A hello of one version that offers groups and schemes unseen so far before the others.
    func hello(_ version: ProtocolVersion, suites: [UInt16]) -> Proposal {
        let groups = version == .tls13 ? examination.groups13 : examination.legacyGroups
        return factory.hello(
            version...version,
            suites: suites,
            groups: groups.unseenFirst,
            schemes: version == .tls13 ? examination.encrypted.offer() : examination.schemes.unseenFirst
        )
    }
}

// MARK: SSL 2.0

extension TLSExaminer {
    /// One hello, whose answer lists everything that the server has; whether it had an answer.
    func askSSL2() async -> Bool {
        if case .offered? = examination.ssl2 { return true }
        let hello = SSLv2ClientHello(challenge: RandomBytes.made(16))
        switch await interrogator.settle(.ssl2(hello)) {
        case .accepted(let reply):
            guard case .sslv2ServerHello(let server) = reply.answer else {
                // An ERROR: SSL 2.0 is spoken, and nothing is left to choose.
                examination.ssl2 = .offered([])
                return true
            }
            examination.ssl2 = .offered(server.cipherSpecs.map(\.id))
            return true
        case .refused(let refusal): examination.ssl2 = .ended(.refused(refusal))
        case .unknown(let reason): examination.ssl2 = .ended(.unknown(reason))
        }
        return false
    }
}
