// SPDX-License-Identifier: Apache-2.0
package import Model

/// How a service is reached, in SVCB and HTTPS records (RFC 9460 §2.2).
package struct ServiceBinding: Hashable, Sendable {
    /// 0 for an alias.
    package let priority: UInt16
    package let target: DNSName
    /// By key, ascending and without doubles.
    package let parameters: [Parameter]

    package struct Parameter: Hashable, Sendable {
        package let key: UInt16
        package let value: [UInt8]

        package init(key: UInt16, value: [UInt8]) {
            self.key = key
            self.value = value
        }
    }

    package init(priority: UInt16, target: DNSName, parameters: [Parameter] = []) {
        self.priority = priority
        self.target = target
        self.parameters = parameters
    }

    init(_ reader: inout MessageReader) throws(DNSWireError) {
        priority = try reader.uint16("SVCB SvcPriority")
        target = try reader.name("SVCB TargetName")
        var parameters: [Parameter] = []
        while !reader.isAtEnd {
            let key = try reader.uint16("SvcParamKey")
            let length = try reader.uint16("SvcParamValue")
            guard parameters.last.map({ $0.key < key }) ?? true else {
                throw .invalid(field: "SvcParamKey", reason: "not in ascending order")
            }
            parameters.append(Parameter(key: key, value: try reader.bytes(Int(length), "SvcParamValue")))
        }
        self.parameters = parameters
    }

    func write(_ writer: inout MessageWriter) throws(DNSWireError) {
        writer.uint16(priority)
        writer.name(target)
        for parameter in parameters {
            writer.uint16(parameter.key)
            try writer.vector16("SvcParamValue", parameter.value)
        }
    }

    /// Where the HTTPS records of a site stand (RFC 9460 §9.1); nil where the name would be too long.
    package static func owner(of host: DNSName, port: UInt16) -> DNSName? {
        port == 443 ? host : host.prepending("_\(port)", "_https")
    }

    package var isAlias: Bool { priority == 0 }

    private func value(of key: UInt16) -> [UInt8]? { parameters.first { $0.key == key }?.value }

    /// The protocols of `alpn` (RFC 9460 §7.1); nil where it is absent or cannot be read.
    package var protocols: [String]? {
        guard let value = value(of: 1) else { return nil }
        var reader = MessageReader(rdata: value)
        var names: [String] = []
        while !reader.isAtEnd {
            guard let name = try? reader.string("alpn-id"), !name.isEmpty else { return nil }
            names.append(String(decoding: name, as: UTF8.self))
        }
        return names
    }

    package var port: UInt16? {
        guard let value = value(of: 3), value.count == 2 else { return nil }
        return UInt16(value[0]) << 8 | UInt16(value[1])
    }

    /// The ECHConfigList of `ech` (RFC 9848); nil where there is none.
    package var encryptedHello: [UInt8]? { value(of: 5) }

    /// The addresses of `ipv4hint` and `ipv6hint`; empty where they are absent or cannot be read.
    package var hints: [IPAddress] {
        addresses(in: value(of: 4), each: 4) + addresses(in: value(of: 6), each: 16)
    }

    private func addresses(in value: [UInt8]?, each width: Int) -> [IPAddress] {
        guard let value, value.count % width == 0 else { return [] }
        return stride(from: 0, to: value.count, by: width).compactMap {
            IPAddress(bytes: Array(value[$0..<$0 + width]))
        }
    }
}
