// SPDX-License-Identifier: Apache-2.0
internal import TLSWire

/// One connection, and when.
struct Attempt: Sendable {
    let reaction: Reaction
    let sent: Int
    let came: Int
}

/// How often one hello was tried, and what came of it.
struct AttemptHistory {
    var count = 0
    var drops = 0
    var silences = 0
    /// When the first try was sent.
    var began: Int?
    /// No control hello was answered among the drops.
    var isDoubtful = false
    /// An answer that broke off after its ServerHello.
    var fragment: (reply: HelloReply, attempt: Attempt)?
}
