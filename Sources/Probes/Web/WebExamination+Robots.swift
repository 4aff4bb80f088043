// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import HTTPWire
internal import Model
internal import WebPolicy

extension WebExamination {
    static let robotsPath = "/robots.txt"

    /// The rules for crawlers, asked for once; a redirect is not followed.
    func crawlerRules() async -> Answer {
        let question = Question(CrawlerRules.self)
        switch await fetch(root.at(Self.robotsPath), [HTTPRequest.Field("Accept", "text/plain")]) {
        case .failure(let reason): return .unestablished(question, reason)
        case .success(let reply):
            let status = reply.response.head.status
            let body = PageBody(reply, limit: RobotsTxt.longest)
            guard status == 200, !body.isHTML else { return .fact(CrawlerRules(status: status)) }
            if let gap = body.gap, body.bytes.count < RobotsTxt.longest {
                return .unestablished(question, Unestablished(phase: .reply, reason: gap, attempts: 1))
            }
            let file = RobotsTxt(body.bytes)
            let agents = Set(file.groups.flatMap(\.agents))
            return .fact(
                CrawlerRules(
                    status: status,
                    hasRules: !file.groups.isEmpty,
                    named: RobotsTxt.modelCrawlers.filter { agents.contains($0.lowercased()) },
                    excluded: RobotsTxt.modelCrawlers.filter(file.excludes)
                )
            )
        }
    }
}
