// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Synchronization

/// The chains that one visit met, for what is asked about them elsewhere.
final class MetChains: Sendable {
    struct Chain: Hashable, Sendable {
        /// One of `CertificateChain.aspects`.
        let aspect: String
        /// DER, leaf first, as sent.
        let certificates: [[UInt8]]
    }

    private let met: Mutex<[Chain]> = Mutex([])

    /// Of several chains with one aspect the first stays; the one without a name is another host's, if anybody's.
    func note(_ certificates: [[UInt8]], as aspect: String) {
        guard aspect != CertificateChain.withoutName else { return }
        met.withLock { met in
            guard !met.contains(where: { $0.aspect == aspect }) else { return }
            met.append(Chain(aspect: aspect, certificates: certificates))
        }
    }

    var all: [Chain] { met.withLock { $0 } }
}
