// SPDX-License-Identifier: Apache-2.0

/// The address accepted a connection and answered a TLS hello.
///
/// An address that did not has no such fact but a reason: silence is never turned into a statement about the
/// peer.
package struct Reachability: Fact {
    package static let kind = FactKind("tls.reachability", version: 1)

    /// The largest suite list that was answered: 0 where every suite fitted one hello, else the split.
    package let suitesPerHello: Int

    package init(suitesPerHello: Int) { self.suitesPerHello = suitesPerHello }
}
