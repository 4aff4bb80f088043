// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
package import Foundation
internal import HTTPWire
package import Model
internal import WebPolicy

/// Fails where the ministry's own records of a registered account name another one.
package struct AccountMismatch: WebCheck {
    package static let identity = CheckIdentity(
        id: "identity.account-mismatch",
        title: "Records of an account name another one, or none",
        measures:
            "WebFinger on the handle's host for Mastodon; _atproto in DNS and /.well-known/atproto-did for Bluesky; "
            + "only on hosts and domains that are listed.",
        scope: .endpoint,
        levels: ["unconfirmed", "other"],
        references: ["RFC 7033 §4.4", "RFC 7565", "atproto Handle Resolution"],
        remedy: "Find out who changed the record, and let it name the account of the register."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    private enum Record {
        case confirms
        case isAbsent(String)
        case namesAnother(String)
        case unseen(Unestablished)
    }

    package func verdict(on view: WebView, at now: Date) throws(Unestablished) -> Verdict {
        var absent: [String] = []
        var others: [String] = []
        var gaps: [Unestablished] = []
        var compared = 0
        for account in try view.ownAccounts() {
            guard let record = Self.record(of: account, view) else { continue }
            compared += 1
            switch record {
            case .confirms: break
            case .isAbsent(let words): absent.append("\(account.id): \(words)")
            case .namesAnother(let words): others.append("\(account.id): \(words)")
            case .unseen(let gap): gaps.append(gap)
            }
        }
        guard compared > 0 else { return .notApplicable(because: "none of its accounts has a record") }
        guard others.isEmpty, absent.isEmpty else {
            return .fail(
                level: others.isEmpty ? "unconfirmed" : "other",
                seen: (others + absent).listed(separator: "; "),
                expected: "the accounts of the register"
            )
        }
        if let gap = gaps.foremost { throw gap }
        return .pass
    }

    /// Nil where the platform has no such record, or the register lacks what it would be compared with.
    private static func record(of account: Account, _ view: WebView) -> Record? {
        do throws(Unestablished) {
            if let (resource, host) = account.webFinger {
                return try webFinger(resource, at: host, account, view)
            }
            guard let handle = account.handleHost, let did = account.did else { return nil }
            return try identifier(did, of: handle, view)
        } catch {
            return .unseen(error)
        }
    }

    // MARK: Mastodon

    private static func webFinger(
        _ resource: String,
        at host: String,
        _ account: Account,
        _ view: WebView
    ) throws(Unestablished) -> Record {
        var answer = try view.webFinger(resource, at: host)
        // The host of the handles may leave it to that of the accounts.
        if let target = answer.leadsTo {
            guard let next = WebURL(target)?.host, next != host else {
                throw Unestablished(phase: .reply, reason: "WebFinger leads to \(target)", attempts: 1)
            }
            answer = try view.webFinger(resource, at: next)
        }
        switch answer.status {
        case 200:
            guard let profiles = answer.profiles else {
                throw Unestablished(
                    phase: .reply,
                    reason: "WebFinger answers without a descriptor",
                    attempts: 1
                )
            }
            let named = Set(profiles.compactMap { ProfileAddress($0) })
            guard named.isDisjoint(with: account.addresses) else { return .confirms }
            guard !named.isEmpty else { return .isAbsent("\(resource) has no profile") }
            return .namesAnother("\(resource) is \(profiles.listed())")
        case 404, 410: return .isAbsent("\(host) does not know \(resource)")
        default:
            throw Unestablished(phase: .reply, reason: "WebFinger answers HTTP \(answer.status)", attempts: 1)
        }
    }

    // MARK: Bluesky

    /// DNS comes first; where it says nothing, the host itself is looked at.
    private static func identifier(
        _ did: String,
        of handle: String,
        _ view: WebView
    ) throws(Unestablished) -> Record {
        var gap: Unestablished?
        do throws(Unestablished) {
            let given = try view.identifiersInNames(of: handle)
            if given == [did] { return .confirms }
            if !given.isEmpty { return .namesAnother("_atproto.\(handle) is \(given.sorted().listed())") }
        } catch {
            gap = error
        }
        let answer = try view.identifierOnHost(handle)
        switch answer.status {
        case 200:
            guard let given = answer.identifier else {
                throw Unestablished(phase: .reply, reason: "\(handle) gives no identifier", attempts: 1)
            }
            // What DNS says would come before it.
            if given != did, let gap { throw gap }
            return given == did ? .confirms : .namesAnother("\(handle) is \(given)")
        case 404, 410:
            if let gap { throw gap }
            return .isAbsent("\(handle) gives no identifier")
        default:
            throw Unestablished(phase: .reply, reason: "\(handle) answers HTTP \(answer.status)", attempts: 1)
        }
    }
}

extension WebView {
    private func website(_ host: String) throws(Unestablished) -> Subject {
        guard let endpoint = evidence.estate.endpoints.first(where: { $0.serves(host) }) else {
            throw Unestablished(phase: .notOurs, reason: "\(host) is not listed, so it is not asked")
        }
        return .endpoint(endpoint.id)
    }

    fileprivate func webFinger(_ resource: String, at host: String) throws(Unestablished) -> WebFingerAnswer {
        try evidence.one(WebFingerAnswer.self, resource, of: try website(host)).fact
    }

    fileprivate func identifierOnHost(_ host: String) throws(Unestablished) -> HandleIdentifier {
        try evidence.one(HandleIdentifier.self, of: try website(host)).fact
    }

    /// Identifiers that DNS gives for a handle in a listed domain; several different ones are wrong.
    fileprivate func identifiersInNames(of handle: String) throws(Unestablished) -> Set<String> {
        let domain = evidence.estate.domains.filter { handle == $0.name || handle.hasSuffix(".\($0.name)") }
            .max { $0.name.count < $1.name.count }
        guard let domain else {
            throw Unestablished(phase: .notOurs, reason: "\(handle) lies in no listed domain")
        }
        let records = try evidence.one(
            DNSRecords.self,
            "_atproto.\(handle) \(RecordType.txt)",
            of: .domain(domain.name)
        ).fact
        let identifiers = records.data.compactMap { data -> String? in
            guard case .text(let strings) = data else { return nil }
            return DecentralizedIdentifier(record: strings.flatMap(\.self))?.text
        }
        return Set(identifiers)
    }
}
