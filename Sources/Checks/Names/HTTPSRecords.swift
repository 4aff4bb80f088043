// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import Model

/// The HTTPS records of one website, and where they lead (RFC 9460 §3).
struct HTTPSRecords {
    /// More aliases than any client follows.
    static let mostAliases = 8

    enum End {
        case none
        /// The services, and the name whose they are.
        case services([ServiceBinding], at: DNSName)
        /// Aliases led to a name without such records, whose addresses then count.
        case name(DNSName)
        /// An alias to the root says that nothing is offered there (RFC 9460 §2.5.1).
        case withdrawn
        /// Clients refuse what stands there (§2.2).
        case malformed(String)
        /// Clients follow it otherwise than was meant.
        case ambiguous(String)
    }

    let site: WebSite
    let end: End

    /// What the records say of services; empty where they lead to none.
    var services: [ServiceBinding] { if case .services(let services, _) = end { services } else { [] } }

    var isThere: Bool { if case .none = end { false } else { true } }

    /// Where a service of theirs is: `.` means the name at which it stands (RFC 9460 §2.5.2).
    func target(of service: ServiceBinding) -> DNSName {
        guard service.target.isRoot, case .services(_, let name) = end else { return service.target }
        return name
    }
}

/// A host and a port at which a domain has, or may have, pages.
struct WebSite {
    let host: DNSName
    let port: UInt16
    /// Where its HTTPS records stand.
    let owner: DNSName
}

extension DomainView {
    /// The domain, www, and its listed sites; each once.
    func sites() -> [WebSite] {
        var places: [(host: String, port: UInt16)] = [("\(domain)", 443), ("www.\(domain)", 443)]
        for place in evidence.estate.websites(of: subject.name)
        where !places.contains(where: { $0 == place }) {
            places.append(place)
        }
        return places.compactMap { place in
            guard let host = DNSName(place.host),
                let owner = ServiceBinding.owner(of: host, port: place.port)
            else { return nil }
            return WebSite(host: host, port: place.port, owner: owner)
        }
    }

    /// The records of every site; what could not be read is added to `gaps`.
    func bindings(_ gaps: inout [Unestablished]) -> [HTTPSRecords] {
        var found: [HTTPSRecords] = []
        for site in sites() {
            do {
                found.append(HTTPSRecords(site: site, end: try end(from: site.owner)))
            } catch {
                gaps.append(error)
            }
        }
        return found
    }

    private func end(from owner: DNSName) throws(Unestablished) -> HTTPSRecords.End {
        var name = owner
        var seen: Set<DNSName> = []
        while seen.count <= HTTPSRecords.mostAliases {
            guard seen.insert(name).inserted else {
                return .ambiguous("the aliases of \(owner) lead in a circle")
            }
            let set = try set(name, .https)
            guard set.outcome == .found else { return seen.count == 1 ? .none : .name(name) }
            let bindings: [ServiceBinding]
            switch Self.sound(set) {
            case .success(let sound): bindings = sound
            case .failure(let refusal): return .malformed("\(name): \(refusal.why)")
            }
            let aliases = bindings.filter(\.isAlias)
            guard let alias = aliases.first else {
                return .services(bindings, at: set.canonicalName.flatMap { DNSName($0) } ?? name)
            }
            guard bindings.count == 1 else {
                return .ambiguous("\(name) has an alias beside other records")
            }
            guard !alias.target.isRoot else { return .withdrawn }
            name = alias.target
        }
        return .ambiguous("\(owner) leads over more than \(HTTPSRecords.mostAliases) aliases")
    }

    private struct Refusal: Error { let why: String }

    private static func sound(_ set: DNSRecords) -> Result<[ServiceBinding], Refusal> {
        var sound: [ServiceBinding] = []
        for data in set.data {
            switch data {
            case .binding(let binding):
                if let fault = binding.fault { return .failure(Refusal(why: fault)) }
                sound.append(binding)
            case .malformed(_, let error): return .failure(Refusal(why: "\(error)"))
            default: continue
            }
        }
        return .success(sound)
    }
}
