// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TLSWire

/// Compares what a vector expects with what the machine made of its bytes.
struct DialogueExpectation {
    /// Expectations that do not follow from bytes in the clear, or are not TLS: why each is left to others.
    static let elsewhere: [String: String] = [
        "chain": "needs an X.509 parser", "ocsp": "needs an OCSP parser",
        "encrypted_extensions": "encrypted", "new_session_tickets": "encrypted",
        "application_data": "encrypted", "renegotiated": "encrypted", "starttls": "said before TLS",
        "verdict": "a judgement on several exchanges", "looks_like": "a guess at the other protocol",
    ]

    let recorded: RecordedDialogue
    let replayed: ReplayedDialogue
    let reply: HelloReply

    init?(_ recorded: RecordedDialogue, _ replayed: ReplayedDialogue) {
        guard let reply = replayed.replies.last else { return nil }
        self.recorded = recorded
        self.replayed = replayed
        self.reply = reply
    }

    /// What was compared with the bytes, and what was left to others although its key is known here.
    func compareAll() throws -> (compared: Set<String>, leftOut: Set<String>) {
        var compared: Set<String> = []
        var leftOut: Set<String> = []
        for (key, value) in recorded.expect.object {
            if Self.elsewhere[key] != nil {
                leftOut.insert(key)
            } else if try compare(key, value) {
                compared.insert(key)
            } else {
                leftOut.insert(key)
            }
        }
        return (compared, leftOut)
    }

    /// False where the expectation is about encrypted bytes; fails for a key that nobody handles.
    private func compare(_ key: String, _ value: JSON) throws -> Bool {
        if try compareAnswer(key, value) { return true }
        if try compareServerHello(key, value) { return true }
        if try compareFlight(key, value) { return true }
        switch key {
        case "key_exchange":
            try compareKeyExchange(value)
            return true
        case "alert", "alerts", "early_ccs", "heartbeat", "reaction": return try compareAftermath(key, value)
        // These stood in encrypted messages of TLS 1.3.
        case "alpn", "certificates", "certificate_request": return false
        default:
            Issue.record("\(recorded.name): nobody compares \(key)")
            return false
        }
    }

    func same<Value: Equatable>(_ seen: Value, _ expected: Value, _ key: String) {
        #expect(seen == expected, "\(recorded.name): \(key)")
    }

    private func compareAnswer(_ key: String, _ value: JSON) throws -> Bool {
        switch key {
        case "answer": same(reply.answerName, value.string, key)
        case "record_version": same(reply.recordVersion.map(UInt32.init), value.hex, key)
        case "echoed_client_hello": same(reply.answer == .echoed, value.bool, key)
        case "hello_retry_request":
            let retries = replayed.replies.filter {
                if case .helloRetryRequest = $0.answer { return true }
                return false
            }
            same(retries.count, value.integer, key)
            same(reply.isRepeatedRetry, value.integer == 2, key)
        case "why":
            guard case .malformed(let error) = reply.answer else { return false }
            same(error.description.hasPrefix("session id"), value.string?.contains("session id") == true, key)
        case "first_bytes", "first_line":
            guard case .notTLS(let seen) = reply.answer else { return false }
            let text = String(decoding: seen, as: UTF8.self)
            if key == "first_line" {
                same(text.split(whereSeparator: \.isNewline).first.map(String.init), value.string, key)
            } else {
                let expected = RecordedDialogue.bytes(hex: value.string ?? "")
                #expect(seen.starts(with: expected) || expected.starts(with: seen), "\(recorded.name)")
            }
        case "short_record", "unfinished_message":
            let isRecord = key == "short_record"
            let part = try #require(reply.unfinished.first { $0.isRecord == isRecord }, "\(recorded.name)")
            same(part.typeCode, value["type"]?.integer, key)
            same(part.declared, value["declared"]?.integer, key)
            same(part.received, value["received"]?.integer, key)
        default: return false
        }
        return true
    }

