// SPDX-License-Identifier: Apache-2.0
import Settings

/// Whether Chancery looks at itself before it looks at others.
extension ChancerySection {
    static let selfCheck = Key(
        "SelfCheck",
        .boolean,
        standard: "yes",
        summary: "Whether servers of our own with known faults are measured before each cycle, on loopback."
    )
}
