// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Model
internal import WebPolicy

extension WebView {
    /// The accounts of the register that the endpoint should name; throws where there are none.
    func ownAccounts() throws(Unestablished) -> [Account] {
        guard !evidence.estate.accounts.isEmpty else { throw Self.idle("no accounts are registered") }
        let own = evidence.estate.accounts.filter { $0.endpoint == subject.endpointID }
        guard !own.isEmpty else { throw Self.idle("no account is registered as one that it should name") }
        return own
    }

    /// The accounts that the endpoint names, by their addresses as written, and why there may be more.
    ///
    /// Throws where nothing is known of them.
    func namedAccounts() throws(Unestablished) -> (addresses: [ProfileAddress: String], gaps: [Unestablished])
    {
        let addresses = evidence.addresses(of: subject.name)
        guard !addresses.isEmpty else {
            throw evidence.reason(Question(ProfileLinks.self), of: subject)
                ?? Unestablished(phase: .resolve, reason: "no address was measured")
        }
        var named: [ProfileAddress: String] = [:]
        var gaps: [Unestablished] = []
        for address in addresses {
            do {
                let links = try WebView(of: address, in: evidence).profileLinks()
                for link in links.addresses { Self.add(link, to: &named) }
                if let gap = links.gap {
                    gaps.append(
                        Unestablished(phase: .reply, reason: "of the page at /, \(gap)", attempts: 1)
                    )
                }
            } catch {
                gaps.append(error)
            }
        }
        do {
            let file = try trustFile()
            for account in file?.values(of: "social") ?? [] { Self.add(account, to: &named) }
        } catch {
            gaps.append(error)
        }
        return (named, gaps)
    }

    private static func add(_ text: String, to named: inout [ProfileAddress: String]) {
        guard let address = ProfileAddress(text) else { return }
        named[address] = min(named[address] ?? text, text)
    }

    /// Those of a page; a page that is none says nothing of accounts.
    private func profileLinks() throws(Unestablished) -> ProfileLinks {
        do {
            _ = try document()
        } catch  where error.phase == .notApplicable {
            throw Unestablished(phase: .notMeasured, reason: error.reason)
        }
        return try evidence.one(ProfileLinks.self, of: subject).fact
    }

    /// The file of trust; nil where there is none, or none is asked for.
    func trustFile() throws(Unestablished) -> TrustFile? {
        let asks =
            endpoint?.role == .statementHost
            || evidence.estate.accounts.contains { $0.endpoint == subject.endpointID }
        guard asks else { return nil }
        let file = try evidence.one(TrustFile.self, of: subject).fact
        if let target = file.leadsTo {
            throw Unestablished(
                phase: .notOurs,
                reason: "\(file.path) leads to \(target), which is not asked"
            )
        }
        switch file.status {
        case 200 where file.isCut:
            throw Unestablished(phase: .reply, reason: "\(file.path) is longer than is read", attempts: 1)
        case 200, 404, 410: return file
        default:
            throw Unestablished(phase: .reply, reason: "HTTP \(file.status) at \(file.path)", attempts: 1)
        }
    }
}

extension Account {
    /// The addresses by which its page is known.
    var addresses: Set<ProfileAddress> {
        var texts = [profile]
        if platform == .bluesky {
            texts += [handle, did].compactMap(\.self).map { "https://bsky.app/profile/\($0)" }
        }
        return Set(texts.compactMap { ProfileAddress($0) })
    }
}
