// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
import TLSWire

/// Fails where a cipher with 64-bit blocks is offered, whose blocks collide after some 32 GiB (Sweet32).
package struct SmallBlockSuites: Check {
    package static let identity = CheckIdentity(
        id: "tls.64-bit-block-suites",
        title: "Ciphers with 64-bit blocks are offered",
        measures: "Suites whose cipher has 64-bit blocks, by version.",
        scope: .address,
        levels: ["legacy-only", "offered"],
        references: ["RFC 9325 §4.1", "NIST SP 800-131Ar2 §2", "CVE-2016-2183"],
        remedy: "Remove the 3DES, DES, IDEA and RC2 suites (OpenSSL: !3DES)."
    )

    package init(_ settings: CheckSettings) throws(SettingError) {}

    package func gather(from evidence: any Evidence, about subject: Subject) throws(Unestablished)
        -> SuiteCensus
    {
        SuiteCensus(of: subject, in: evidence)
    }

    package func judge(_ census: SuiteCensus, at now: Date) -> Verdict {
        let found = census.suites(where: \.uses64BitBlock)
        guard let newest = found.last?.version else { return census.verdictOnNothingSeen }
        return .fail(
            level: newest >= .tls12 ? "offered" : "legacy-only",
            seen: found.inWords,
            expected: "blocks of 128 bits"
        )
    }
}
