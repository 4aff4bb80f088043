// SPDX-License-Identifier: Apache-2.0

/// The versions that this OpenSSL speaks, by their number on the wire.
package enum TLSVersion: UInt16, Codable, Sendable, CaseIterable, Comparable {
    case tls10 = 0x0301
    case tls11 = 0x0302
    case tls12 = 0x0303
    case tls13 = 0x0304

    package static func < (left: TLSVersion, right: TLSVersion) -> Bool { left.rawValue < right.rawValue }
}

/// Where a session stands after it was given bytes.
package enum TLSStep: Hashable, Sendable {
    case wantsInput
    case established
    case failed(TLSFailure)
}

/// Why a handshake failed.
package struct TLSFailure: Error, Hashable, Codable, Sendable {
    /// OpenSSL's words.
    package let reason: String
    /// The AlertDescription that the peer sent (RFC 8446 §6); nil where it sent none.
    package let alert: UInt8?

    package init(reason: String, alert: UInt8?) {
        self.reason = reason
        self.alert = alert
    }

    /// Whether OpenSSL broke off because the peer went on with an extension that answers nothing of ours, such as a
    /// protocol that was not offered (RFC 7301 §3.1).
    package var isForAnExtension: Bool { alert == nil && reason == "bad extension" }
}

/// What came of a read of application data.
package enum TLSRead: Hashable, Sendable {
    case bytes([UInt8])
    case wantsInput
    /// The peer sent close_notify.
    case closed
    case failed(TLSFailure)
}
