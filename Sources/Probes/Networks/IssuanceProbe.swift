// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
internal import Model
internal import Registers

/// Where the operator's extract of transparency logs lies, and how old it may be.
package struct IssuanceFile: Hashable, Sendable {
    /// JSON lines in the words of crt.sh; nil for none.
    package var path: String?
    package var age: Duration

    package init(path: String? = nil, age: Duration = .seconds(7 * 86_400)) {
        self.path = path
        self.age = age
    }
}

/// Looks up which certificates were logged for the domains of visits; it asks nobody.
package struct IssuanceProbe: Sendable {
    private static let longestFile = 256 << 20

    private let extract: Result<CertificateExtract, Unestablished>

    /// Reads the file; nil where none is named.
    ///
    /// - Parameter now: against which its age counts.
    package init?(_ file: IssuanceFile, now: Date = Date()) {
        guard let path = file.path else { return nil }
        extract = Result { () throws(Unestablished) in
            var reader = CertificateExtractReader()
            let read = try OperatorFile(path, longest: Self.longestFile) { reader.receive($0) }
            let extract: CertificateExtract
            do throws(ExtractFault) {
                extract = try reader.finish()
            } catch {
                throw OperatorFile.gap(path, error.description)
            }
            try read.checkAge(file.age, now)
            return extract
        }
    }

    /// The visit to a domain with what the extract says of it; other visits as they are.
    package func complete(_ visit: Visit) -> Visit {
        guard visit.subject.scope == .domain else { return visit }
        return Visit(
            subject: visit.subject,
            vantage: visit.vantage,
            started: visit.started,
            finished: visit.finished,
            cost: visit.cost,
            transcriptSHA256: visit.transcriptSHA256,
            answers: visit.answers + [answer(about: visit.subject.name)]
        )
    }

    private func answer(about domain: String) -> Answer {
        do throws(Unestablished) {
            let found = try extract.get().certificates(of: domain)
            // An extract of other domains would clear each one that it does not have.
            guard !found.isEmpty else {
                throw Unestablished(
                    phase: .vantage,
                    reason: "the extract of CTExtract= has no certificate of the domain"
                )
            }
            let byIssuer = Dictionary(grouping: found, by: \.issuer)
            return .fact(
                IssuedCertificates(
                    issuers: byIssuer.map { issuer, certificates in
                        IssuedCertificates.Issuer(name: issuer, certificates: certificates.map(Self.kept))
                    }
                )
            )
        } catch {
            return .unestablished(Question(IssuedCertificates.self), error)
        }
    }

    private static func kept(_ certificate: LoggedCertificate) -> IssuedCertificates.Certificate {
        IssuedCertificates.Certificate(
            serial: certificate.serial,
            notBefore: certificate.notBefore,
            notAfter: certificate.notAfter,
            names: certificate.names
        )
    }
}
