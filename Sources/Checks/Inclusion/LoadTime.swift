// SPDX-License-Identifier: Apache-2.0
internal import Foundation

/// How long bytes take over a link by a closed form: the set-up of connections, slow start, then the rate of the link.
///
///     T = RTT · (1 DNS + 1 TCP + k TLS) · origins + Σ over segments of max(RTT / window, segment / rate)
///
/// The window begins with ten segments (RFC 6928 §2) and doubles each round trip (RFC 5681 §3.1). A round that is not filled
/// counts in proportion, but for the first, which a request waits for whole. Nothing is lost on the way, and the server thinks
/// for no time: a time that a reader will hardly see bettered. It never falls with more bytes, origins or a longer round trip,
/// nor rises with a higher rate.
package enum LoadTime {
    /// Bytes of a segment.
    package static let segment = 1460
    private static let firstWindow = 10.0

    /// Seconds.
    ///
    /// - Parameters:
    ///   - origins: that are met one after the other, the first among them.
    ///   - handshake: round trips of TLS: 2 for TLS 1.2 (RFC 5246 §7.3), 1 for TLS 1.3 (RFC 8446 §2).
    package static func seconds(of bytes: Int, over link: LinkProfile, origins: Int, handshake: Int) -> Double
    {
        let roundTrip = link.roundTrip / 1000
        let perSegment = Double(segment) * 8 / (link.down * 1000)
        let setUp = roundTrip * Double(2 + max(0, handshake)) * Double(max(1, origins))
        var left = (Double(max(0, bytes)) / Double(segment)).rounded(.up)
        let first = min(left, firstWindow)
        var transfer = max(roundTrip, first * perSegment)
        left -= first
        var window = firstWindow * 2
        while left > 0 {
            let isFull = roundTrip / window <= perSegment
            let sent = isFull ? left : min(left, window)
            transfer += sent * max(roundTrip / window, perSegment)
            left -= sent
            window *= 2
        }
        return setUp + transfer
    }

    /// `4.2 s`, halves rounded up.
    package static func words(_ seconds: Double) -> String {
        String(format: "%.1f s", ((seconds * 10 + 1e-6) + 0.5).rounded(.down) / 10)
    }
}
