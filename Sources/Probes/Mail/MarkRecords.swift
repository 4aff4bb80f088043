// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import MailPolicy
internal import Model

/// The certificate that a domain's BIMI record names.
struct MarkRecords {
    private let questions: DomainQuestions
    private let marks: (any MarkCertificateFetching)?
    private let reach: NetworkReach

    init(_ questions: DomainQuestions, marks: (any MarkCertificateFetching)?, reach: NetworkReach) {
        self.questions = questions
        self.marks = marks
        self.reach = reach
    }

    /// - Parameter own: the ministry's domains; hosts elsewhere are not asked.
    func gather(_ domain: DNSName, within own: [DNSName]) async {
        guard let address = await authority(of: domain) else { return }
        do throws(Unestablished) {
            await questions.keep(.fact(try await certificate(at: address, within: own)))
        } catch {
            await questions.keep(.unestablished(Question(MarkCertificate.self), error))
        }
    }

    /// Nil where there is no record of which a certificate could be had.
    private func authority(of domain: DNSName) async -> String? {
        guard let name = domain.prepending("default", "_bimi"),
            let data = await questions.data(name, .txt).values
        else { return nil }
        let texts = data.compactMap { one -> [UInt8]? in
            if case .text(let strings) = one { strings.flatMap(\.self) } else { nil }
        }.filter(BIMIRecord.isRecord)
        guard texts.count == 1 else { return nil }
        return (try? BIMIRecord(texts[0]))?.authority
    }

    private func certificate(at text: String, within own: [DNSName]) async throws(Unestablished)
        -> MarkCertificate
    {
        let address: WebAddress
        do {
            address = try WebAddress(text, over: .https)
        } catch {
            throw Unestablished(phase: .reply, reason: "a= is no address of https")
        }
        guard let host = DNSName(address.host), own.contains(where: host.isWithin) else {
            throw Unestablished(
                phase: .notOurs,
                reason: "\(address.host) lies in none of the listed domains and is not asked"
            )
        }
        guard let marks, !questions.isOver else {
            let words = marks == nil ? "no reader of HTTPS is there" : DomainQuestions.overtime
            throw Unestablished(phase: .notMeasured, reason: words)
        }
        return try await marks.certificate(at: text, within: reach == .local).get()
    }
}