    private func compareServerHello(_ key: String, _ value: JSON) throws -> Bool {
        guard let hello = reply.serverHello else { return try compareSSLv2(key, value) }
        switch key {
        case "protocol": same(hello.protocolVersion?.vectorName ?? "?", value.string, key)
        case "version": same(UInt32(hello.version), value.hex, key)
        case "suite": same(UInt32(hello.suite.id), value.hex, key)
        case "suite_name" where value.string == "?": same(hello.suite.isRegistered, false, key)
        case "suite_name": same(hello.suite.name, value.string, key)
        case "group": same(hello.keyShareGroup.map { UInt32($0.id) }, value.hex, key)
        case "group_name": same(hello.keyShareGroup?.name, value.string, key)
        case "compression": same(Int(hello.compression), value.integer, key)
        case "extensions": same(hello.extensions.map { UInt32($0.type.id) }, value.hexes, key)
        case "session_id_length": same(hello.sessionID.count, value.integer, key)
        case "session_id_echoed":
            let sent = recorded.exchanges.compactMap { RecordedHello($0.client) }.last
            guard case .tls(let client, _) = sent else { return false }
            same(!client.sessionID.isEmpty && client.sessionID == hello.sessionID, value.bool, key)
        case "alpn" where hello.version < 0x0304: same(hello.alpn, value.string, key)
        case "cookie": same(replayed.replies.contains { $0.serverHello?.cookie != nil }, value.bool, key)
        case "renegotiation_info": same(hello.renegotiationInfo != nil, value.bool, key)
        case "session_ticket": same(hello.sessionTicket, value.bool, key)
        case "extended_master_secret": same(hello.extendedMasterSecret, value.bool, key)
        case "encrypt_then_mac": same(hello.encryptThenMAC, value.bool, key)
        case "status_request": same(hello.statusRequest, value.bool, key)
        case "heartbeat_mode": same(hello.heartbeatMode.map(Int.init), value.integer, key)
        case "downgrade_sentinel":
            let marks: [ProtocolVersion: String] = [.tls12: "TLSv1.2", .tls11: "TLSv1.1 or lower"]
            same(hello.downgradeSentinel.flatMap { marks[$0] }, value.string, key)
        case "offered": compareOffered(value)
        default: return false
        }
        return true
    }

    private func compareOffered(_ value: JSON) {
        let seen = [
            "version": reply.offered.version, "suite": reply.offered.suite,
            "compression": reply.offered.compression, "group": reply.offered.group,
        ]
        for (name, expected) in value.object { same(seen[name] ?? nil, expected.bool, "offered.\(name)") }
        let isYes = value["version"]?.bool == true && value["suite"]?.bool == true
        same(reply.acceptsOffer, isYes && !reply.isRepeatedRetry, "acceptsOffer")
    }

    private func compareSSLv2(_ key: String, _ value: JSON) throws -> Bool {
        if case .sslv2Error(let code) = reply.answer, key == "sslv2_error" {
            same(Int(code), value.integer, key)
            return true
        }
        guard case .sslv2ServerHello(let hello) = reply.answer else { return false }
        switch key {
        case "protocol": same("SSLv2", value.string, key)
        case "version": same(UInt32(hello.version), value.hex, key)
        case "session_id_hit": same(hello.sessionIDHit, value.integer == 1, key)
        case "certificate_type": same(Int(hello.certificateType), value.integer, key)
        case "cipher_specs": same(hello.cipherSpecs.map(\.id), value.hexes, key)
        case "cipher_names": same(hello.cipherSpecs.map(\.name), value.array?.map(\.string), key)
        case "connection_id_length": same(hello.connectionID.count, value.integer, key)
        case "certificates":
            same(1, value.array?.count, key)
            same(hello.certificate.first, 0x30, key)
        default: return false
        }
        return true
    }

    private func compareFlight(_ key: String, _ value: JSON) throws -> Bool {
        switch key {
        case "dialogue":
            let turns = value.array?.filter { ($0["client"]?.array ?? []).contains { $0.isHello } } ?? []
            for (turn, reply) in zip(turns, replayed.replies) where reply.flight?.isDone == true {
                let names = turn["server"]?.array?.map(\.string)
                same(reply.flight?.messages.map(\.vectorName), names, key)
            }
            // The hello of a renegotiation is encrypted.
            let inTheClear = recorded.probe == "renegotiation" ? 1 : turns.count
            same(replayed.replies.count, inTheClear, key)
        case "certificates":
            guard let certificates = reply.flight?.certificates else { return false }
            same(certificates.count, value.array?.count, key)
            for certificate in certificates {
                var reader = ByteReader(certificate)
                same(try reader.uint16("DER"), 0x3082, key)
                _ = try reader.vector16("DER")
                same(reader.isAtEnd, true, key)
            }
        case "certificate_request":
            guard let request = reply.flight?.certificateRequest else { return false }
            same(request.certificateTypes.map(Int.init), value["types"]?.array?.map { $0.integer ?? -1 }, key)
            same(request.signatureSchemes?.map { UInt32($0.id) }, value["signature_algorithms"]?.hexes, key)
            same(request.authorities.count, value["authorities"]?.array?.count, key)
        default: return false
        }
        return true
    }
}
