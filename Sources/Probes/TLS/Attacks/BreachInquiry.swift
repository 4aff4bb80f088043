// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
internal import Model
internal import PlainHTTP
internal import Transport

/// BREACH's precondition (CVE-2013-3587): whether the page at / is compressed within TLS for a foreign referrer.
///
/// Whether it holds a secret beside what the attacker may choose cannot be seen from outside.
struct BreachInquiry: AttackInquiry {
    let tier = ProbeTier.active
    let begins = ExaminationStage.versions
    let attack = NamedAttack.breach

    func foregone(about scene: TLSScene) async -> [Answer]? {
        scene.endpoint.service == .https
            ? nil : attack.answer(.notApplicable, evidence: "the service is not HTTP")
    }

    func answers(about scene: TLSScene) async -> [Answer] {
        if let gap = scene.handshakeGap {
            return attack.unknown(gap.reason, phase: gap.phase)
        }
        let context: TLSClientContext
        let silent: TLSClientContext
        do {
            var settings = scene.clientSettings
            silent = try await scene.handshakes.context(settings)
            settings.alpn = ["http/1.1"]
            context = try await scene.handshakes.context(settings)
        } catch {
            return attack.unknown("no handshake can be made: \(error)", phase: .notMeasured)
        }
        let request = Self.request(
            host: scene.endpoint.referenceName,
            userAgent: scene.introduction.userAgent
        )
        return await Trials(attack: attack, deadline: scene.interrogator.deadline, agreeing: 2).settle {
            do {
                let outcome = try await Self.ask(scene, context, request)
                guard case .ended = outcome else { return Self.judge(outcome) }
                // Some stacks drop every hello that offers protocols.
                return Self.judge(try await Self.ask(scene, silent, request))
            } catch let reason as Unestablished {
                return .nothing(reason)
            } catch {
                return .lost("no handshake can be made: \(error)", phase: .notMeasured)
            }
        }
    }

    private static let emptyPage = Unestablished(
        phase: .reply,
        reason: "the page at / is empty, so it cannot be compressed",
        attempts: 1
    )

    private static func ask(_ scene: TLSScene, _ context: TLSClientContext, _ request: [UInt8]) async throws
        -> WebRequestMachine.Outcome
    {
        let machine = try WebRequestMachine(context, serverName: scene.serverName, request: request)
        return try await scene.peer.converse(machine)
    }

    static func request(host: String, userAgent: String) -> [UInt8] {
        let authority = host.contains(":") ? "[\(host)]" : host
        let lines = [
            "GET / HTTP/1.1", "Host: \(authority)", "User-Agent: \(userAgent)", "Accept: */*",
            "Accept-Encoding: gzip, deflate, br, zstd, compress", "Referer: https://foreign.invalid/",
            "Connection: close", "", "",
        ]
        return Array(lines.joined(separator: "\r\n").utf8)
    }

    static func judge(_ outcome: WebRequestMachine.Outcome) -> Trial {
        switch outcome {
        case .failed(let failure): return .lost(failure.reason)
        case .ended(let end): return .lost("the reply ended: \(end.words)", phase: .reply)
        case .unreadable: return .lost("the reply is no HTTP", phase: .reply)
        case .answered(let head):
            let encodings = head.tokens(of: "content-encoding").filter { $0 != "identity" }
            guard encodings.isEmpty else {
                return .shows(
                    .vulnerable,
                    variant: "potential",
                    evidence: "the page at / comes compressed; whether it holds a secret is not known"
                )
            }
            let isEmpty =
                head.status == 204 || head.status == 304 || head.tokens(of: "content-length") == ["0"]
            return isEmpty
                ? .open(Self.emptyPage)
                : .shows(.safe, evidence: "the page at / comes as it is")
        }
    }
}
