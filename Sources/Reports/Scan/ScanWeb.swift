// SPDX-License-Identifier: Apache-2.0
package import Checks
package import Facts
import Model

/// The pages of an endpoint: what lies at `/`, how plain HTTP leads there, and how others would rate it.
package struct ScanWeb: Hashable, Sendable {
    /// At the address that the Observatory would rate worst.
    package let page: PageResponse
    /// The address.
    package let place: String
    /// Nil where it was not established.
    package let plain: PlainRedirects?
    package let securityText: SecurityTextFile?
    /// Nil, too, where there is no security.txt.
    package let signature: SecurityTextSignature?
    package let figures: WebFigures
    let gaps: [ScanGap]

    /// - Parameter error: why no address answered at all.
    static func of(_ endpoint: Endpoint, in evidence: any Evidence, error: Unestablished?) -> Result<
        ScanWeb, ScanWebAbsence
    > {
        guard endpoint.service == .https else { return .failure(.otherService) }
        let subjects = evidence.addresses(of: endpoint.id)
        let rated = subjects.compactMap { subject -> (Subject, PageResponse, WebFigures)? in
            guard case .success(let page) = evidence.answer(PageResponse.self, "", of: subject),
                let figures = WebFigures(of: subject, in: evidence)
            else { return nil }
            return (subject, page, figures)
        }
        let worst = rated.min { left, right in
            (left.2.observatory.score ?? .max) < (right.2.observatory.score ?? .max)
        }
        guard let (subject, page, figures) = worst else {
            let reasons = subjects.compactMap { evidence.reason(Question(PageResponse.self), of: $0) }
            let none = Unestablished(phase: .notMeasured, reason: "no page was asked for")
            return .failure(.unseen(error ?? reasons.foremost ?? none))
        }
        return .success(
            ScanWeb(
                page: page,
                place: subject.address?.description ?? subject.name,
                figures: figures,
                site: .endpoint(endpoint.id),
                in: evidence
            )
        )
    }

    private init(
        page: PageResponse,
        place: String,
        figures: WebFigures,
        site: Subject,
        in evidence: any Evidence
    ) {
        self.page = page
        self.place = place
        self.figures = figures
        var gaps: [ScanGap] = []
        func answer<F: Fact>(_ kind: F.Type, _ path: String) -> F? {
            switch evidence.answer(kind, "", of: site) {
            case .success(let fact): return fact
            case .failure(let reason):
                gaps.append(ScanGap(path: path, reason))
                return nil
            }
        }
        plain = answer(PlainRedirects.self, "/web/plain")
        securityText = answer(SecurityTextFile.self, "/web/security_txt")
        signature = securityText.flatMap { _ in
            answer(SecurityTextSignature.self, "/web/security_txt/signature")
        }
        let observatory = figures.observatory
        if observatory.score == nil {
            let reason =
                observatory.missing.sorted { $0.key < $1.key }.map(\.value).foremost
                ?? Unestablished(phase: .notMeasured, reason: "a test has no result")
            gaps += ["score", "grade"].map { ScanGap(path: "/web/observatory/\($0)", reason) }
        }
        if figures.internetNL.total == nil {
            let reason = Unestablished(phase: .notMeasured, reason: "none of its subtests was measured")
            gaps.append(ScanGap(path: "/web/internet_nl/total", reason))
        }
        self.gaps = gaps
    }
}

/// Why an endpoint has no pages to show.
enum ScanWebAbsence: Error, Hashable {
    case otherService
    case unseen(Unestablished)
}
