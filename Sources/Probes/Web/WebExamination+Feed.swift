// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import HTTPWire
internal import Markup
internal import Model

extension WebExamination {
    private static let feedFields = [
        HTTPRequest.Field(
            "Accept",
            "application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
        ),
        HTTPRequest.Field("Accept-Encoding", "gzip, deflate"),
    ]

    /// The feed that the page names, asked for once.
    ///
    /// - Parameter links: of the page; throws why they are not known.
    func statementFeed(_ links: Result<PageLinks, Unestablished>) async -> Answer {
        let question = Question(StatementFeed.self)
        switch links {
        case .failure(let reason): return .unestablished(question, reason)
        case .success(let links):
            let named = links.feeds.lazy.compactMap { WebURL($0) }.first { $0.origin == root.origin }
            guard let url = named else { return .fact(StatementFeed(address: nil)) }
            switch await fetch(url, Self.feedFields) {
            case .failure(let reason): return .unestablished(question, reason)
            case .success(let reply): return Self.feed(reply, at: url)
            }
        }
    }

    private static func feed(_ reply: WebTalk.Reply, at url: WebURL) -> Answer {
        let status = reply.response.head.status
        guard status == 200 else { return .fact(StatementFeed(address: url.withoutQuery, status: status)) }
        let body = PageBody(reply, limit: FeedReader.longest)
        let document = FeedReader()?.read(body.bytes)
        // What is cut short may end before its first item.
        if let gap = body.gap, document?.dates.compactMap(\.self).isEmpty ?? true {
            return .unestablished(
                Question(StatementFeed.self),
                Unestablished(phase: .reply, reason: "of the feed, \(gap)", attempts: 1)
            )
        }
        return .fact(
            StatementFeed(
                address: url.withoutQuery,
                status: status,
                format: document?.format.rawValue,
                dates: (document?.dates ?? []).compactMap(\.self).map {
                    Date(timeIntervalSince1970: Double($0))
                }
            )
        )
    }
}
