// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Messages
import Model

/// Where the evidence of each finding that is open stands: the visits of its cycle, in pages of bounded size.
///
/// The cycle's visits to whatever has an open finding are listed by subject. A fact that is longer than `longestFact` is
/// cut, and says so with its length and hash; a page ends before it would be longer than `longestPage`.
struct EvidenceMap {
    /// Bytes of a page, as escaped.
    static let longestPage = 1 << 20
    /// Bytes of a fact, as kept.
    static let longestFact = 64 << 10
    /// Bytes of all pages of a report; beyond them it says that there is more in the store.
    static let longestReport = 64 << 20

    /// Visits by page, as positions in the document's list.
    private(set) var pages: [[Int]] = []
    /// Whether visits were left out for the size of the report.
    private(set) var isCut = false
    private var places: [Subject: String] = [:]
    private var placesByEndpoint: [String: String] = [:]

    /// - Parameter subjects: of the open findings.
    init(_ visits: [Visit], of subjects: Set<Subject>) {
        let endpoints = Set(subjects.compactMap(\.endpointID))
        let wanted = visits.indices.filter { position in
            let subject = visits[position].subject
            return subjects.contains(subject) || subject.endpointID.map(endpoints.contains) == true
        }
        var (length, total) = (0, 0)
        for position in wanted {
            let size = EvidencePage.length(of: visits[position])
            guard total + size <= Self.longestReport else {
                isCut = true
                break
            }
            if pages.isEmpty || length + size > Self.longestPage {
                pages.append([])
                length = 0
            }
            length += size
            total += size
            pages[pages.count - 1].append(position)
            let place = EvidencePage.path(page: pages.count - 1) + "#" + EvidencePage.anchor(position)
            places[visits[position].subject] = place
            if let endpoint = visits[position].subject.endpointID, placesByEndpoint[endpoint] == nil {
                placesByEndpoint[endpoint] = place
            }
        }
    }

    /// Where the evidence of a finding on a subject opens, relative to the report's folder; nil where none is shown.
    func place(of subject: Subject) -> String? {
        places[subject] ?? subject.endpointID.flatMap { placesByEndpoint[$0] }
    }
}

/// What was seen of some subjects, as it was kept.
struct EvidencePage {
    struct Fact {
        let question: String
        let sha256: String
        let length: String
        let text: String
        let isCut: Bool
    }

    struct Gap {
        let question: String
        let reason: String
    }

    struct Visited {
        let anchor: String
        let subject: String
        let vantage: String
        let time: String
        let cost: String
        /// Nil where nothing was sent.
        let transcript: String?
        let facts: [Fact]
        let gaps: [Gap]
        let hasGaps: Bool
    }

    let tool: String
    let model: ModelStamp
    let cycle: String
    let visits: [Visited]
    let pages: [NavigationItem]
    let hasPages: Bool
    let isCut: Bool

    static func path(page: Int) -> String { Pagination.path("evidence/index.html", page: page) }

    static func anchor(_ position: Int) -> String { "v\(position + 1)" }

    static func views(_ site: Site) -> [RenderablePage] {
        let map = site.evidence
        return map.pages.indices.map { page in
            let content = EvidencePage(map, page: page, of: site)
            let view = PageView(.mission, title: say("Evidence"), of: site.document, content: content)
            return (path(page: page), "evidence", view)
        }
    }

    private init(_ map: EvidenceMap, page: Int, of site: Site) {
        let document = site.document
        tool = document.cycle.toolVersion
        model = document.posture.model
        cycle = "\(document.cycle.id)"
        visits = map.pages[page].map { Visited(document.visits[$0], at: $0, site) }
        pages = Pagination.links("evidence/index.html", count: map.pages.count, current: page, root: "../")
        hasPages = !pages.isEmpty
        isCut = map.isCut
    }

    /// The bytes that a visit takes on a page, a little more rather than less.
    static func length(of visit: Visit) -> Int {
        visit.answers.reduce(1024) { sum, answer in
            guard case .fact(let record) = answer, let body = try? record.body else { return sum + 512 }
            let shown = body.prefix(EvidenceMap.longestFact)
            // Five more for each character that HTML writes as `&quot;`, and some for those that are made visible.
            let names = 5 * shown.count { named.contains($0) }
            return sum + 512 + shown.count + names + 2 * shown.count { $0 > 0x7E }
        }
    }

    private static let named = Set("\"&'<>".utf8)
}

extension EvidencePage.Visited {
    fileprivate init(_ visit: Visit, at position: Int, _ site: Site) {
        anchor = EvidencePage.anchor(position)
        subject = site.name(of: visit.subject)
        vantage = visit.vantage
        time = say(
            "{{low}} to {{high}}",
            ["low": site.clock.instant(visit.started), "high": site.clock.instant(visit.finished)]
        )
        let bytes = say(
            "{{sent}} bytes sent, {{received}} received",
            ["sent": String(visit.cost.bytesSent), "received": String(visit.cost.bytesReceived)]
        )
        cost = "\(Words.count(visit.cost.connections, .connection)), \(bytes)"
        transcript = visit.transcriptSHA256
        facts = visit.answers.compactMap { answer in
            guard case .fact(let record) = answer, let body = try? record.body else { return nil }
            return EvidencePage.Fact(record.question, body)
        }
        gaps = visit.answers.compactMap { answer in
            guard case .unestablished(let question, let reason) = answer else { return nil }
            return EvidencePage.Gap(question: question.words, reason: reason.reason)
        }
        hasGaps = !gaps.isEmpty
    }
}

extension EvidencePage.Fact {
    fileprivate init(_ question: Question, _ body: Data) {
        self.question = question.words
        sha256 = SHA256.hex(Array(body))
        length = Words.count(body.count, .byte)
        isCut = body.count > EvidenceMap.longestFact
        text = String(decoding: body.prefix(EvidenceMap.longestFact), as: UTF8.self)
    }
}

extension Question {
    fileprivate var words: String { aspect.isEmpty ? "\(kind)" : "\(kind) \(aspect)" }
}
