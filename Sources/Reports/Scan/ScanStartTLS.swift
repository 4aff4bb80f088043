// SPDX-License-Identifier: Apache-2.0
import Facts
import Model

/// Whether a service that begins in plain text was brought to TLS.
package struct ScanStartTLS: Hashable, Sendable {
    /// From the best to the worst that several addresses may come to.
    package enum State: String, Sendable, Comparable, CaseIterable {
        /// TLS begins with the first byte.
        case notApplicable = "not_applicable"
        case accepted, unknown, refused, absent

        package static func < (left: State, right: State) -> Bool { left.rank < right.rank }

        private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
    }

    package let state: State
    /// The code of the reply that decided; nil where no code did.
    package let code: String?
    /// Why the state is unknown.
    let gap: Unestablished?

    /// Whether the service itself said that it has no TLS.
    package var isDenied: Bool { state == .absent || state == .refused }

    /// The worst of the addresses that took a connection; `failure` where there are none.
    static func worst(
        of subjects: [Subject],
        service: Service,
        in evidence: any Evidence,
        otherwise failure: Unestablished?
    ) -> ScanStartTLS {
        guard !service.isImplicitTLS else { return ScanStartTLS(state: .notApplicable, code: nil, gap: nil) }
        let answers = subjects.map { ScanStartTLS(evidence.answer(StartTLSOffer.self, "", of: $0)) }
        // Who took no connection said nothing; the list of addresses tells.
        let heard = answers.filter { $0.gap?.phase != .connect && $0.gap?.phase != .vantage }
        let none = Unestablished(phase: .notMeasured, reason: "no address was measured")
        return (heard.isEmpty ? answers : heard).max { $0.state < $1.state }
            ?? ScanStartTLS(state: .unknown, code: nil, gap: failure ?? none)
    }

    private init(state: State, code: String?, gap: Unestablished?) {
        self.state = state
        self.code = code
        self.gap = gap
    }

    private init(_ answer: Result<StartTLSOffer, Unestablished>) {
        switch answer {
        case .failure(let reason): self.init(state: .unknown, code: nil, gap: reason)
        case .success(let offer):
            let state: State =
                switch offer.state {
                case .offered: .accepted
                case .absent: .absent
                case .refused: .refused
                }
            self.init(state: state, code: offer.code, gap: nil)
        }
    }

    var json: JSONValue { ["state": .string(state.rawValue), "reply": JSONValue(code)] }
}
