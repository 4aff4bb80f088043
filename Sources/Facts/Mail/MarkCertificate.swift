// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// The certificate that a domain's BIMI record points to (VMC or CMC), as it says of itself; nobody vouches for it here.
package struct MarkCertificate: Fact {
    package static let kind = FactKind("mail.mark-certificate", version: 1)

    package let subject: String
    package let issuer: String
    /// DNS names it is for, in lower case, sorted.
    package let names: [String]
    /// Whether its extended key usage is that of brand indicators (1.3.6.1.5.5.7.3.31).
    package let isForMarks: Bool
    /// Nil where the time cannot be read.
    package let notBefore: Date?
    /// Nil where the time cannot be read.
    package let notAfter: Date?
    package let sha256: String

    package init(
        subject: String,
        issuer: String,
        names: some Sequence<String>,
        isForMarks: Bool,
        notBefore: Date?,
        notAfter: Date?,
        sha256: String
    ) {
        self.subject = subject
        self.issuer = issuer
        self.names = Set(names.map { $0.lowercased() }).sorted()
        self.isForMarks = isForMarks
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.sha256 = sha256
    }
}
