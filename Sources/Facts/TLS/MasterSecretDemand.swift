// SPDX-License-Identifier: Apache-2.0
package import TLSWire

/// Whether a server that has extended_master_secret refuses a hello without it (RFC 7627 §5.3), asked at its newest version
/// below TLS 1.3.
///
/// A server may also answer the hello, and break off only when keys are made (OpenSSL's FIPS module); that is not seen.
package struct MasterSecretDemand: Fact {
    package static let kind = FactKind("tls.master-secret-demand", version: 1)

    package let version: ProtocolVersion
    package let isRefusedWithout: Bool

    package init(version: ProtocolVersion, isRefusedWithout: Bool) {
        self.version = version
        self.isRefusedWithout = isRefusedWithout
    }
}
