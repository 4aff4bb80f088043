// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Foundation
internal import Model

/// Says by the issuer's list whether a certificate was revoked (RFC 5280 §6.3).
struct ListSource: Sendable {
    private let fetch: WebFetch
    private let longest: Int
    private let clock: @Sendable () -> Date
    private let queue: FetchQueue<WebFetch.Request, FetchedList>

    /// - Parameter longest: of a list, in bytes.
    init(fetch: WebFetch, longest: Int, clock: @escaping @Sendable () -> Date) {
        self.fetch = fetch
        self.longest = longest
        self.clock = clock
        queue = FetchQueue(most: 2, heaviest: 3 * longest) { (try? $0.get())?.list.footprint ?? 512 }
    }

    func stop() async { await queue.stop() }

    /// Throws why the list at the address says nothing.
    func status(
        _ question: RevocationQuestion,
        issuer: ParsedCertificate,
        at address: WebAddress,
        _ bounds: RevocationQuestion.Bounds
    ) async throws(Unestablished) -> RevocationStatus {
        let fetched = try await fetched(from: address, bounds)
        try Self.check(fetched, for: question, issuer: issuer)
        let entry: CertificateRevocationList.Entry?
        do {
            entry = try fetched.list.entry(for: question.certificate.der)
        } catch {
            throw RevocationQuestion.open("the certificate's serial number cannot be read")
        }
        let listed = entry.flatMap { $0.reason == .removeFromCRL ? nil : $0 }
        return RevocationStatus(
            chain: question.aspect,
            position: question.position,
            source: .crl,
            status: listed == nil ? .good : .revoked,
            isSigned: true,
            currency: RevocationStatus.Currency(
                from: fetched.list.thisUpdate,
                to: fetched.list.nextUpdate,
                at: clock()
            ),
            revoked: listed?.revoked,
            reason: listed?.reason?.rawValue
        )
    }

    private func fetched(
        from address: WebAddress,
        _ bounds: RevocationQuestion.Bounds
    ) async throws(Unestablished) -> FetchedList {
        let request = WebFetch.Request(address: address, reach: bounds.reach, post: nil, limit: longest)
        let answer = await queue.answer(request, until: bounds.deadline) { [fetch] in
            do throws(Unestablished) {
                let bytes = try await fetch.run(request)
                do {
                    return .success(FetchedList(try CertificateRevocationList(der: bytes)))
                } catch {
                    throw RevocationQuestion.open("what \(address.authority) sends is no revocation list")
                }
            } catch {
                return .failure(error)
            }
        }
        return try answer.get()
    }

    /// Throws why the list says nothing of the certificate (RFC 5280 §6.3.3).
    private static func check(
        _ fetched: FetchedList,
        for question: RevocationQuestion,
        issuer: ParsedCertificate
    ) throws(Unestablished) {
        let origin = fetched.origin(issuer)
        guard origin != .otherIssuer else { throw RevocationQuestion.open("the list is another issuer's") }
        guard origin == .issuer else {
            throw RevocationQuestion.open("the list is not signed by the issuer's key")
        }
        let list = fetched.list
        if let doubt = list.doubt { throw RevocationQuestion.open(doubt.words) }
        let covers =
            switch list.coverage {
            case .all: true
            case .users: !question.isAuthority
            case .authorities: question.isAuthority
            }
        guard covers else {
            throw RevocationQuestion.open("the list is about other kinds of certificates")
        }
        // Else a list of other certificates of the same issuer could be put in its place.
        let points = list.distributionPoints
        guard points.isEmpty || points.contains(where: question.urls.contains) else {
            throw RevocationQuestion.open("the list is for another distribution point")
        }
    }
}

extension CertificateRevocationList.Doubt {
    fileprivate var words: String {
        switch self {
        case .delta: "the list holds changes only (delta), which is not judged"
        case .indirect: "the list speaks for other issuers, too (indirect), which is not judged"
        case .attributeCertificates: "the list is about attribute certificates"
        case .someReasons: "the list holds some reasons only, which is not judged"
        case .relativeName: "the list names its distribution point relatively, which is not judged"
        case .criticalExtension(let identifier):
            "the list has a critical extension that is not understood (\(identifier))"
        }
    }
}
