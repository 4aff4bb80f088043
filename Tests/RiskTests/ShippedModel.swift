// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Risk

/// The model file as it is installed, read against the checks of this version.
enum ShippedModel {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let path = root.appendingPathComponent("Config/risk-model.conf")

    static func bytes() throws -> [UInt8] { Array(try Data(contentsOf: path)) }

    static func model() throws -> RiskModel {
        try RiskModelFile(bytes(), file: "risk-model.conf", sha256: "00", knownChecks: declarations).model
    }

    static let declarations: [CheckDeclaration] = table.split(separator: "\n").map { line in
        let columns = line.split(separator: "|", omittingEmptySubsequences: false).map {
            $0.split(separator: " ").map(String.init)
        }
        return CheckDeclaration(
            id: columns[0][0],
            levels: columns[1],
            settings: columns.count > 2 ? columns[2] : [],
            scope: .address
        )
    }

    /// Id, levels mildest first, thresholds.
    private static let table = """
        tls.ssl3-offered | offered
        tls.tls1.0-offered | offered
        tls.tls1.1-offered | offered
        tls.tls1.2-missing | missing
        tls.tls1.3-missing | missing
        tls.null-suites | offered
        tls.anonymous-suites | offered
        tls.export-suites | offered
        tls.rc4-suites | offered
        tls.weak-bits | offered
        tls.64-bit-block-suites | legacy-only offered
        tls.cbc-suites | offered only
        tls.no-forward-secrecy | partly never
        tls.weak-groups | legacy weak
        tls.weak-dh | below-2048 at-most-1024
        tls.common-dh-prime | common
        tls.no-post-quantum | exposed long-lived | LongLivedYears
        tls.weak-key-exchange-signature | sha1 md5
        tls.compression | enabled
        tls.no-secure-renegotiation | missing
        tls.no-extended-master-secret | missing
        tls.client-order | client-chooses
        certificate.chain-incomplete | incomplete
        certificate.untrusted | unknown-root self-signed invalid
        certificate.name-mismatch | mismatch no-names
        certificate.expired | expired
        certificate.not-yet-valid | not-yet-valid
        certificate.expires-soon | soon very-soon | Soon VerySoon
        certificate.lifetime-too-long | over-limit
        certificate.weak-rsa-key | phase-out weak broken | PhaseOutBits MinimumBits BrokenBits
        certificate.weak-ec-key | weak
        certificate.weak-signature | sha1 md5
        certificate.intermediate-expired | expired
        certificate.no-transparency | missing
        certificate.must-staple-missing | missing
        certificate.key-usage | unfit
        endpoint.unreachable |
        endpoint.addresses-differ | differ
        certificate.key-shared | shared
        inclusion.clients-excluded | some many | Some Many
        inclusion.ipv6-missing | missing
        """
}
