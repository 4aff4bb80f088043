// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire
internal import WebPolicy

/// Internet.nl's counting subtests of a website, as far as facts answer them.
///
/// Suites, keys and their order are judged by the policy NCSC-NL 2025 beside it, and routes and name servers by nobody
/// here: they are among what is missing.
struct InternetNLReading {
    private typealias Points = InternetNLScore.Points

    private(set) var points: [InternetNLSubtest: InternetNLScore.Points] = [:]

    /// Lines in common below which Internet.nl speaks of another page, as far as a sketch can tell.
    private static let leastLikeness = 0.8

    /// - Parameters:
    ///   - view: of the address.
    ///   - site: of its endpoint.
    init(_ page: PageResponse, _ view: WebView, _ site: WebView) {
        points[.strictTransportSecurity] = InternetNLJudgement.strictTransportSecurity(
            page.hops.first?.transportSecurity ?? []
        )
        if let plain = try? site.plain() {
            points[.forcedHTTPS] = InternetNLJudgement.forcedHTTPS(plain.trail(to: page))
        }
        readNames(site)
        readCertificate(view)
        readTLS(view)
    }

    private mutating func readNames(_ site: WebView) {
        let evidence = site.evidence
        guard let set = try? evidence.one(AddressSet.self, of: site.subject).fact else { return }
        if set.source == .resolved { points[.dnssec] = set.isSecure.map { $0 ? .full : .less } }
        let addresses = evidence.addresses(of: site.subject.name)
        let newer = addresses.filter { $0.address?.family == .v6 }
        let answers = newer.map { evidence.reason(Question(Reachability.self), of: $0) }
        if newer.isEmpty {
            points[.webOverIPv6] = Points.none
        } else if answers.allSatisfy({ $0 == nil }) {
            points[.webOverIPv6] = .full
        }
        guard !newer.isEmpty, newer.count < addresses.count else { return }
        let sketches = evidence.all(PageSketch.self, under: site.subject)
        guard let old = sketches.first(where: { $0.subject.address?.family == .v4 })?.fact,
            let new = sketches.first(where: { $0.subject.address?.family == .v6 })?.fact,
            let likeness = old.likeness(to: new)
        else { return }
        points[.sameContent] =
            old.status == new.status && likeness >= Self.leastLikeness ? Points.full : Points.none
    }

    private mutating func readCertificate(_ view: WebView) {
        let chain = ServedChain(CertificateChain.served, of: view.subject, in: view.evidence)
        if let trust = try? chain.trust() {
            points[.trust] = trust.outcome == .trusted ? Points.full : Points.none
        }
        if let match = try? chain.match() { points[.hostName] = match.matches ? Points.full : Points.none }
    }

    private mutating func readTLS(_ view: WebView) {
        let (evidence, subject) = (view.evidence, view.subject)
        let versions = VersionCensus(of: subject, in: evidence)
        if versions.offered.contains(where: { $0 < .tls12 }) {
            points[.versions] = Points.none
        } else if versions.doubts.isEmpty {
            points[.versions] = .full
        }
        if let compression = try? evidence.one(CompressionOffer.self, of: subject).fact {
            points[.compression] = compression.method == 0 ? Points.full : Points.none
        }
        if let early = try? evidence.one(EarlyData.self, of: subject).fact {
            points[.earlyData] = early.maximum == 0 ? Points.full : Points.none
        }
        guard versions[.tls12] == true,
            let offer = try? evidence.one(ExtensionOffer.self, ProtocolVersion.tls12.rawValue, of: subject)
                .fact
        else {
            if versions[.tls12] == false { points[.extendedMasterSecret] = .notTested }
            return
        }
        points[.secureRenegotiation] = offer.extensions.contains(0xFF01) ? Points.full : Points.none
        points[.extendedMasterSecret] = offer.extensions.contains(0x0017) ? Points.full : Points.none
    }
}
