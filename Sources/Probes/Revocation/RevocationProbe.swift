// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
package import Foundation
internal import Model
package import Resolver
package import Transport

/// Asks the authorities of served certificates whether they were revoked, by responder and by list.
///
/// It phones out to third parties, so it exists only where the operator wants it. What was fetched once serves all
/// endpoints that are measured by it; so it lives for one cycle.
package final class RevocationProbe: Sendable {
    private let settings: RevocationSettings
    private let lists: ListSource
    private let responders: ResponderSource

    /// More certificates of one chain are not asked about.
    private static let longestChain = 8
    /// More URLs of one certificate are not tried.
    private static let mostURLs = 4

    /// - Parameter clock: tells current lists from stale ones.
    package init(
        dialer: Dialer,
        settings: RevocationSettings,
        introduction: ClientIntroduction,
        limits: DialogueLimits,
        resolve: @escaping @Sendable (String) async -> Resolution,
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.settings = settings
        let fetch = WebFetch(
            dialer: dialer,
            proxy: settings.proxy,
            resolve: resolve,
            courtesy: AddressBudget(),
            userAgent: introduction.userAgent,
            limits: limits,
            deadline: settings.deadline
        )
        lists = ListSource(fetch: fetch, longest: settings.maximumListBytes, clock: clock)
        responders = ResponderSource(fetch: fetch, clock: clock)
    }

    /// Gives up what is under way.
    package func stop() async {
        await lists.stop()
        await responders.stop()
    }

    /// What responders and lists say of each chain's certificates, as far as those name any.
    func answers(
        about chains: [MetChains.Chain],
        servedBy address: IPAddress,
        material: TrustMaterial,
        deadline: ContinuousClock.Instant
    ) async -> [Answer] {
        let questions = chains.flatMap { self.questions(about: $0, material: material) }
        let bounds = RevocationQuestion.Bounds(reach: NetworkReach(of: address), deadline: deadline)
        return await withTaskGroup(of: (Int, Answer).self) { group in
            for (place, question) in questions.enumerated() {
                group.addTask { (place, await self.answer(question, bounds)) }
            }
            var answers: [(Int, Answer)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0 < $1.0 }.map(\.1)
        }
    }

    private func questions(about chain: MetChains.Chain, material: TrustMaterial) -> [RevocationQuestion] {
        let certificates = chain.certificates.map { try? material.reader.read($0) }
        let legible = certificates.compactMap(\.self)
        return certificates.prefix(Self.longestChain).enumerated().flatMap { position, certificate in
            // Nobody but itself could revoke what signs itself.
            guard let certificate, !certificate.details.isSelfSigned else { return [RevocationQuestion]() }
            let details = certificate.details
            let issuer = CertificateStatusFacts.issuer(of: certificate, in: legible, material: material)
            let sources: [(RevocationStatus.Source, Bool, [String])] = [
                (.ocsp, settings.asksResponders, details.ocspURLs),
                (.crl, settings.fetchesLists, details.crlURLs),
            ]
            return sources.filter { $0.1 && !$0.2.isEmpty }.map { source, _, urls in
                RevocationQuestion(
                    aspect: chain.aspect,
                    position: position,
                    source: source,
                    urls: urls,
                    certificate: certificate,
                    isAuthority: details.isCertificateAuthority,
                    issuer: issuer
                )
            }
        }
    }

    /// Tries its URLs in turn until one settles the question; else the first status or reason of all counts.
    private func answer(_ question: RevocationQuestion, _ bounds: RevocationQuestion.Bounds) async -> Answer {
        guard let issuer = question.issuer else {
            let reason = RevocationQuestion.open("the issuer is neither sent nor an anchor")
            return .unestablished(question.question, reason)
        }
        var unsettled: RevocationStatus?
        var gap: Unestablished?
        for url in question.urls.prefix(Self.mostURLs) {
            do throws(Unestablished) {
                let address = try WebAddress(source: url)
                let status =
                    question.source == .crl
                    ? try await lists.status(question, issuer: issuer, at: address, bounds)
                    : try await responders.status(question, issuer: issuer, at: address, bounds)
                guard !status.isSettled else { return .fact(status) }
                unsettled = unsettled ?? status
            } catch {
                gap = gap ?? error
            }
        }
        if let unsettled { return .fact(unsettled) }
        return .unestablished(question.question, gap ?? RevocationQuestion.open("it names no URL"))
    }
}
