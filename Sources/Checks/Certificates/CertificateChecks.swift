// SPDX-License-Identifier: Apache-2.0

/// Checks on certificates and their chains.
package enum CertificateChecks {
    package static let all: [any Check.Type] = [
        ChainIncomplete.self,
        ChainUntrusted.self,
        NameMismatch.self,
        CertificateExpired.self,
        CertificateNotYetValid.self,
        CertificateExpiresSoon.self,
        CertificateLifetimeTooLong.self,
        WeakRSAKey.self,
        WeakECKey.self,
        WeakSignature.self,
        IntermediateExpired.self,
        NoTransparency.self,
        MustStapleMissing.self,
        KeyUsageUnfit.self,
        KeyShared.self,
    ]
}
