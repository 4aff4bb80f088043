// SPDX-License-Identifier: Apache-2.0

/// One record of a section (RFC 1035 §3.2.1).
package struct ResourceRecord: Hashable, Sendable {
    package let name: DNSName
    package let type: RecordType
    /// 1 is IN; OPT has the size of datagrams here.
    package let recordClass: UInt16
    /// In seconds.
    package let timeToLive: UInt32
    package let data: RecordData

    package init(
        name: DNSName,
        type: RecordType,
        recordClass: UInt16 = 1,
        timeToLive: UInt32 = 3600,
        data: RecordData
    ) {
        self.name = name
        self.type = type
        self.recordClass = recordClass
        self.timeToLive = timeToLive
        self.data = data
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        name = try reader.name("NAME")
        type = RecordType(rawValue: try reader.uint16("TYPE"))
        recordClass = try reader.uint16("CLASS")
        timeToLive = try reader.uint32("TTL")
        let length = Int(try reader.uint16("RDLENGTH"))
        var part = try reader.part(length, "RDATA of \(type)")
        var copy = part
        data = RecordData(type: type, &part, whole: copy.rest())
    }

    func write(_ writer: inout MessageWriter) throws(DNSWireError) {
        writer.name(name)
        writer.uint16(type.rawValue)
        writer.uint16(recordClass)
        writer.uint32(timeToLive)
        try writer.vector16("RDATA", try data.encoded())
    }
}

/// What EDNS adds to a message (RFC 6891 §6.1).
package struct EDNS: Hashable, Sendable {
    package struct Option: Hashable, Sendable {
        package let code: UInt16
        package let value: [UInt8]

        package init(code: UInt16, value: [UInt8]) {
            self.code = code
            self.value = value
        }
    }

    /// Bytes of the longest datagram that the sender takes.
    package let datagramSize: UInt16
    /// The high eight bits of the response code.
    package let extendedCode: UInt8
    package let version: UInt8
    /// DO: the sender wants the records of DNSSEC (RFC 3225).
    package let wantsDNSSEC: Bool
    package let options: [Option]

    package init(
        datagramSize: UInt16 = 1232,
        extendedCode: UInt8 = 0,
        version: UInt8 = 0,
        wantsDNSSEC: Bool = false,
        options: [Option] = []
    ) {
        self.datagramSize = datagramSize
        self.extendedCode = extendedCode
        self.version = version
        self.wantsDNSSEC = wantsDNSSEC
        self.options = options
    }

    /// Nil unless the record is a sound OPT.
    init?(_ record: ResourceRecord) {
        guard record.type == .opt, record.name.isRoot, case .other(let rdata) = record.data else {
            return nil
        }
        var reader = MessageReader(rdata: rdata)
        var options: [Option] = []
        while !reader.isAtEnd {
            guard let code = try? reader.uint16("OPTION-CODE"),
                let length = try? reader.uint16("OPTION-LENGTH"),
                let value = try? reader.bytes(Int(length), "OPTION-DATA")
            else { return nil }
            options.append(Option(code: code, value: value))
        }
        self.init(
            datagramSize: record.recordClass,
            extendedCode: UInt8(truncatingIfNeeded: record.timeToLive >> 24),
            version: UInt8(truncatingIfNeeded: record.timeToLive >> 16),
            wantsDNSSEC: record.timeToLive & 0x8000 != 0,
            options: options
        )
    }

    func record() throws(DNSWireError) -> ResourceRecord {
        var writer = MessageWriter()
        for option in options {
            writer.uint16(option.code)
            try writer.vector16("OPTION-DATA", option.value)
        }
        return ResourceRecord(
            name: .root,
            type: .opt,
            recordClass: datagramSize,
            timeToLive: UInt32(extendedCode) << 24 | UInt32(version) << 16 | (wantsDNSSEC ? 0x8000 : 0),
            data: .other(writer.bytes)
        )
    }

    /// The number and the text of the first extended error (RFC 8914 §2); nil where there is none.
    package var extendedError: (code: UInt16, text: String)? {
        guard let value = options.first(where: { $0.code == 15 })?.value, value.count >= 2 else { return nil }
        return (UInt16(value[0]) << 8 | UInt16(value[1]), String(decoding: value[2...], as: UTF8.self))
    }
}
