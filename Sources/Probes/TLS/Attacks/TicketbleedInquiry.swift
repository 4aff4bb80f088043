// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import TLSWire

/// Ticketbleed (CVE-2016-9244): whether a short session id beside a ticket comes back filled up from memory.
struct TicketbleedInquiry: AttackInquiry {
    let tier = ProbeTier.intrusive
    let attack = NamedAttack.ticketbleed

    /// Bytes of the session ids sent; F5's leak is the rest up to 32.
    private static let lengths = [16, 1, 31]

    func answers(about scene: TLSScene) async -> [Answer] {
        guard let hello = AttackHello(scene, where: \.isClassic) else {
            return await scene.noSuite(attack, "get a ticket")
        }
        return await Trials(attack: attack, deadline: scene.interrogator.deadline).settle {
            do {
                var offer = hello.make()
                offer.sessionTicket = []
                let session = try await scene.classic(offer)
                if let reason = session.failure { return .lost(reason) }
                guard let ticket = session.ticket?.ticket, !ticket.isEmpty else {
                    return .shows(.notApplicable, evidence: "no session tickets are issued below TLS 1.3")
                }
                return await resume(scene, hello, ticket: ticket)
            } catch let reason as Unestablished {
                return .nothing(reason)
            } catch {
                return .lost("\(error)")
            }
        }
    }

    private func resume(_ scene: TLSScene, _ hello: AttackHello, ticket: [UInt8]) async -> Trial {
        var tails: [[UInt8]] = []
        for length in Self.lengths {
            var offer = hello.make()
            offer.sessionTicket = ticket
            offer.sessionID = RandomBytes.made(length)
            switch await scene.peer.ask(offer, needs: .serverHelloOnly) {
            case .unreachable(let reason): return .nothing(reason)
            case .reply(let reply):
                guard let server = reply.serverHello else { return Self.refusal(reply) }
                guard server.sessionID.count == 32, server.sessionID.starts(with: offer.sessionID) else {
                    return .shows(.safe, evidence: "a short session id comes back as it was, or is replaced")
                }
                tails.append(Array(server.sessionID.dropFirst(length)))
            }
        }
        return Self.judge(tails)
    }

    private static func refusal(_ reply: HelloReply) -> Trial {
        switch reply.answer {
        case .alert(let alert):
            .shows(.safe, evidence: "\(alert.words) for a short session id beside a ticket")
        case .closed, .reset: .shows(.safe, evidence: "a close for a short session id beside a ticket")
        default: .lost("no answer to a hello with a ticket")
        }
    }

    /// Memory differs from time to time; a filling of zeros leaks nothing.
    static func judge(_ tails: [[UInt8]]) -> Trial {
        if tails.allSatisfy({ $0.allSatisfy { $0 == 0 } }) {
            return .shows(.safe, evidence: "a short session id comes back filled up with zeros")
        }
        return .shows(.vulnerable, evidence: "a short session id comes back filled up with other bytes")
    }
}
