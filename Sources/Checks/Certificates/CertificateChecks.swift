// SPDX-License-Identifier: Apache-2.0

/// Checks on certificates and their chains.
package enum CertificateChecks {
    package static let all: [any Check.Type] = [
        ChainIncomplete.self,
        ChainDisordered.self,
        ChainUntrusted.self,
        NameMismatch.self,
        CertificateExpired.self,
        CertificateNotYetValid.self,
        CertificateExpiresSoon.self,
        CertificateLifetimeTooLong.self,
        WeakRSAKey.self,
        WeakECKey.self,
        DSAKey.self,
        ROCAKey.self,
        DebianKey.self,
        WeakSignature.self,
        IntermediateExpired.self,
        NoTransparency.self,
        MustStapleMissing.self,
        StapleUnusable.self,
        CertificateRevoked.self,
        CertificateNotConformant.self,
        NamelessCertificate.self,
        KeyUsageUnfit.self,
        KeyShared.self,
    ]
}
