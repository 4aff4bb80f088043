// SPDX-License-Identifier: Apache-2.0

/// How much of the estate one finding speaks about, narrowest first.
package enum Scope: String, Codable, Sendable, CaseIterable {
    case address, endpoint, domain, mission, ministry
}

/// What a fact or a finding is about.
package struct Subject: Hashable, Codable, Sendable {
    package let scope: Scope
    /// The identity inside the scope: an endpoint's section name, `endpoint@address`, a domain, a mission's
    /// id; empty for the ministry.
    package let name: String

    package init(scope: Scope, name: String) {
        self.scope = scope
        self.name = name
    }

    package static let ministry = Subject(scope: .ministry, name: "")

    package static func mission(_ id: String) -> Subject { Subject(scope: .mission, name: id) }

    package static func domain(_ name: String) -> Subject { Subject(scope: .domain, name: name) }

    package static func endpoint(_ id: String) -> Subject { Subject(scope: .endpoint, name: id) }

    /// The unit of measuring: one endpoint as seen on one of its addresses.
    package static func address(_ address: IPAddress, of endpoint: String) -> Subject {
        Subject(scope: .address, name: "\(endpoint)@\(address)")
    }

    /// The endpoint that an address or endpoint subject belongs to; nil for the wider scopes.
    package var endpointID: String? {
        switch scope {
        case .endpoint: name
        case .address: name.utf8.lastIndex(of: UInt8(ascii: "@")).map { String(name[..<$0]) }
        case .domain, .mission, .ministry: nil
        }
    }

    /// The address of an address subject; nil for every other scope.
    package var address: IPAddress? {
        guard scope == .address, let at = name.utf8.lastIndex(of: UInt8(ascii: "@")) else { return nil }
        return IPAddress(String(name[name.utf8.index(after: at)...]))
    }
}

extension Subject: Comparable, CustomStringConvertible {
    package static func < (left: Subject, right: Subject) -> Bool {
        (left.scope.rawValue, left.name) < (right.scope.rawValue, right.name)
    }

    package var description: String { name.isEmpty ? scope.rawValue : "\(scope.rawValue):\(name)" }
}
