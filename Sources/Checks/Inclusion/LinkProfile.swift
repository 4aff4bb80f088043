// SPDX-License-Identifier: Apache-2.0

/// A kind of network between a reader and a server.
package struct LinkProfile: Hashable, Sendable {
    package let name: String
    /// kbit/s towards the reader.
    package let down: Double
    /// kbit/s from the reader.
    package let up: Double
    /// ms.
    package let roundTrip: Double
    /// Where the numbers come from, and of which day.
    package let source: String

    package init(name: String, down: Double, up: Double, roundTrip: Double, source: String) {
        self.name = name
        self.down = down
        self.up = up
        self.roundTrip = roundTrip
        self.source = source
    }

    /// `3g (1600 kbit/s, 300 ms)`.
    package var words: String { "\(name) (\(Self.short(down)) kbit/s, \(Self.short(roundTrip)) ms)" }

    private static func short(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\(number)"
    }
}
