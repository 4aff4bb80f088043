// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where SSL 2.0 is still offered, which lets strangers decrypt the TLS of the same key (DROWN).
package struct SSL2Offered: Check {
    /// Whether it is offered, and with which cipher specifications; nil where they were not read.
    package struct Basis: Hashable, Sendable {
        let isOffered: Bool
        let specifications: [UInt32]?
    }

    package static let identity = CheckIdentity(
        id: "tls.ssl2-offered",
        title: "SSL 2.0 is offered",
        measures: "Whether a hello of SSL 2.0 is answered in that protocol, even without a cipher in common.",
        scope: .address,
        levels: ["no-ciphers", "offered"],
        references: ["RFC 6176 §3", "CVE-2016-0800", "CVE-2015-3197"],
        remedy: "Switch SSL 2.0 off, here and wherever the same key is used; no client needs it."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Basis {
        let version = ProtocolVersion.ssl2.rawValue
        let isOffered = try evidence.one(VersionOffer.self, version, of: subject).fact.isOffered
        let offer = isOffered ? try? evidence.one(SSL2CipherOffer.self, of: subject).fact : nil
        return Basis(isOffered: isOffered, specifications: offer?.specifications)
    }

    package func judge(_ basis: Basis, at now: Date) -> Verdict {
        guard basis.isOffered else { return .pass }
        let names = basis.specifications?.map { SSLv2CipherSpec($0).description }
        // Without a cipher in its reply a server may still take one that it is not asked about.
        return .fail(
            level: names?.isEmpty == true ? "no-ciphers" : "offered",
            seen: names.map { $0.isEmpty ? "SSLv2 without a cipher" : "SSLv2 with \($0.listed())" }
                ?? "SSLv2",
            expected: "no SSLv2"
        )
    }
}
