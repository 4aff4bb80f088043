// SPDX-License-Identifier: Apache-2.0
import DNSWire
import Model
import TestSupport

/// Bytes of hexadecimal digits; white space means nothing.
func hex(_ text: String) -> [UInt8] {
    let digits = text.filter { !$0.isWhitespace }.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
}

extension DNSMessage {
    static func random(using generator: inout SeededGenerator) -> DNSMessage {
        var message = DNSMessage(id: .random(in: 0...0xFFFF, using: &generator))
        message.isReply = .random(using: &generator)
        message.isAuthoritative = .random(using: &generator)
        message.wantsRecursion = .random(using: &generator)
        message.isAuthentic = .random(using: &generator)
        message.edns = .random(using: &generator) ? EDNS(wantsDNSSEC: .random(using: &generator)) : nil
        let most: UInt16 = message.edns == nil ? 15 : 4095
        message.code = ResponseCode(rawValue: .random(in: 0...most, using: &generator))
        if let edns = message.edns {
            message.edns = EDNS(
                extendedCode: UInt8(message.code.rawValue >> 4),
                wantsDNSSEC: edns.wantsDNSSEC,
                options: [.init(code: 15, value: generator.bytes(5))]
            )
        }
        message.questions = [DNSQuestion(name: .random(using: &generator), type: .a)]
        message.answers = (0..<Int.random(in: 0...4, using: &generator)).map { _ in .random(using: &generator)
        }
        message.authorities = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
            .random(using: &generator)
        }
        message.additional = [.random(using: &generator)]
        return message
    }
}

extension DNSName {
    static func random(using generator: inout SeededGenerator) -> DNSName {
        let labels = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
            generator.bytes(.random(in: 1...20, using: &generator))
        }
        return DNSName(labels: labels) ?? .root
    }
}

extension ResourceRecord {
    static func random(using generator: inout SeededGenerator) -> ResourceRecord {
        let name = DNSName.random(using: &generator)
        let bytes = generator.bytes(12)
        let choices: [(RecordType, RecordData)] = [
            (.a, RecordData(type: .a, rdata: Array(bytes[..<4]))),
            (.aaaa, RecordData(type: .aaaa, rdata: bytes + bytes[..<4])),
            (.ns, .nameServer(name)), (.cname, .alias(name)), (.ptr, .pointer(name)),
            (.soa, .authority(StartOfAuthority(primary: name, mailbox: .root, serial: 2_026_112_301))),
            (.mx, .exchange(MailExchange(preference: 10, host: name))),
            (.txt, .text([bytes, [], bytes])),
            (.srv, .service(ServiceLocation(priority: 1, weight: 2, port: 5061, target: name))),
            (.caa, .issuance(CertificationAuthorityAuthorization(tag: "issue", value: bytes))),
            (.tlsa, .association(TLSARecord(usage: 3, selector: 1, matching: 1, data: bytes))),
            (
                .ds,
                .delegationSigner(DelegationSigner(keyTag: 1, algorithm: 13, digestType: 2, digest: bytes))
            ),
            (.dnskey, .key(ZoneKey(flags: 257, algorithm: 13, publicKey: bytes))),
            (
                .nsec3param,
                .hashedDenialParameters(
                    HashedDenialParameters(algorithm: 1, flags: 0, iterations: 5, salt: bytes)
                )
            ),
            (
                .https,
                .binding(
                    ServiceBinding(
                        priority: 1,
                        target: name,
                        parameters: [.init(key: 1, value: bytes), .init(key: 7, value: [])]
                    )
                )
            ),
            (RecordType(rawValue: 999), .other(bytes)),
        ]
        let (type, data) = choices[Int.random(in: 0..<choices.count, using: &generator)]
        return ResourceRecord(name: .random(using: &generator), type: type, timeToLive: 60, data: data)
    }
}
