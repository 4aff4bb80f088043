// SPDX-License-Identifier: Apache-2.0
package import HTTPWire
import Model

/// Who may ask, and how: only in words that mean one thing, by a name that is ours, and with the token where there is one.
package struct Gate: Sendable {
    /// How a connection came in.
    package enum Way: Hashable, Sendable {
        case network
        /// A Unix socket: whoever opens it was let in by its permissions.
        case local
    }

    /// What a request says of itself before its path counts.
    package struct Claim: Sendable {
        package let method: String
        package let target: [UInt8]
        /// Every value of the field, in order.
        package let host: [String]
        package let authorization: [String]
        package let needsHost: Bool
        package let hasBody: Bool

        package init(
            method: String,
            target: [UInt8],
            host: [String],
            authorization: [String],
            needsHost: Bool,
            hasBody: Bool
        ) {
            self.method = method
            self.target = target
            self.host = host
            self.authorization = authorization
            self.needsHost = needsHost
            self.hasBody = hasBody
        }
    }

    /// Visible characters; nil where none is asked for.
    private let token: [UInt8]?
    private let hostNames: Set<String>

    package init(token: [UInt8]?, hostNames: [String]) {
        self.token = token
        self.hostNames = Set(hostNames)
    }

    /// The target of a request that may be answered; throws why not.
    package func admit(_ claim: Claim, by way: Way) throws(Problem) -> RequestTarget {
        guard !claim.hasBody else { throw Problem(413, "Nothing here takes a request with content.") }
        guard claim.method == "GET" || claim.method == "HEAD" else {
            throw Problem(405, "Only GET and HEAD are answered.", fields: [.init("Allow", "GET, HEAD")])
        }
        guard let target = RequestTarget(claim.target) else {
            throw Problem(400, "The target of the request is malformed, too long or ambiguous.")
        }
        guard claim.host.count <= 1, !claim.needsHost || claim.host.count == 1 else {
            throw Problem(400, "A request of HTTP/1.1 has one Host field.")
        }
        let name = target.authority ?? claim.host.first ?? ""
        guard token != nil || way == .local || isOurs(name) else {
            throw Problem(421, "This site goes by another name; HostName= of [HTTP] lists further ones.")
        }
        if let token, target.segments != ["healthz"] { try check(token, claim.authorization) }
        return target
    }

    /// A name that no stranger's page can give to its own address: an address, `localhost`, or one of the operator's.
    private func isOurs(_ authority: String) -> Bool {
        var name = authority.lowercased()[...]
        if name.hasPrefix("[") {
            guard let end = name.firstIndex(of: "]") else { return false }
            return IPAddress(String(name[name.index(after: name.startIndex)..<end])) != nil
        }
        if let colon = name.firstIndex(of: ":") { name = name[..<colon] }
        return name.isEmpty || name == "localhost" || IPAddress(String(name)) != nil
            || hostNames.contains(String(name))
    }

    private func check(_ token: [UInt8], _ given: [String]) throws(Problem) {
        let challenge = WebAnswer.Field("WWW-Authenticate", "Bearer realm=\"chancery\"")
        guard given.count == 1, let value = given.first, value.utf8.count > 7,
            value.prefix(7).lowercased() == "bearer "
        else { throw Problem(401, "A token is needed: Authorization: Bearer ….", fields: [challenge]) }
        guard Self.equal(Array(value.utf8.dropFirst(7)), token) else {
            throw Problem(401, "The token is wrong.", fields: [challenge])
        }
    }

    /// Takes as long for a token that is wrong at its end as for one that is wrong at its start.
    static func equal(_ given: [UInt8], _ expected: [UInt8]) -> Bool {
        var difference = given.count ^ expected.count
        for position in expected.indices {
            difference |= Int((position < given.count ? given[position] : 0) ^ expected[position])
        }
        return difference == 0
    }
}
