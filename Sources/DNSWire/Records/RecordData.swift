// SPDX-License-Identifier: Apache-2.0
package import Model

/// What a resource record says.
package enum RecordData: Hashable, Sendable {
    case address(IPAddress)
    case nameServer(DNSName)
    case alias(DNSName)
    case pointer(DNSName)
    case authority(StartOfAuthority)
    case exchange(MailExchange)
    /// Its character strings, each at most 255 bytes.
    case text([[UInt8]])
    case service(ServiceLocation)
    case issuance(CertificationAuthorityAuthorization)
    case association(TLSARecord)
    case delegationSigner(DelegationSigner)
    case key(ZoneKey)
    case signature(RecordSignature)
    case denial(NextSecure)
    case hashedDenial(HashedNextSecure)
    case hashedDenialParameters(HashedDenialParameters)
    case binding(ServiceBinding)
    /// Of a type that is not read here.
    case other([UInt8])
    /// RDATA that is not what its type calls for.
    case malformed([UInt8], DNSWireError)

    /// Reads RDATA alone, as a resolver hands it on: names whole, without compression.
    package init(type: RecordType, rdata: [UInt8]) {
        var reader = MessageReader(rdata: rdata)
        self.init(type: type, &reader, whole: rdata)
    }

    /// Reads RDATA inside its message; `whole` are the same bytes.
    init(type: RecordType, _ reader: inout MessageReader, whole: [UInt8]) {
        do {
            let data = try Self.read(type, &reader)
            try reader.finish("RDATA of \(type)")
            self = data
        } catch {
            self = .malformed(whole, error)
        }
    }

    private static func read(_ type: RecordType, _ reader: inout MessageReader) throws(DNSWireError)
        -> RecordData
    {
        switch type {
        case .a: try address(4, &reader)
        case .aaaa: try address(16, &reader)
        case .ns: .nameServer(try reader.name("NSDNAME"))
        case .cname: .alias(try reader.name("CNAME"))
        case .ptr: .pointer(try reader.name("PTRDNAME"))
        case .soa: .authority(try StartOfAuthority(&reader))
        case .mx: .exchange(try MailExchange(&reader))
        case .txt: .text(try strings(&reader))
        case .srv: .service(try ServiceLocation(&reader))
        case .caa: .issuance(try CertificationAuthorityAuthorization(&reader))
        case .tlsa: .association(try TLSARecord(&reader))
        case .ds: .delegationSigner(try DelegationSigner(&reader))
        case .dnskey: .key(try ZoneKey(&reader))
        case .rrsig: .signature(try RecordSignature(&reader))
        case .nsec: .denial(try NextSecure(&reader))
        case .nsec3: .hashedDenial(try HashedNextSecure(&reader))
        case .nsec3param: .hashedDenialParameters(try HashedDenialParameters(&reader))
        case .svcb, .https: .binding(try ServiceBinding(&reader))
        default: .other(reader.rest())
        }
    }

    private static func address(_ count: Int, _ reader: inout MessageReader) throws(DNSWireError)
        -> RecordData
    {
        guard let address = IPAddress(bytes: try reader.bytes(count, "ADDRESS")) else {
            throw .truncated(field: "ADDRESS")
        }
        return .address(address)
    }

    private static func strings(_ reader: inout MessageReader) throws(DNSWireError) -> [[UInt8]] {
        var strings: [[UInt8]] = []
        while !reader.isAtEnd { strings.append(try reader.string("TXT-DATA")) }
        return strings
    }

    /// The RDATA, names without compression.
    package func encoded() throws(DNSWireError) -> [UInt8] {
        var writer = MessageWriter()
        switch self {
        case .address(let address): writer.append(address.bytes)
        case .nameServer(let name), .alias(let name), .pointer(let name): writer.name(name)
        case .authority(let authority): authority.write(&writer)
        case .exchange(let exchange): exchange.write(&writer)
        case .text(let strings): for string in strings { writer.string(string) }
        case .service(let service): service.write(&writer)
        case .issuance(let issuance): issuance.write(&writer)
        case .association(let association): association.write(&writer)
        case .delegationSigner(let signer): signer.write(&writer)
        case .key(let key): key.write(&writer)
        case .signature(let signature): signature.write(&writer)
        case .denial(let denial): denial.write(&writer)
        case .hashedDenial(let denial): denial.write(&writer)
        case .hashedDenialParameters(let parameters): parameters.write(&writer)
        case .binding(let binding): try binding.write(&writer)
        case .other(let bytes), .malformed(let bytes, _): writer.append(bytes)
        }
        return writer.bytes
    }
}
