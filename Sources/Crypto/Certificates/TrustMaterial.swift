// SPDX-License-Identifier: Apache-2.0

/// Everything that the operator supplies to look at certificates with, loaded once and shared.
package struct TrustMaterial: Sendable {
    /// A set of anchors that is not public, by the operator's name for it.
    package struct PrivateStore: Sendable {
        package let name: String
        package let store: TrustStore

        package init(name: String, store: TrustStore) {
            self.name = name
            self.store = store
        }
    }

    /// The anchors that ordinary clients have.
    package let publicStore: TrustStore
    package let privateStores: [PrivateStore]
    /// Nil where the operator supplied none.
    package let weakKeys: WeakKeyList?
    /// Nil where the operator supplied none.
    package let logs: TransparencyLogList?
    /// Reads what servers send.
    package let reader = CertificateReader()

    package init(
        publicStore: TrustStore,
        privateStores: [PrivateStore] = [],
        weakKeys: WeakKeyList? = nil,
        logs: TransparencyLogList? = nil
    ) {
        self.publicStore = publicStore
        self.privateStores = privateStores
        self.weakKeys = weakKeys
        self.logs = logs
    }

    /// The anchor of any store that issued a certificate.
    package func issuer(of certificate: ParsedCertificate) -> ParsedCertificate? {
        let stores = [publicStore] + privateStores.map(\.store)
        guard let der = stores.lazy.compactMap({ $0.issuer(of: certificate) }).first else { return nil }
        return try? reader.read(der)
    }
}
