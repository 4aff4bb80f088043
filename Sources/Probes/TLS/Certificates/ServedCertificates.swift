// SPDX-License-Identifier: Apache-2.0
internal import Crypto

/// The certificates one answer carried, with what came beside them.
struct ServedCertificates: Hashable, Sendable {
    /// DER, leaf first, as sent.
    let chain: [[UInt8]]
    /// The stapled OCSP response in DER; nil where none came.
    let staple: [UInt8]?
    /// The timestamps of the TLS extension, each as the log wrote it (RFC 6962 §3.2).
    let timestamps: [[UInt8]]
    /// Whether the hello had status_request, without which no staple may come.
    let asksForStatus: Bool

    init(chain: [[UInt8]], staple: [UInt8]?, timestamps: [[UInt8]], asksForStatus: Bool = true) {
        self.asksForStatus = asksForStatus
        self.chain = chain
        self.staple = staple
        self.timestamps = timestamps
    }
}

extension ServedCertificates {
    init(_ facts: TLSSessionFacts) {
        self.init(chain: facts.chain, staple: facts.staple, timestamps: facts.timestampList)
    }
}
