// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// One further question to an address once its offer is known; one file each.
///
/// An inquiry asks only what the enumeration left open, answers each of its questions by a fact or a reason,
/// and judges nothing.
protocol TLSInquiry: Sendable {
    /// The least that the operator must have authorised.
    var tier: ProbeTier { get }

    /// Everything it answers on any endpoint; said to be not authorised where the tier is lower.
    var questions: [Question] { get }

    /// What follows without asking, and so holds whatever the tier; nil where that is nothing.
    func foregone(about scene: TLSScene) async -> [Answer]?

    func answers(about scene: TLSScene) async -> [Answer]
}

extension TLSInquiry {
    func foregone(about scene: TLSScene) async -> [Answer]? { nil }
}

/// What an inquiry finds: the peer, and all that the hellos before it showed.
struct TLSScene: Sendable {
    let endpoint: Endpoint
    /// Nil where the endpoint is named by an address.
    let serverName: String?
    let peer: any TLSPeer
    /// For hellos whose refusal must be believed.
    let interrogator: Interrogator
    /// Makes hellos that this peer is known to take.
    let factory: HelloFactory
    let examination: Examination
    let certificates: CertificateFacts
    /// The application protocols worth asking this service for.
    let applicationProtocols: [String]
    /// For whole handshakes with settings of an inquiry's own.
    let handshakes: HandshakeContexts
    /// Whether the operator wants hellos that a sound server tolerates and some do not.
    let asksRobustness: Bool
}

/// Every inquiry of this version; a new one adds one line here.
enum TLSInquiries {
    static let all: [any TLSInquiry] = [
        SessionInquiry(),
        ServerNameInquiry(),
        RobustnessInquiry(),
        SignatureSchemeInquiry(),
        FallbackInquiry(),
        RaccoonInquiry(),
        AlpacaInquiry(),
        OpossumInquiry(),
        BreachInquiry(),
        StarttlsInjectionInquiry(),
        HeartbleedInquiry(),
        CCSInjectionInquiry(),
        TicketbleedInquiry(),
        InsecureRenegotiationInquiry(),
        ClientRenegotiationInquiry(),
        RobotInquiry(),
        PaddingOracleInquiry(),
    ]

    /// Asks all that the tier allows: what is harmless side by side, as far as the address's budget allows, then
    /// what is intrusive one after another.
    static func answers(about scene: TLSScene, tier: ProbeTier) async -> [Answer] {
        var answers: [Answer] = []
        var allowed: [any TLSInquiry] = []
        for inquiry in all {
            if let foregone = await inquiry.foregone(about: scene) {
                answers += foregone
            } else if inquiry.tier > tier {
                answers += withheld(inquiry)
            } else {
                allowed.append(inquiry)
            }
        }
        answers += await withTaskGroup(of: (Int, [Answer]).self) { group in
            for (position, inquiry) in allowed.enumerated() where inquiry.tier < .intrusive {
                group.addTask { (position, await inquiry.answers(about: scene)) }
            }
            var parts: [(Int, [Answer])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
        for inquiry in allowed where inquiry.tier == .intrusive {
            answers += await inquiry.answers(about: scene)
        }
        return answers
    }

    private static func withheld(_ inquiry: any TLSInquiry) -> [Answer] {
        inquiry.questions.map {
            .unestablished(
                $0,
                Unestablished(
                    phase: .notAuthorised,
                    reason: "only with Authorised=\(inquiry.tier.rawValue)"
                )
            )
        }
    }
}
