// SPDX-License-Identifier: Apache-2.0
internal import DNSWire
internal import Facts
internal import HTTPWire
internal import Model

/// Reads from evidence what every endpoint and domain rests on.
struct DependenceReading {
    private let evidence: any Evidence
    /// Whether networks are told by the operator's file; prefixes otherwise.
    let hasNetworkTable: Bool

    init(_ evidence: any Evidence) {
        self.evidence = evidence
        hasNetworkTable = !evidence.all(AddressNetwork.self, under: .ministry).isEmpty
    }

    var dependences: [Dependence] {
        evidence.estate.endpoints.flatMap { endpoint in
            places(of: endpoint) + names(of: endpoint) + certificates(of: endpoint) + [scripts(of: endpoint)]
        }
            + evidence.estate.domains.flatMap { domain in
                names(of: .domain(domain.name), mission: domain.mission, in: domain.name) + [mail(of: domain)]
            }
    }

    /// Names with the reason why there may be more.
    private typealias Seen = (names: Set<String>, gap: Unestablished?)

    // MARK: Addresses and networks

    /// Clients without IPv6 need an IPv4 address, and those with it have both; so only of the IPv4 ones, where there
    /// are any, must one stand.
    private func places(of endpoint: Endpoint) -> [Dependence] {
        let subject = Subject.endpoint(endpoint.id)
        var (addresses, gap) = ([IPAddress](), Unestablished?.none)
        do {
            addresses = try evidence.one(AddressSet.self, of: subject).fact.addresses
        } catch {
            addresses = evidence.addresses(of: endpoint.id).compactMap(\.address)
            gap = error
        }
        let old = addresses.filter { $0.family == .v4 }
        let pillars = old.isEmpty ? addresses : old
        let (all, needed) = (networks(of: addresses, at: subject), networks(of: pillars, at: subject))
        return [
            Dependence(
                .address,
                of: subject,
                mission: endpoint.mission,
                uses: Set(addresses.map(\.description)),
                pillars: Set(pillars.map(\.description)),
                gap: gap
            ),
            Dependence(
                .network,
                of: subject,
                mission: endpoint.mission,
                uses: all.names,
                pillars: needed.names,
                gap: gap ?? all.gap
            ),
        ]
    }

    private func networks(of addresses: [IPAddress], at subject: Subject) -> Seen {
        var seen = Seen([], nil)
        for address in addresses {
            guard hasNetworkTable, address.isGlobal else {
                seen.names.insert(address.neighbourhood)
                continue
            }
            do {
                let networks = try evidence.one(AddressNetwork.self, "\(address)", of: subject).fact.networks
                seen.names.formUnion(networks.map(NetworkShares.holder))
                guard networks.isEmpty else { continue }
                let reason = "the operator's file has no prefix for \(address)"
                seen.gap = seen.gap ?? Unestablished(phase: .reply, reason: reason)
            } catch {
                seen.gap = seen.gap ?? error
            }
        }
        return seen
    }

    // MARK: Names and mail

    private func names(of endpoint: Endpoint) -> [Dependence] {
        guard IPAddress(endpoint.host) == nil else { return [] }
        let owners = evidence.estate.domains.map(\.name).filter {
            endpoint.host == $0 || endpoint.host.hasSuffix(".\($0)")
        }
        let owner = owners.max { $0.utf8.count < $1.utf8.count }
        return names(of: .endpoint(endpoint.id), mission: endpoint.mission, in: owner)
    }

    private func names(of dependant: Subject, mission: String?, in domain: String?) -> [Dependence] {
        var (servers, gap) = ([DNSName](), Unestablished?.none)
        do throws(Unestablished) {
            guard let domain else {
                throw Unestablished(phase: .notMeasured, reason: "no listed domain holds \(dependant.name)")
            }
            servers = try DomainView(of: .domain(domain), in: evidence).nameServers()
            if servers.isEmpty {
                gap = Unestablished(phase: .resolve, reason: "\(domain): no name server seen")
            }
        } catch {
            gap = error
        }
        let hosts = Set(servers.map(\.description))
        let services = Set(hosts.map { Site($0).name })
        return [
            Dependence(.nameServer, of: dependant, mission: mission, uses: hosts, gap: gap),
            Dependence(.nameService, of: dependant, mission: mission, uses: services, gap: gap),
        ]
    }

