// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire

extension ExtensionOffer {
    /// How the newest offered version before TLS 1.3 answered.
    ///
    /// Versions before `oldest` do not count; nil where it is known that none is offered.
    static func newestLegacy(
        from oldest: ProtocolVersion,
        of subject: Subject,
        in evidence: any Evidence
    ) throws(Unestablished) -> ExtensionOffer? {
        let versions = VersionCensus(of: subject, in: evidence)
        let legacy = oldest...ProtocolVersion.tls12
        guard let newest = versions.offered.last(where: legacy.contains) else {
            if let doubt = versions.doubt(on: legacy) { throw doubt }
            return nil
        }
        return try evidence.one(ExtensionOffer.self, newest.rawValue, of: subject).fact
    }
}
