// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Model
internal import TLSWire

/// Heartbleed (CVE-2014-0160), asked without a byte of the server's memory where that can be done.
///
/// Behind a whole handshake goes a heartbeat that claims no payload and lacks its padding, then a proper one
/// (RFC 6520 §4): a sound server answers only the second, an affected one both, and neither leaks anything. Where
/// no handshake comes about, one that claims a single byte more than it has goes in the clear behind the
/// server's flight; and where that is met by silence, as OpenSSL holds back what does not fill its buffer, one
/// that claims what fills it, behind a hello so long that what comes back is the hello.
struct HeartbleedInquiry: AttackInquiry {
    let tier = ProbeTier.intrusive
    let attack = NamedAttack.heartbleed

    func answers(about scene: TLSScene) async -> [Answer] {
        guard let hello = AttackHello(scene, where: { !$0.isSignalling }) else {
            return await scene.noSuite(attack, "ask for the heartbeat extension")
        }
        let classic = AttackHello(scene, where: \.isClassic)
        return await Trials(attack: attack, deadline: scene.interrogator.deadline).settle {
            if let classic {
                let trial = await within(scene, classic)
                if let trial { return trial }
            }
            return await inTheClear(scene, hello)
        }
    }

    // MARK: Behind a whole handshake

    /// Nil where it came to no handshake, or to no answer at all.
    private func within(_ scene: TLSScene, _ hello: AttackHello) async -> Trial? {
        var offer = hello.make()
        offer.heartbeatMode = 1
        let outcome: ClassicMachine.Outcome
        do {
            outcome = try await scene.classic(offer) { client in
                client.serverHello?.heartbeatMode == nil
                    ? []
                    : client.protect(.heartbeat, Heartbeat.withoutPayload)
                        + client.protect(.heartbeat, Heartbeat.proper)
            } isAnswer: { event in
                switch event {
                case .heartbeat: true
                case .alert(let alert): alert.endsDialogue
                default: false
                }
            }
        } catch {
            return .nothing(error)
        }
        if let hello = outcome.serverHello, hello.heartbeatMode == nil { return Self.notOffered }
        guard outcome.failure == nil else { return nil }
        for case .heartbeat(let message) in outcome.events {
            let claimed = Heartbeat.claimedLength(of: message)
            return claimed == 0
                ? .shows(.vulnerable, evidence: "answers a heartbeat that is shorter than a heartbeat can be")
                : .shows(.safe, evidence: "answers a proper heartbeat and not one that is too short")
        }
        switch outcome.response() {
        case .silence?, nil: return nil
        case let response?:
            return .shows(.safe, evidence: "\(response.words) for a heartbeat that is too short")
        }
    }

    // MARK: In the clear

    private func inTheClear(_ scene: TLSScene, _ hello: AttackHello) async -> Trial {
        let kind = await look(scene, hello, Heartbeat.oneByteMore, padding: .automatic)
        guard case .nothing(let reason) = kind, reason == Heartbeat.silence else { return kind }
        // The record that is read last lies over the beginning of the hello, whose padding is what leaks.
        return await look(scene, hello, Heartbeat.filling, padding: .bytes(Heartbeat.filling.claimed + 512))
    }

    private func look(
        _ scene: TLSScene,
        _ hello: AttackHello,
        _ heartbeat: Heartbeat,
        padding: ClientHello.Padding
    ) async -> Trial {
        var offer = hello.make()
        offer.heartbeatMode = 1
        offer.padding = padding
        do {
            let outcome = try await scene.intrude(offer) { flight in
                flight.serverHello.heartbeatMode == nil
                    ? nil : heartbeat.record(version: flight.serverHello.version)
            }
            if let hello = outcome.reply.serverHello, hello.heartbeatMode == nil { return Self.notOffered }
            return heartbeat.verdict(on: outcome)
        } catch {
            return .nothing(error)
        }
    }

    private static let notOffered = Trial.shows(
        .notApplicable,
        evidence: "the server does not take up the heartbeat extension"
    )
}
