// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// With which schemes a server signs in TLS 1.3, whose signature is encrypted: where the enumeration could not decrypt
/// it, a hello that offers one of them alone is answered, or refused.
///
/// The common ones go out one by one, side by side; the rare ones together first, since few servers have any: one
/// refusal rules all of them out.
struct SignatureSchemeInquiry: TLSInquiry {
    let tier = ProbeTier.active

    private static let version = ProtocolVersion.tls13
    private static let question = Question(SignatureSchemeOffer.self, version.rawValue)
    private static let remainder = SignatureSchemeOffer.remainder(version)

    var questions: [Question] { [Self.question] }

    func answers(about scene: TLSScene) async -> [Answer] {
        guard scene.examination.offered.contains(Self.version) else { return [] }
        if let answers = await decrypted(scene) { return answers }
        guard let search = SignatureSchemeSearch(scene) else {
            return Self.open(Self.noShare)
        }
        // A server that looks at the schemes only after its ServerHello would seem to have any.
        async let control = search.ask([Self.nobodys])
        var found = await search.schemes(among: Self.common.map { [$0] })
        switch await control {
        case .accepted: return Self.open(Self.indifferent)
        case .unknown(let reason): return Self.open(reason)
        case .refused(let refusal):
            found.refusals.append(refusal)
            found.refused.append(Self.nobodys)
        }
        found.add(await search.schemes(among: [Self.rare]))
        let together = RefusalUnion(of: found.refusals, whole: search.opening(found.refused))
        await scene.interrogator.confirm(found.refusals, jointly: [together])
        var gap = found.gap
        for refusal in found.refusals where await !scene.interrogator.stands(refusal) {
            gap = gap ?? Self.doubtful(refusal)
        }
        guard !found.schemes.isEmpty else { return Self.open(gap ?? Self.noneAlone) }
        var answers = AnswerList()
        if let gap { answers.add(Self.remainder, unestablished: gap) }
        answers.add(
            SignatureSchemeOffer(version: Self.version, schemes: found.schemes, isComplete: gap == nil)
        )
        return answers.list
    }

    /// What the enumeration read; nil where it could not.
    private func decrypted(_ scene: TLSScene) async -> [Answer]? {
        let encrypted = scene.examination.encrypted
        var gap: Unestablished?
        switch encrypted.schemesEnd {
        case nil, .unknown, .unused: return nil
        case .exhausted: break
        case .refused(let refusal):
            if await !scene.interrogator.stands(refusal) { gap = Self.doubtful(refusal) }
        }
        let schemes = encrypted.schemes.seen
        var answers = AnswerList()
        if let gap { answers.add(Self.remainder, unestablished: gap) }
        answers.add(SignatureSchemeOffer(version: Self.version, schemes: schemes, isComplete: gap == nil))
        return answers.list
    }

    private static func open(_ reason: Unestablished) -> [Answer] { [.unestablished(question, reason)] }

    private static func doubtful(_ refusal: Refusal) -> Unestablished {
        Unestablished(
            phase: .handshake,
            reason: "refused (\(refusal.manner)), and it is not sure that this means no",
            attempts: 1
        )
    }

    private static let noShare = Unestablished(
        phase: .handshake,
        reason: "no group was seen for which a key share can be made"
    )
    private static let noneAlone = Unestablished(
        phase: .reply,
        reason: "no signature scheme is answered alone",
        attempts: 1
    )
    private static let indifferent = Unestablished(
        phase: .reply,
        reason: "a hello is answered whatever signature schemes it offers",
        attempts: 1
    )

    /// Reserved for private use (RFC 8446 §4.2.3).
    private static let nobodys: UInt16 = 0xFE77

    /// What ordinary keys sign with.
    private static let common: [UInt16] = [0x0804, 0x0805, 0x0806, 0x0403, 0x0503, 0x0603]

    private static let rare = SignatureScheme.all.filter(\.usableInTLS13Handshake).map(\.id)
        .filter { !common.contains($0) }
}

/// The hellos of one inquiry.
private struct SignatureSchemeSearch {
    struct Found {
        var schemes: [UInt16] = []
        var refusals: [Refusal] = []
        /// What the refused hellos offered.
        var refused: [UInt16] = []
        /// Why some scheme is neither known to be there nor known not to be.
        var gap: Unestablished?

        mutating func add(_ other: Found) {
            schemes += other.schemes
            refusals += other.refusals
            refused += other.refused
            gap = gap ?? other.gap
        }
    }

    private let interrogator: Interrogator
    private let factory: HelloFactory
    private let suites: [UInt16]
    private let groups: [UInt16]

    /// Nil where no group was seen of which a share can be made without arithmetic.
    init?(_ scene: TLSScene) {
        interrogator = scene.interrogator
        suites = scene.examination.versions[.tls13]?.suites.seen ?? []
        let seen = scene.examination.groups13.seen.map { NamedGroup($0) }
        let random = [UInt8](repeating: 1, count: 64)
        let shared = seen.filter { KeyShareEntry.withoutPrivateKey(for: $0, random: random) != nil }
        // The shortest share; some stacks look closely at those of ML-KEM.
        guard let group = shared.min(by: { ($0.clientShareSize ?? 0) < ($1.clientShareSize ?? 0) }) else {
            return nil
        }
        groups = [group.id]
        var sharing = scene.factory
        sharing.sendsShare = true
        factory = sharing
    }

    func ask(_ schemes: [UInt16]) async -> Settled { await interrogator.settle(opening(schemes)) }

    func opening(_ schemes: [UInt16]) -> Opening {
        var proposal = factory.hello(.tls13 ... .tls13, suites: suites, groups: groups, schemes: schemes)
        // How the certificates are signed is another question, and not to stand in the way (RFC 8446 §4.2.3).
        if let any = Self.anyCertificate { proposal.hello.extraExtensions = [any] }
        return .hello(proposal, needs: .serverHelloOnly)
    }

    private static let anyCertificate: RawExtension? = {
        var body = ByteWriter()
        guard (try? body.list16("signature algorithms", SignatureScheme.all.map(\.id))) != nil else {
            return nil
        }
        return RawExtension(ExtensionType(50), body.bytes)
    }()

    /// Each family by itself, side by side.
    func schemes(among families: [[UInt16]]) async -> Found {
        await withTaskGroup(of: Found.self) { group in
            for family in families where !family.isEmpty { group.addTask { await search(family) } }
            var all = Found()
            for await found in group { all.add(found) }
            return all
        }
    }

    /// Asks for all together, then for each half of what is there.
    private func search(_ schemes: [UInt16]) async -> Found {
        var found = Found()
        switch await ask(schemes) {
        case .refused(let refusal):
            found.refusals = [refusal]
            found.refused = schemes
        case .unknown(let reason): found.gap = reason
        case .accepted:
            guard schemes.count > 1 else { return Found(schemes: schemes) }
            let parts =
                schemes.count <= 3
                ? schemes.map { [$0] }
                : [Array(schemes.prefix(schemes.count / 2)), Array(schemes.suffix((schemes.count + 1) / 2))]
            found.add(await self.schemes(among: parts))
        }
        return found
    }
}
