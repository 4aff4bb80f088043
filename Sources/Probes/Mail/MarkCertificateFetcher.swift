// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Facts
internal import MailPolicy
package import Model
internal import Resolver
internal import Transport

/// Whoever reads the certificate that a BIMI record names.
package protocol MarkCertificateFetching: Sendable {
    /// - Parameters:
    ///   - address: an https:// URL on a host that may be asked.
    ///   - isLocal: whether it may lead into private networks.
    func certificate(at address: String, within isLocal: Bool) async -> Result<MarkCertificate, Unestablished>
}

/// Reads it from the network: one GET, no redirect followed, at most 256 KiB.
package struct MarkCertificateFetcher: MarkCertificateFetching {
    private let fetch: WebFetch

    /// Names of the usage that marks a certificate as one of brand indicators.
    private static let usages: Set<String> = [
        "1.3.6.1.5.5.7.3.31", "id-kp-BrandIndicatorforMessageIdentification",
    ]

    /// - Parameter means: with the anchors for the host; the mark's own authorities are not among them.
    package init(_ means: FetchMeans) { fetch = means.fetch() }

    package func certificate(at address: String, within isLocal: Bool) async -> Result<
        MarkCertificate, Unestablished
    > {
        do throws(Unestablished) {
            return .success(try await read(address, isLocal ? .local : .global))
        } catch {
            return .failure(error)
        }
    }

    private func read(_ text: String, _ reach: NetworkReach) async throws(Unestablished) -> MarkCertificate {
        guard let address = try? WebAddress(text, over: .https) else {
            throw Unestablished(phase: .reply, reason: "a= is no address of https")
        }
        let bytes = try await fetch.run(
            WebFetch.Request(
                address: address,
                reach: reach,
                post: nil,
                limit: MarkFile.longest,
                media: "application/pem-certificate-chain, */*",
                mostRedirects: 0
            )
        )
        do throws(PolicySyntaxError) {
            return try Self.certificate(in: try MarkFile(bytes))
        } catch {
            throw WebFetch.reason("what \(address.authority) sends: \(error.problem)")
        }
    }

    private static func certificate(in file: MarkFile) throws(PolicySyntaxError) -> MarkCertificate {
        guard let details = try? ParsedCertificate(der: file.certificates[0]).details else {
            throw PolicySyntaxError("the first certificate cannot be read")
        }
        return MarkCertificate(
            subject: details.subject.text,
            issuer: details.issuer.text,
            names: details.subjectAlternativeNames?.dns ?? [],
            isForMarks: !usages.isDisjoint(with: details.extendedKeyUsage ?? []),
            notBefore: details.notBefore,
            notAfter: details.notAfter,
            sha256: details.sha256
        )
    }
}
