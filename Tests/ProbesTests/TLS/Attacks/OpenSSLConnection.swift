// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import TLSWire

import enum Transport.StreamEnd

@testable import Probes

/// How a server on OpenSSL behaves.
struct OpenSSLConduct: Sendable {
    var settings: TLSServerSettings
    /// Names that are served; a hello for another is met by a close.
    ///
    /// Empty serves all.
    var names: [String] = []
    /// Fatal alerts, by a text in the client's first bytes that they answer.
    var alerts: [String: UInt8] = [:]
    /// What is said to the application data of one read; nil says nothing.
    var application: @Sendable (String) -> String? = { _ in nil }
    /// After so many bytes of handshakes the connection is dropped; nil for never.
    var recordLimit: Int?
    /// The plain-text start: answers by line until it returns true; nil where TLS begins with the first byte.
    var preamble: Preamble?

    struct Preamble: Sendable {
        let greeting: String
        let answer: @Sendable (String) -> (text: String, startsTLS: Bool)
        /// Lines behind the one that starts TLS are carried into it.
        var carriesOver = false
    }

    static let identity: TLSServerSettings.Identity? = {
        let now = Date()
        var template = CertificateTemplate(
            commonName: "server.example",
            notBefore: now.addingTimeInterval(-60),
            notAfter: now.addingTimeInterval(3600)
        )
        template.dnsNames = ["server.example"]
        guard let key = try? PrivateKey.generate(.rsa(bits: 2048)),
            let leaf = try? CertificateFactory.issue(template, key: key)
        else { return nil }
        return TLSServerSettings.Identity(leaf: leaf)
    }()

    init() {
        settings = TLSServerSettings(identities: [Self.identity].compactMap(\.self))
        settings.maximum = .tls12
    }
}

/// One connection of such a server; a class, as sessions are not copied.
final class OpenSSLConnection: EmulatedConnection, @unchecked Sendable {
    private var session: TLSServerSession
    private let conduct: OpenSSLConduct
    private(set) var end: StreamEnd?
    private var isEstablished = false
    private var isPlain: Bool
    private var text = ""
    private var carried: [String] = []
    private var taken = 0

    convenience init(_ conduct: OpenSSLConduct) throws {
        try self.init(conduct, TLSServerContext(conduct.settings))
    }

    /// With the keys of tickets that a context keeps.
    init(_ conduct: OpenSSLConduct, _ context: TLSServerContext) throws {
        session = try TLSServerSession(context)
        self.conduct = conduct
        isPlain = conduct.preamble != nil
    }

    func greet() -> [UInt8] { Array((conduct.preamble?.greeting ?? "").utf8) }

    func receive(_ bytes: [UInt8]) -> [UInt8] {
        if isPlain { return plain(bytes) }
        taken += bytes.count
        if let last = lastWord(to: bytes) {
            end = .closed
            return last
        }
        session.receive(bytes)
        if !isEstablished {
            guard case .established = session.step() else {
                if let name = session.serverName, !conduct.names.isEmpty, !conduct.names.contains(name) {
                    end = .closed
                    return []
                }
                return session.takeOutput()
            }
            isEstablished = true
            for line in carried {
                if let answer = conduct.application(line) { _ = session.write(Array(answer.utf8)) }
            }
        }
        reading: while true {
            switch session.read() {
            case .bytes(let more):
                for line in String(decoding: more, as: UTF8.self).split(separator: "\r\n") {
                    if let answer = conduct.application(String(line)) {
                        _ = session.write(Array(answer.utf8))
                    }
                }
            case .closed:
                end = .closed
                break reading
            case .wantsInput: break reading
            case .failed:
                end = .closed
                break reading
            }
        }
        return session.takeOutput()
    }

    /// What is said before a close; nil where the dialogue goes on.
    private func lastWord(to bytes: [UInt8]) -> [UInt8]? {
        if let limit = conduct.recordLimit, taken > limit { return [] }
        guard taken == bytes.count else { return nil }
        return alert(to: bytes)
    }

    private func alert(to hello: [UInt8]) -> [UInt8]? {
        conduct.alerts.first { hello.firstRange(of: Array($0.key.utf8)) != nil }
            .map { PlainRecord.bytes(.alert, version: 0x0303, [2, $0.value]) }
    }

    private func plain(_ bytes: [UInt8]) -> [UInt8] {
        text += String(decoding: bytes, as: UTF8.self)
        var output = ""
        while let line = text.firstRange(of: "\r\n"), let preamble = conduct.preamble {
            let command = String(text[..<line.lowerBound])
            text.removeSubrange(..<line.upperBound)
            guard isPlain else {
                if preamble.carriesOver { carried.append(command) }
                continue
            }
            let answer = preamble.answer(command)
            output += answer.text
            if answer.startsTLS { isPlain = false }
        }
        return Array(output.utf8)
    }
}