    private func mail(of domain: ListedDomain) -> Dependence {
        let subject = Subject.domain(domain.name)
        var (providers, gap) = (Set<String>(), Unestablished?.none)
        do {
            let exchanges = try DomainView(of: subject, in: evidence).exchanges().map(\.host)
            providers = Set(exchanges.filter { !$0.isRoot }.map { Site("\($0)").name })
        } catch {
            gap = error
        }
        return Dependence(.mailProvider, of: subject, mission: domain.mission, uses: providers, gap: gap)
    }

    // MARK: Certificates

    private func certificates(of endpoint: Endpoint) -> [Dependence] {
        guard !KeyShared.hasNoTLS(endpoint, in: evidence) else { return [] }
        let subject = Subject.endpoint(endpoint.id)
        let leaves = evidence.all(CertificateChain.self, under: subject)
            .filter { $0.fact.aspect != CertificateChain.withoutName }.compactMap(\.fact.leaf)
        let gap = chainGap(of: endpoint)
        let issuers = leaves.filter { !$0.isSelfIssued }.map {
            ExpectedIssuers.statedOrganisation(in: $0.issuer) ?? $0.issuer
        }
        let lists: [(DependenceKind, [String])] = [
            (.key, leaves.map(\.spkiSHA256)), (.certificate, leaves.map(\.sha256)), (.authority, issuers),
        ]
        return lists.map { kind, names in
            Dependence(kind, of: subject, mission: endpoint.mission, uses: Set(names), gap: gap)
        }
    }

    /// Why the certificate at one of its addresses was not seen.
    private func chainGap(of endpoint: Endpoint) -> Unestablished? {
        let question = Question(CertificateChain.self, CertificateChain.served)
        let addresses = evidence.addresses(of: endpoint.id)
        for subject in addresses.isEmpty ? [.endpoint(endpoint.id)] : addresses {
            do {
                let leaf = try evidence.one(CertificateChain.self, question.aspect, of: subject).fact.leaf
                guard leaf == nil else { continue }
                return Unestablished(phase: .reply, reason: "the chain of \(subject.name) is empty")
            } catch {
                // One address without TLS serves no certificate.
                guard evidence.reason(Question(Reachability.self), of: subject)?.phase != .absent,
                    error.phase != .notApplicable
                else { continue }
                return error
            }
        }
        return nil
    }

    // MARK: Scripts

    private func scripts(of endpoint: Endpoint) -> Dependence {
        let subject = Subject.endpoint(endpoint.id)
        var seen = Seen([], nil)
        do throws(Unestablished) {
            guard endpoint.service == .https else { throw WebView.idle("no website") }
            let answers = try WebView(of: subject, in: evidence).answers()
            seen.gap = answers.gaps.first { $0.phase != .notApplicable && $0.phase != .absent }
            for page in answers.seen { read(page, into: &seen) }
        } catch {
            if error.phase != .notApplicable { seen.gap = error }
        }
        return Dependence(
            .scriptSupplier,
            of: subject,
            mission: endpoint.mission,
            uses: seen.names,
            gap: seen.gap
        )
    }

    /// Hosts other than the page's own, those of the ministry too: one of them may serve scripts to all missions.
    private func read(_ page: Observation<PageResponse>, into seen: inout Seen) {
        do {
            let (markup, gap) = try WebView(of: page.subject, in: evidence).markup()
            let hosts = markup.scripts.compactMap { $0.address.flatMap { WebURL($0)?.host } }
            seen.names.formUnion(hosts.filter { $0 != page.fact.host })
            let isCut = markup.scripts.count >= PageMarkup.most
            let rest = isCut ? Unestablished(phase: .reply, reason: "the page names more scripts") : nil
            seen.gap = seen.gap ?? gap ?? rest
        } catch {
            if error.phase != .notApplicable { seen.gap = seen.gap ?? error }
        }
    }
}

extension IPAddress {
    /// The /24 or /48 that it lies in: what one network usually holds, not who holds it.
    fileprivate var neighbourhood: String {
        let kept = family == .v4 ? 3 : 6
        let bytes = self.bytes.enumerated().map { $0.offset < kept ? $0.element : 0 }
        return (IPAddress(bytes: bytes)?.description ?? description) + "/\(kept * 8)"
    }
}
