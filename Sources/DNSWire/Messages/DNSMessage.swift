// SPDX-License-Identifier: Apache-2.0

/// What is asked.
package struct DNSQuestion: Hashable, Sendable {
    package let name: DNSName
    package let type: RecordType
    package let questionClass: UInt16

    package init(name: DNSName, type: RecordType, questionClass: UInt16 = 1) {
        self.name = name
        self.type = type
        self.questionClass = questionClass
    }
}

/// A query or a reply (RFC 1035 §4.1).
package struct DNSMessage: Hashable, Sendable {
    package var id: UInt16
    package var isReply = false
    package var opcode: UInt8 = 0
    /// AA: the server answers for a zone of its own.
    package var isAuthoritative = false
    /// TC: it did not fit.
    package var isTruncated = false
    /// RD.
    package var wantsRecursion = false
    /// RA.
    package var offersRecursion = false
    /// AD: the server says that it validated all (RFC 4035 §3.2.3).
    package var isAuthentic = false
    /// CD: the client validates by itself.
    package var disablesChecking = false
    /// With the high bits of EDNS, where it is there.
    package var code = ResponseCode.noError
    package var questions: [DNSQuestion] = []
    package var answers: [ResourceRecord] = []
    package var authorities: [ResourceRecord] = []
    /// Without OPT.
    package var additional: [ResourceRecord] = []
    /// Nil where the sender has no EDNS.
    package var edns: EDNS?

    package init(id: UInt16, questions: [DNSQuestion] = []) {
        self.id = id
        self.questions = questions
    }

    /// Reads a whole message; records whose RDATA makes no sense are kept as such.
    package init(_ bytes: [UInt8]) throws(DNSWireError) {
        var reader = MessageReader(message: bytes)
        id = try reader.uint16("ID")
        let flags = try reader.uint16("flags")
        let counts = [
            try reader.uint16("QDCOUNT"), try reader.uint16("ANCOUNT"),
            try reader.uint16("NSCOUNT"), try reader.uint16("ARCOUNT"),
        ]
        isReply = flags & 0x8000 != 0
        opcode = UInt8(truncatingIfNeeded: flags >> 11 & 0xF)
        isAuthoritative = flags & 0x0400 != 0
        isTruncated = flags & 0x0200 != 0
        wantsRecursion = flags & 0x0100 != 0
        offersRecursion = flags & 0x0080 != 0
        isAuthentic = flags & 0x0020 != 0
        disablesChecking = flags & 0x0010 != 0
        for _ in 0..<counts[0] {
            questions.append(
                DNSQuestion(
                    name: try reader.name("QNAME"),
                    type: RecordType(rawValue: try reader.uint16("QTYPE")),
                    questionClass: try reader.uint16("QCLASS")
                )
            )
        }
        answers = try Self.records(counts[1], &reader, cutIsFine: isTruncated)
        authorities = try Self.records(counts[2], &reader, cutIsFine: isTruncated)
        let more = try Self.records(counts[3], &reader, cutIsFine: isTruncated)
        let options = more.filter { $0.type == .opt }
        guard options.count <= 1 else { throw .invalid(field: "OPT", reason: "stands more than once") }
        if let option = options.first {
            guard let edns = EDNS(option) else { throw .invalid(field: "OPT", reason: "cannot be read") }
            self.edns = edns
        }
        additional = more.filter { $0.type != .opt }
        code = ResponseCode(rawValue: flags & 0xF | UInt16(edns?.extendedCode ?? 0) << 4)
        if !isTruncated { try reader.finish("the message") }
    }

    private static func records(
        _ count: UInt16,
        _ reader: inout MessageReader,
        cutIsFine: Bool
    ) throws(DNSWireError) -> [ResourceRecord] {
        var records: [ResourceRecord] = []
        for _ in 0..<count {
            // Some servers leave the counts of the whole in what they cut.
            if cutIsFine, reader.isAtEnd { break }
            records.append(try ResourceRecord(&reader))
        }
        return records
    }

    /// The bytes of the message; throws where a section or a record is too long.
    package func encoded() throws(DNSWireError) -> [UInt8] {
        var writer = MessageWriter()
        writer.uint16(id)
        writer.uint16(flags)
        let last = additional + (try edns.map { edns throws(DNSWireError) in [try edns.record()] } ?? [])
        for count in [questions.count, answers.count, authorities.count, last.count] {
            guard let count = UInt16(exactly: count) else {
                throw .invalid(field: "the message", reason: "more than 65535 records")
            }
            writer.uint16(count)
        }
        for question in questions {
            writer.name(question.name)
            writer.uint16(question.type.rawValue)
            writer.uint16(question.questionClass)
        }
        for record in answers + authorities + last { try record.write(&writer) }
        guard writer.bytes.count <= 0xFFFF else {
            throw .invalid(field: "the message", reason: "longer than 65535 bytes")
        }
        return writer.bytes
    }

    private var flags: UInt16 {
        var flags = code.rawValue & 0xF | UInt16(opcode & 0xF) << 11
        let bits: [(Bool, UInt16)] = [
            (isReply, 0x8000), (isAuthoritative, 0x0400), (isTruncated, 0x0200), (wantsRecursion, 0x0100),
            (offersRecursion, 0x0080), (isAuthentic, 0x0020), (disablesChecking, 0x0010),
        ]
        for (isSet, bit) in bits where isSet { flags |= bit }
        return flags
    }
}
