// SPDX-License-Identifier: Apache-2.0
package import DNSWire

extension RecordData {
    /// The record for people; text and names of the zone are in it.
    package var words: String {
        switch self {
        case .address(let address): "\(address)"
        case .nameServer(let name), .alias(let name), .pointer(let name): "\(name)"
        case .authority(let one): "\(one.primary) \(one.mailbox) \(one.serial)"
        case .exchange(let one): "\(one.preference) \(one.host)"
        case .text(let strings): strings.map { String(decoding: $0, as: UTF8.self) }.joined()
        case .service(let one): "\(one.priority) \(one.weight) \(one.port) \(one.target)"
        case .issuance(let one):
            "\(one.isCritical ? 128 : 0) \(one.tag) \(String(decoding: one.value, as: UTF8.self))"
        case .association(let one): "\(one.usage) \(one.selector) \(one.matching) \(Self.hex(one.data))"
        case .delegationSigner(let one):
            "\(one.keyTag) \(one.algorithm) \(one.digestType) \(Self.hex(one.digest))"
        case .key(let one): "\(one.flags) \(one.algorithm) tag \(one.keyTag)"
        case .signature(let one): "\(one.covered) \(one.algorithm) tag \(one.keyTag)"
        case .denial(let one): "\(one.next)"
        case .hashedDenial(let one): "\(one.parameters.iterations) iterations"
        case .hashedDenialParameters(let one):
            "\(one.algorithm) \(one.flags) \(one.iterations) \(Self.hex(one.salt))"
        case .binding(let one):
            "\(one.priority) \(one.target) \((one.protocols ?? []).joined(separator: ","))"
        case .other(let bytes): Self.hex(bytes)
        case .malformed(let bytes, let error): "\(Self.hex(bytes)) (\(error))"
        }
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
