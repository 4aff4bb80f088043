// SPDX-License-Identifier: Apache-2.0

/// The keys of parameters that are read here (RFC 9460 §14.3.2).
private enum ParameterKey {
    static let mandatory: UInt16 = 0
    static let protocols: UInt16 = 1
    static let noDefaultProtocol: UInt16 = 2
    static let port: UInt16 = 3
    static let hints4: UInt16 = 4
    static let hints6: UInt16 = 6
    static let invalid: UInt16 = 65535
}

extension ServiceBinding {
    /// What makes clients refuse the whole set, in words, although the record can be read; nil where it is sound.
    ///
    /// RFC 9460 §2.2, §7, §8. An alias has no parameters that count (§2.4.2).
    package var fault: String? {
        guard !isAlias else { return nil }
        if let fault = parameters.lazy.compactMap(Self.fault(of:)).first { return fault }
        guard isNoDefaultAlone else { return mandatoryFault }
        return "no-default-alpn without alpn"
    }

    /// Whether `http/1.1` counts beside what `alpn` names (RFC 9460 §7.1.2, §9.5).
    package var hasDefaultProtocol: Bool { !has(ParameterKey.noDefaultProtocol) }

    private var isNoDefaultAlone: Bool {
        has(ParameterKey.noDefaultProtocol) && !has(ParameterKey.protocols)
    }

    private func has(_ key: UInt16) -> Bool { parameters.contains { $0.key == key } }

    private static func fault(of parameter: Parameter) -> String? {
        let count = parameter.value.count
        switch parameter.key {
        case ParameterKey.protocols: return isProtocolList(parameter.value) ? nil : "alpn cannot be read"
        case ParameterKey.noDefaultProtocol: return count == 0 ? nil : "no-default-alpn has a value"
        case ParameterKey.port: return count == 2 ? nil : "port is not of two bytes"
        case ParameterKey.hints4:
            return count > 0 && count.isMultiple(of: 4) ? nil : "ipv4hint is no list of addresses"
        case ParameterKey.hints6:
            return count > 0 && count.isMultiple(of: 16) ? nil : "ipv6hint is no list of addresses"
        case ParameterKey.invalid: return "the key 65535 is reserved"
        default: return nil
        }
    }

    private static func isProtocolList(_ value: [UInt8]) -> Bool {
        var reader = MessageReader(rdata: value)
        while !reader.isAtEnd {
            guard let name = try? reader.string("alpn-id"), !name.isEmpty else { return false }
        }
        return !value.isEmpty
    }

    /// Ascending, without doubles, without itself, and each of them there (RFC 9460 §8).
    private var mandatoryFault: String? {
        guard let value = parameters.first(where: { $0.key == ParameterKey.mandatory })?.value else {
            return nil
        }
        guard !value.isEmpty, value.count.isMultiple(of: 2) else { return "mandatory is no list of keys" }
        let keys = stride(from: 0, to: value.count, by: 2).map {
            UInt16(value[$0]) << 8 | UInt16(value[$0 + 1])
        }
        guard keys.first != ParameterKey.mandatory else { return "mandatory names itself" }
        guard zip(keys, keys.dropFirst()).allSatisfy({ $0 < $1 }) else {
            return "mandatory is not in ascending order"
        }
        return keys.first { !has($0) }.map { "the mandatory key \($0) is not there" }
    }
}
