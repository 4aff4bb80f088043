// SPDX-License-Identifier: Apache-2.0
package import Foundation

/// Which certificates for a domain and the names below it were logged, by the operator's extract of transparency logs.
package struct IssuedCertificates: Fact {
    package static let kind = FactKind("names.issued-certificates", version: 1)

    /// Of one issuer, those that end last.
    package static let mostShown = 16

    package struct Certificate: Codable, Hashable, Sendable {
        /// Hexadecimal digits in lower case.
        package let serial: String
        package let notBefore: Date
        package let notAfter: Date
        /// Those in the domain, sorted; at most eight.
        package let names: [String]

        package init(serial: String, notBefore: Date, notAfter: Date, names: some Sequence<String>) {
            self.serial = serial
            self.notBefore = notBefore
            self.notAfter = notAfter
            self.names = Array(Set(names).sorted().prefix(8))
        }
    }

    package struct Issuer: Codable, Hashable, Sendable {
        /// As the extract has it: `C=US, O=Authority, CN=Issuing CA`.
        package let name: String
        /// All of its certificates for the domain.
        package let count: Int
        /// Those that end last come first.
        package let certificates: [Certificate]

        package init(name: String, certificates: some Sequence<Certificate>) {
            let all = certificates.sorted {
                ($0.notAfter, $0.notBefore, $0.serial) > ($1.notAfter, $1.notBefore, $1.serial)
            }
            self.name = name
            count = all.count
            self.certificates = Array(all.prefix(IssuedCertificates.mostShown))
        }
    }

    /// Sorted by name.
    package let issuers: [Issuer]

    package init(issuers: some Sequence<Issuer>) { self.issuers = issuers.sorted { $0.name < $1.name } }
}
