// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import Synchronization
import TLSWire
import Testing

@testable import Probes
import protocol Transport.DialogueMachine

/// A web server that answers each path as a script says, over TLS and without, and counts.
final class ScriptedSite: Sendable {
    /// By path; what is not there is the answer to `*`, or 404.
    let secured: [String: String]
    /// Nil refuses every connection.
    let plain: [String: String]?

    init(_ secured: [String: String], plain: [String: String]? = nil) {
        self.secured = secured
        self.plain = plain
    }

    static func page(_ status: String = "200 OK", _ fields: [String] = [], _ body: String = "") -> String {
        let lines = ["HTTP/1.1 \(status)"] + fields + ["Content-Length: \(body.utf8.count)", "", body]
        return lines.joined(separator: "\r\n")
    }

    static func html(_ body: String, _ fields: String...) -> String {
        page("200 OK", ["Content-Type: text/html; charset=utf-8"] + fields, body)
    }

    static func redirect(_ target: String, _ fields: String...) -> String {
        page("301 Moved Permanently", ["Location: \(target)"] + fields)
    }

    fileprivate static func answer(to line: String, of script: [String: String]) -> String? {
        let words = line.split(separator: " ")
        guard words.count == 3, words[2].hasPrefix("HTTP/") else { return nil }
        return script[String(words[1])] ?? script["*"] ?? page("404 Not Found", [], "not here")
    }
}

/// What was asked of a site, by scheme.
private final class RequestLog: Sendable {
    private let schemes = Mutex<[String]>([])

    func note(_ scheme: String) { schemes.withLock { $0.append(scheme) } }

    var all: [String] { schemes.withLock { $0 } }
}

/// One address of the site, by one of its ports.
actor SitePeer: TLSPeer {
    private let site: ScriptedSite
    private let inner: EmulatedPeer
    private let log = RequestLog()

    /// Numbers of connections, from 1 on, that do not come about.
    private let losing: Set<Int>
    private var dialled = 0

    init(_ site: ScriptedSite, newest: TLSVersion = .tls12, losing: Set<Int> = []) {
        self.site = site
        self.losing = losing
        // Tickets are taken by the context that gave them.
        let context = Result { [log] in
            var conduct = OpenSSLConduct()
            conduct.settings.maximum = newest
            conduct.application = { line in
                let answer = ScriptedSite.answer(to: line, of: site.secured)
                if answer != nil { log.note("https") }
                return answer
            }
            return (conduct, try TLSServerContext(conduct.settings))
        }
        inner = EmulatedPeer { _ in
            made {
                let (conduct, context) = try context.get()
                return try OpenSSLConnection(conduct, context)
            }
        }
    }

    /// The scheme of each request, in order.
    var requests: [String] { log.all }

    var connections: Int { get async { await inner.connections } }

    func ask(_ hello: ClientHello, needs: HelloDialogue.Needs) async -> PeerAnswer {
        await inner.ask(hello, needs: needs)
    }

    func handshake(applicationProtocols: [String]) async -> HandshakeAnswer {
        await inner.handshake(applicationProtocols: applicationProtocols)
    }

    func converse<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        dialled += 1
        guard !losing.contains(dialled) else {
            log.note("https")
            throw Unestablished(phase: .connect, reason: "no connection in time", attempts: 1)
        }
        return try await inner.converse(machine)
    }

    func converseInPlain<Machine: DialogueMachine & ~Copyable>(
        _ machine: consuming Machine
    ) async throws(Unestablished) -> Machine.Outcome {
        log.note("http")
        guard let plain = site.plain else {
            throw Unestablished(phase: .connect, reason: "connection refused", attempts: 1)
        }
        var machine = machine
        let line = String(decoding: machine.start().prefix { $0 != 0x0D }, as: UTF8.self)
        let answer = ScriptedSite.answer(to: line, of: plain) ?? ""
        guard !answer.isEmpty else {
            machine.ended(.timedOut)
            return machine.outcome()
        }
        switch machine.receive(Array(answer.utf8)) {
        case .finish, .sendAndFinish: break
        case .wait, .send: machine.ended(.closed)
        }
        return machine.outcome()
    }
}

extension [Answer] {
    func fact<F: Fact>(_ kind: F.Type) -> F? {
        for case .fact(let record) in self where record.question.kind == kind.kind {
            return try? record.decode(kind)
        }
        return nil
    }

    func gap<F: Fact>(_ kind: F.Type) -> Unestablished? {
        for case .unestablished(let question, let reason) in self where question.kind == kind.kind {
            return reason
        }
        return nil
    }
}
