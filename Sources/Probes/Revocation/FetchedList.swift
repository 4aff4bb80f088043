// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Synchronization

/// A list as it was fetched, with the certificates that were found to stand behind it or not: a long list costs as
/// much to verify as to fetch.
final class FetchedList: Sendable {
    enum Origin: Sendable {
        case issuer
        /// The list names another issuer.
        case otherIssuer
        /// It names this issuer, whose key did not sign it.
        case forged
    }

    let list: CertificateRevocationList
    private let origins: Mutex<[[UInt8]: Origin]> = Mutex([:])

    init(_ list: CertificateRevocationList) { self.list = list }

    /// Whether a certificate's subject and key stand behind the list.
    func origin(_ issuer: ParsedCertificate) -> Origin {
        origins.withLock { origins in
            if let known = origins[issuer.der] { return known }
            let origin: Origin =
                !list.isIssued(by: issuer) ? .otherIssuer : list.isSigned(by: issuer) ? .issuer : .forged
            // Who serves many certificates under one URL gains nothing by it.
            if origins.count < 64 { origins[issuer.der] = origin }
            return origin
        }
    }
}
