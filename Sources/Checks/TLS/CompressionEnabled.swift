// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where TLS compresses, so that lengths give secrets away (CRIME).
package struct CompressionEnabled: Check {
    package static let identity = CheckIdentity(
        id: "tls.compression",
        title: "TLS compression is enabled",
        measures: "The compression method chosen when others are offered beside null.",
        scope: .address,
        levels: ["enabled"],
        references: ["RFC 9325 §3.3", "CVE-2012-4929"],
        remedy: "Switch compression off (OpenSSL: SSL_OP_NO_COMPRESSION)."
    )

    /// What the verdict rests on.
    package enum Input: Hashable, Sendable {
        case onlyTLS13
        /// IANA TLS compression method.
        case method(UInt8)
    }

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished) -> Input {
        let versions = VersionCensus(of: subject, in: evidence)
        if versions.offered == [.tls13], versions.doubt(on: .ssl3 ... .tls12) == nil { return .onlyTLS13 }
        return .method(try evidence.one(CompressionOffer.self, of: subject).fact.method)
    }

    package func judge(_ input: Input, at now: Date) -> Verdict {
        switch input {
        case .onlyTLS13: return .notApplicable(because: "TLS 1.3 has no compression")
        case .method(0): return .pass
        case .method(let method):
            let name = method == 1 ? "DEFLATE" : method == 64 ? "LZS" : "method \(method)"
            return .fail(level: "enabled", seen: "\(name) is chosen", expected: "no compression")
        }
    }
}
