// SPDX-License-Identifier: Apache-2.0

/// Which transparency logs promised to log a leaf certificate, and by which way the promises came.
package struct TransparencyPromises: Fact {
    package static let kind = FactKind("tls.ct-promises", version: 1)

    package enum Way: String, Codable, Sendable { case certificate, handshake, staple }

    package enum Signature: String, Codable, Sendable {
        case valid, invalid
        /// The log's key is not known here, or the issuer's certificate.
        case unverified
    }

    package struct Promise: Codable, Hashable, Sendable {
        /// SHA-256 of the log's key.
        package let log: String
        package let way: Way
        package let signature: Signature
        /// By the operator's list of logs; nil where the log does not stand there.
        package let logOperator: String?

        package init(log: String, way: Way, signature: Signature, logOperator: String?) {
            self.log = log
            self.way = way
            self.signature = signature
            self.logOperator = logOperator
        }
    }

    /// The chain's.
    package let aspect: String
    /// Without doubles, by log, then by way.
    package let promises: [Promise]

    package init(aspect: String, promises: [Promise]) {
        self.aspect = aspect
        self.promises = Set(promises).sorted {
            ($0.log, $0.way.rawValue, $0.signature.rawValue) < (
                $1.log, $1.way.rawValue, $1.signature.rawValue
            )
        }
    }
}
