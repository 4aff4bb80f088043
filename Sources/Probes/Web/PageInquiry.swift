// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import HTTPWire
internal import Model
internal import Transport

/// What the page at `/` says to whom: its fields, its markup, its answer to a foreign origin.
struct PageInquiry: TLSInquiry {
    let tier = ProbeTier.active
    let begins = ExaminationStage.versions

    private static let pages = [
        Question(PageResponse.self), Question(PageSketch.self), Question(PageLinks.self),
        Question(PublishedFiles.self), Question(ProfileLinks.self), Question(ChatPrograms.self),
        Question(CorrectionMarks.self),
        Question(DatasetMetadata.self), Question(AccessibilityMarks.self), Question(PageWeight.self),
        Question(ScriptNeed.self), Question(PageLanguages.self),
    ]

    var questions: [Question] {
        Self.pages + [Question(CrossOriginAccess.self)]
    }

    /// Other services have no pages, and nothing is asked of them.
    func foregone(about scene: TLSScene) async -> [Answer]? { scene.endpoint.service == .https ? nil : [] }

    func answers(about scene: TLSScene) async -> [Answer] {
        let looks = await scene.shared.page { await PageLooks(scene) }
        return await page(looks, scene) + [access(looks)]
    }

    private func page(_ looks: PageLooks, _ scene: TLSScene) async -> [Answer] {
        switch looks.plain {
        case .failure(let reason): return Self.pages.map { .unestablished($0, reason) }
        case .success(let first):
            var walk = PageWalk(first, at: WebURL(root: scene.endpoint))
            do throws(Unestablished) {
                let sessions = SessionSlot(looks.session?.session)
                while let target = walk.next, walk.hops.count <= PageLooks.mostRedirects {
                    guard walk.hops.count <= looks.redirects else { throw PageErrand.isSpent }
                    var talk = try await WebTalk(scene)
                    talk.sessions = sessions
                    walk.take(try await talk.fetch(target, PageLooks.fields).get(), at: target)
                }
            } catch {
                return Self.pages.map {
                    .unestablished(
                        $0,
                        Unestablished(
                            phase: error.phase,
                            reason: "behind a redirect of /: \(error.reason)",
                            attempts: error.attempts
                        )
                    )
                }
            }
            await scene.shared.requests.giveBack(max(0, looks.redirects - (walk.hops.count - 1)))
            let reading = PageReading(walk, at: Date())
            let links = reading.links ?? PageLinks(feeds: [])
            return [
                .fact(reading.response), .fact(reading.sketch), .fact(links),
                .fact(reading.published), .fact(reading.profiles),
                .fact(reading.words.chat), .fact(reading.words.corrections), .fact(reading.datasets),
                .fact(reading.accessibility), .fact(reading.weight),
                .fact(reading.scripts), .fact(reading.languages),
            ]
        }
    }

    private func access(_ looks: PageLooks) -> Answer {
        switch looks.foreign {
        case .failure(let reason): return .unestablished(Question(CrossOriginAccess.self), reason)
        case .success(let reply):
            let head = reply.response.head
            return .fact(
                CrossOriginAccess(
                    asked: PageLooks.foreignOrigin,
                    allowOrigin: head.values(of: "access-control-allow-origin").first,
                    allowCredentials: head.values(of: "access-control-allow-credentials").first
                )
            )
        }
    }
}

/// The way from a first page over redirects.
struct PageWalk: Sendable {
    private(set) var hops: [(url: WebURL, response: HTTPResponse)]
    private(set) var last: WebTalk.Reply

    init(_ first: WebTalk.Reply, at url: WebURL) {
        hops = [(url, first.response)]
        last = first
    }

    mutating func take(_ reply: WebTalk.Reply, at url: WebURL) {
        hops.append((url, reply.response))
        last = reply
    }

    /// Where the last answer redirects to; nil where it does not, or to nothing that is an address.
    var target: WebURL? {
        guard last.response.head.isRedirect, let place = last.response.head.values(of: "location").first
        else { return nil }
        return WebURL(place, relativeTo: hops[hops.count - 1].url)
    }

    /// The same where it stays on scheme, host and port, and was not asked before.
    var next: WebURL? {
        guard let target, target.origin == hops[0].url.origin, !hops.contains(where: { $0.url == target })
        else { return nil }
        return target
    }
}
