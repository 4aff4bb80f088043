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

    /// How much of the enumeration it rests on.
    var begins: ExaminationStage { get }

    /// Everything it answers on any endpoint; said to be not authorised where the tier is lower.
    var questions: [Question] { get }

    /// What follows without asking, and so holds whatever the tier; nil where that is nothing.
    func foregone(about scene: TLSScene) async -> [Answer]?

    func answers(about scene: TLSScene) async -> [Answer]
}

extension TLSInquiry {
    var begins: ExaminationStage { .enumerated }

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
    /// As far as it had come when the inquiry began.
    let examination: Examination
    let certificates: CertificateFacts
    /// The application protocols worth asking this service for.
    let applicationProtocols: [String]
    /// For whole handshakes with settings of an inquiry's own.
    let handshakes: HandshakeContexts
    /// Whether the operator wants hellos that a sound server tolerates and some do not.
    let asksRobustness: Bool
    /// What several inquiries of one visit rest on.
    var shared = SharedAnswers()
    var introduction = ClientIntroduction()
    /// What is asked of the endpoint once, over the connection of this address's page: paths.
    var pathsBesidePage: [String] = []
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
        LuckyThirteenInquiry(),
        BreachInquiry(),
        PageInquiry(),
        RelayInquiry(),
        CallServerInquiry(),
        StarttlsInjectionInquiry(),
        HeartbleedInquiry(),
        CCSInjectionInquiry(),
        TicketbleedInquiry(),
        InsecureRenegotiationInquiry(),
        ClientRenegotiationInquiry(),
        RobotInquiry(),
        PaddingOracleInquiry(),
    ]

    /// Asks all that the tier allows: what is harmless beside the enumeration, each as soon as that has come far
    /// enough, as far as the address's budget allows; then what is intrusive, one after another.
    static func answers(
        beside examiner: TLSExaminer,
        tier: ProbeTier,
        scene: @escaping @Sendable (TLSExaminer) async -> TLSScene
    ) async -> [Answer] {
        var answers = await withTaskGroup(of: (Int, [Answer]).self) { group in
            group.addTask {
                await examiner.enumerate()
                return (all.count, [])
            }
            for (position, inquiry) in all.enumerated() where inquiry.tier < .intrusive {
                group.addTask {
                    await examiner.reached(inquiry.begins)
                    var current = await scene(examiner)
                    if !current.allowsOrdinaryHandshakes {
                        await examiner.reached(.enumerated)
                        current = await scene(examiner)
                    }
                    return (position, await self.answers(of: inquiry, about: current, tier: tier))
                }
            }
            var parts: [(Int, [Answer])] = []
            for await part in group { parts.append(part) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
        let whole = await scene(examiner)
        for inquiry in all where inquiry.tier == .intrusive {
            answers += await self.answers(of: inquiry, about: whole, tier: tier)
        }
        return answers
    }

    private static func answers(
        of inquiry: any TLSInquiry,
        about scene: TLSScene,
        tier: ProbeTier
    ) async -> [Answer] {
        if let foregone = await inquiry.foregone(about: scene) { return foregone }
        return inquiry.tier > tier ? withheld(inquiry) : await inquiry.answers(about: scene)
    }

    private static func withheld(_ inquiry: any TLSInquiry) -> [Answer] {
        // What is active is open to every scan.
        let byScan = inquiry.tier == .intrusive ? " or scan --authorised-by" : ""
        let reason = Unestablished(
            phase: .notAuthorised,
            reason: "only with Authorised=\(inquiry.tier.rawValue)\(byScan)"
        )
        return inquiry.questions.map { .unestablished($0, reason) }
    }
}
