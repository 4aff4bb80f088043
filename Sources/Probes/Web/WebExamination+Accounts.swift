// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Markup
internal import Model
internal import WebPolicy

extension WebExamination {
    static let trustPath = "/trust.txt"
    static let secondTrustPath = "/.well-known/trust.txt"
    static let identifierPath = "/.well-known/atproto-did"
    private static let longestProfile = 1 << 20

    /// What the records of accounts say; the file of trust is asked for apart.
    func accountRecords() async -> [Answer] {
        var answers: [Answer] = []
        for resource in accounts.resources { answers.append(await webFinger(resource)) }
        if accounts.asksIdentifier { answers.append(await handleIdentifier()) }
        for profile in accounts.profiles { answers.append(await accountPage(profile)) }
        return answers
    }

    // MARK: trust.txt

    /// The file at its first place, which may be known already, or else at its second.
    func trustFile(_ known: Result<WebTalk.Reply, Unestablished>?) async -> Answer {
        var first = known
        if first == nil { first = await fetch(root.at(Self.trustPath), Self.textFields) }
        let answer = Self.trustFile(first, at: root.at(Self.trustPath))
        guard case .success(let reply)? = first, !Self.isTrustFile(reply) else { return answer }
        let second = await fetch(root.at(Self.secondTrustPath), Self.textFields)
        return Self.trustFile(second, at: root.at(Self.secondTrustPath))
    }

    private static func isTrustFile(_ reply: WebTalk.Reply) -> Bool {
        reply.response.head.status == 200 && !PageBody(reply, limit: TrustTxt.longest).isHTML
    }

    private static func trustFile(_ result: Result<WebTalk.Reply, Unestablished>?, at url: WebURL) -> Answer {
        let question = Question(TrustFile.self)
        switch result {
        case nil: return .unestablished(question, Unestablished(phase: .notMeasured, reason: "not asked"))
        case .failure(let reason)?: return .unestablished(question, reason)
        case .success(let reply)?:
            let status = reply.response.head.status
            guard isTrustFile(reply) else {
                let target = PageWalk(reply, at: url).target?.withoutQuery
                return .fact(TrustFile(path: url.path, status: status, leadsTo: target))
            }
            let body = PageBody(reply, limit: TrustTxt.longest)
            if let gap = body.gap, body.bytes.count < TrustTxt.longest {
                return .unestablished(question, Unestablished(phase: .reply, reason: gap, attempts: 1))
            }
            let file = TrustTxt(body.bytes)
            return .fact(
                TrustFile(
                    path: url.path,
                    status: status,
                    entries: file.entries.map { TrustFile.Entry(name: $0.name, value: $0.value) },
                    isCut: file.isCut || body.gap != nil
                )
            )
        }
    }

    static let textFields = [HTTPRequest.Field("Accept", "text/plain,*/*;q=0.1")]

    // MARK: Records

    private func webFinger(_ resource: String) async -> Answer {
        let question = Question(WebFingerAnswer.self, resource)
        let url = WebURL(
            scheme: root.scheme,
            host: root.host,
            port: root.port,
            path: "/.well-known/webfinger",
            query: "resource=\(resource.replacing(":", with: "%3A").replacing("@", with: "%40"))"
        )
        switch await fetch(url, [HTTPRequest.Field("Accept", "application/jrd+json,application/json;q=0.9")])
        {
        case .failure(let reason): return .unestablished(question, reason)
        case .success(let reply):
            let status = reply.response.head.status
            let body = PageBody(reply, limit: WebFingerDescriptor.longest)
            guard status == 200 else {
                let target = PageWalk(reply, at: url).target?.withoutQuery
                return .fact(WebFingerAnswer(resource: resource, status: status, leadsTo: target))
            }
            if let gap = body.gap {
                return .unestablished(question, Unestablished(phase: .reply, reason: gap, attempts: 1))
            }
            let descriptor = WebFingerDescriptor(body.bytes)
            return .fact(
                WebFingerAnswer(
                    resource: resource,
                    status: status,
                    profiles: descriptor.map { $0.aliases + $0.profiles }
                )
            )
        }
    }

    private func handleIdentifier() async -> Answer {
        let question = Question(HandleIdentifier.self)
        switch await fetch(root.at(Self.identifierPath), Self.textFields) {
        case .failure(let reason): return .unestablished(question, reason)
        case .success(let reply):
            let status = reply.response.head.status
            let body = PageBody(reply, limit: DecentralizedIdentifier.longest + 64)
            let identifier = status == 200 && body.gap == nil ? DecentralizedIdentifier(body.bytes) : nil
            return .fact(HandleIdentifier(status: status, identifier: identifier?.text))
        }
    }

    // MARK: Pages of accounts

    private func accountPage(_ profile: String) async -> Answer {
        let question = Question(AccountPage.self, profile)
        guard let url = WebURL(profile) else {
            let reason = Unestablished(phase: .notMeasured, reason: "\(profile) is no address")
            return .unestablished(question, reason)
        }
        switch await fetch(url, PageLooks.fields) {
        case .failure(let reason): return .unestablished(question, reason)
        case .success(let reply):
            let body = PageBody(reply, limit: Self.longestProfile)
            let document = body.isHTML ? body.document : nil
            let anatomy = document.map { PageAnatomy($0, at: url) }
            return .fact(
                AccountPage(
                    profile: profile,
                    status: reply.response.head.status,
                    links: anatomy?.profiles.map { String($0.description.prefix(300)) },
                    gap: body.gap ?? anatomy?.cut.map { "only its beginning was read (\($0.rawValue))" }
                )
            )
        }
    }
}
