// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Foundation

/// A time stamp over a manifest: somebody else saw its bytes at an instant.
package struct ProvenTimestamp: Hashable, Sendable {
    package let time: Date
    /// The subject of the certificate that signed it; hostile until escaped.
    package let authority: String?
    /// Whether the reader trusts who issued that certificate; false where nobody was named.
    package let isTrusted: Bool

    /// How much later than it the manifest may say that it was written: clocks differ.
    package static let tolerance: TimeInterval = 300

    /// Reads a reply for a manifest.
    ///
    /// - Parameters:
    ///   - nonce: what the query had; nil where it is not known any more.
    ///   - authorities: certificates in PEM that are trusted; nil for none.
    package init(
        reply der: Data,
        over manifest: Data,
        nonce: [UInt8]? = nil,
        authorities: [UInt8]?
    ) throws(BrokenTimestamp) {
        guard let reply = try? TimestampReply(Array(der)) else {
            throw BrokenTimestamp("it is no reply of a time-stamping authority")
        }
        guard (0...1).contains(reply.status), let time = reply.time else {
            throw BrokenTimestamp("the authority refused: status \(reply.status)")
        }
        if let nonce, reply.nonce != nonce { throw BrokenTimestamp("it answers another query") }
        switch reply.standing(over: SHA256.digest(Array(manifest)), trusting: authorities) {
        case .trusted: isTrusted = true
        case .unknownAuthority: isTrusted = false
        case .broken(let reason): throw BrokenTimestamp(reason)
        }
        self.time = time
        authority = reply.authority
    }
}

/// Why a time stamp proves nothing, in words.
package struct BrokenTimestamp: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) { self.description = description }
}

extension ReportVerification {
    mutating func checkTimestamp(
        of manifest: ReportManifest,
        _ bytes: Data,
        in folder: WrittenReport,
        _ keys: HeadChain,
        authorities: [UInt8]?
    ) {
        guard let reply = folder.read(ProofFiles.timestamp) else {
            if folder.read(ProofFiles.timestampSignature) != nil {
                faults.append(ReportFault(ProofFiles.timestamp, "its signature is here, and it is missing"))
            } else {
                remarks.append("no time stamp: only this machine's clock says when the report was written")
            }
            return
        }
        if let signature = folder.read(ProofFiles.timestampSignature) {
            if !keys.fingerprints.contains(where: { keys.isMade(signature, over: reply, by: $0) }) {
                faults.append(
                    ReportFault(
                        ProofFiles.timestampSignature,
                        "it is not a signature over \(ProofFiles.timestamp): one of the two was altered"
                    )
                )
            }
        } else {
            remarks.append("the time stamp came by another way than through the signing key")
        }
        do throws(BrokenTimestamp) {
            let stamp = try ProvenTimestamp(reply: reply, over: bytes, authorities: authorities)
            timestamp = stamp
            guard manifest.written > stamp.time.addingTimeInterval(ProvenTimestamp.tolerance) else { return }
            faults.append(
                ReportFault(
                    ProofFiles.timestamp,
                    "it was made at \(stamp.time.formatted(.iso8601)), and the report says that it was written at "
                        + "\(manifest.written.formatted(.iso8601)): one of the clocks is wrong"
                )
            )
        } catch {
            faults.append(ReportFault(ProofFiles.timestamp, error.description))
        }
    }
}
