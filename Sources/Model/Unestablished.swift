// SPDX-License-Identifier: Apache-2.0

/// Why a question has no answer: what happened in which phase, not whether it is good.
package struct Unestablished: Error, Hashable, Codable, Sendable {
    package enum Phase: String, Codable, Sendable {
        /// The name gave no address.
        case resolve
        /// No connection: refused, no route, or timed out.
        case connect
        /// The plain-text preamble of a service did not reach TLS.
        case greeting
        /// The peer says of itself that it does not have what the question is about.
        case absent
        /// The peer's answer to a hello was silence, a reset, or not TLS.
        case handshake
        /// An answer came and could not be read.
        case reply
        /// The vantage itself cannot see this (no IPv6 route, for example).
        case vantage
        /// Nobody attested this, or the attestation is no longer valid.
        case attestation
        /// The operator's authorisation does not cover the probe.
        case notAuthorised = "not-authorised"
        /// The host lies outside the listed estate.
        case notOurs = "not-ours"
        /// No probe of this version asks the question.
        case notMeasured = "not-measured"
        /// The question does not arise with what the peer has, so the verdict is `not_applicable`.
        case notApplicable = "not-applicable"
    }

    package let phase: Phase
    /// One line for people; may hold text from the peer, so it is hostile until escaped.
    package let reason: String
    /// How often it was tried; 0 where nothing was sent.
    package let attempts: Int

    package init(phase: Phase, reason: String, attempts: Int = 0) {
        self.phase = phase
        self.reason = reason
        self.attempts = attempts
    }

    /// Whether nobody asked in vain, so that the verdict is not `unknown`.
    package var isDeliberate: Bool {
        switch phase {
        case .notAuthorised, .notOurs, .notMeasured, .notApplicable: true
        case .resolve, .connect, .greeting, .absent, .handshake, .reply, .vantage, .attestation: false
        }
    }
}
