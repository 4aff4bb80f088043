// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import Preambles

/// What the plain-text starts of one visit came to.
package struct StartTLSTally: Hashable, Sendable {
    private var acceptances = 0
    /// How often each way to say no was said.
    private var denials: [StartTLSOffer: Int] = [:]

    mutating func note(_ end: PreambleEnd) {
        switch end {
        case .accepted: acceptances += 1
        case .absent(let reply): denials[StartTLSOffer(.absent, code: reply.code), default: 0] += 1
        case .refused(let reply): denials[StartTLSOffer(.refused, code: reply.code), default: 0] += 1
        case .postponed, .failed: break
        }
    }

    var isAccepted: Bool { acceptances > 0 }

    /// What was denied, and always in the same way; nil where nothing or both was.
    fileprivate var denial: (offer: StartTLSOffer, times: Int)? {
        guard acceptances == 0, denials.count == 1 else { return nil }
        return denials.first.map { ($0.key, $0.value) }
    }

    fileprivate var isContradictory: Bool { denials.count + (isAccepted ? 1 : 0) > 1 }
}

/// Settles whether a service offers TLS at all.
///
/// A *no* is the service's own words, in a dialogue that it held to its end, and counts when it was said
/// `repetitions` times and nothing else ever was.
struct StartTLSSettlement {
    let peer: any TLSPeer
    let pause: Duration

    static let repetitions = 3
    private static let attempts = 6

    /// `failure`: why TLS was never spoken; nil where it was.
    func answers(after failure: Unestablished?) async -> [Answer] {
        guard var tally = await peer.startTLS else { return [] }
        var tries = 0
        while let denial = tally.denial, denial.times < Self.repetitions, tries < Self.attempts {
            try? await Task.sleep(for: pause)
            await peer.greet()
            tries += 1
            tally = await peer.startTLS ?? tally
        }
        return [Self.answer(tally, after: failure)]
    }

    private static func answer(_ tally: StartTLSTally, after failure: Unestablished?) -> Answer {
        let question = Question(StartTLSOffer.self)
        if tally.isContradictory {
            let reason = "TLS is offered at times, and at times it is not"
            return .unestablished(question, Unestablished(phase: .greeting, reason: reason, attempts: 1))
        }
        if let failure {
            if let denial = tally.denial, denial.times >= repetitions { return .fact(denial.offer) }
            return .unestablished(question, failure)
        }
        return .fact(StartTLSOffer(.offered))
    }
}
