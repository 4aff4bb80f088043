// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Checks
internal import Crypto
internal import Facts
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline
internal import Reports
internal import Standards

/// `chancery scan`: looks at endpoints without any configuration.
struct ScanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Look at endpoints without any configuration.",
        discussion: """
            Targets: host, host:port, [v6]:port, or with a service as scheme:
            imaps://mail.example.org, smtp://mx.example.org; a domain for its names
            and mail: domain:example.org, with those of its MX hosts that lie in it.
            Only scan what you answer for, or are allowed to.

            Examples:
              chancery scan www.example.org
              chancery scan '[2001:db8::1]:8443' --server-name www.example.org
              chancery scan --format json --fail-on high imaps://mail.example.org
              chancery scan --parallel 8 --rate 0 localhost:8443
              chancery scan --policy nist-sp800-52r2 --as-of 2030-01-01 example.org
              chancery scan --dkim-selector mail2026 domain:example.org
              chancery scan --authorised-by 'A. Diallo' www.example.org
            """
    )

    @Argument(help: "What to look at.")
    var targets: [String] = []

    @Option(
        help: ArgumentHelp(
            "Further targets, one a line, '#' begins a comment; - reads standard input.",
            valueName: "file"
        ),
        completion: .file()
    )
    var targetsFrom: String?

    @OptionGroup var output: FormatOption

    @Option(help: ArgumentHelp("The name to ask for instead of the target's.", valueName: "name"))
    var serverName: String?

    @Option(help: ArgumentHelp("Connections to one address at once; 0 for no limit.", valueName: "n"))
    var parallel = 2

    @Option(help: ArgumentHelp("New connections to one address a second; 0 for no limit.", valueName: "n"))
    var rate = 10.0

    @OptionGroup var material: ScanMaterialOptions

    @Option(
        help: ArgumentHelp("Risk model to weigh by; default: the shipped one.", valueName: "file"),
        completion: .file()
    )
    var model: String?

    @Option(
        help: ArgumentHelp(
            "Who allows intrusive probes (malformed or exhausting input) today; without, none is sent.",
            valueName: "name"
        )
    )
    var authorisedBy: String?

    @Option(
        help: ArgumentHelp(
            "A policy to hold endpoints against, with detail; repeatable. Default: all, a line each.",
            valueName: "id"
        )
    )
    var policy: [String] = []

    @Option(
        help: ArgumentHelp(
            "Judge as of this day (YYYY-MM-DD); repeatable, which asks policies for each day.",
            valueName: "date"
        )
    )
    var asOf: [String] = []

    @Flag(help: "Send hellos with harmless oddities, too, which sound servers ignore; 14 more connections.")
    var robustness = false

    @Flag(
        help: "Ask for files that should not be on the web, one request a second; needs --authorised-by."
    )
    var exposure = false

    @OptionGroup var names: NameOptions

    @Option(
        help: ArgumentHelp("Exit with 1 where a finding has this band or a worse one.", valueName: "band")
    )
    var failOn: Band?

    func validate() throws {
        guard !targets.isEmpty || targetsFrom != nil else {
            throw ValidationError("name at least one target")
        }
        guard authorisedBy?.contains(where: { !$0.isWhitespace }) ?? true else {
            throw ValidationError("--authorised-by names a person")
        }
        guard !exposure || authorisedBy != nil else {
            throw ValidationError("--exposure needs --authorised-by")
        }
        for text in asOf where CalendarDay(text) == nil {
            throw ValidationError("--as-of takes a day such as 2027-03-01")
        }
        guard parallel >= 0, rate >= 0, rate.isFinite else {
            throw ValidationError("--parallel and --rate are 0 or more")
        }
        do {
            for target in targets { _ = try ScanTarget(target) }
        } catch {
            throw ValidationError("\(error)")
        }
    }

    func run() async throws {
        let endpoints = try self.endpoints()
        let domains = try self.domains()
        let method = try loadMethod()
        for id in policy where method.standards.policy(id) == nil {
            let known = method.standards.policies.map(\.id).joined(separator: ", ")
            Terminal.say("chancery: there is no policy '\(Terminal.harmless(id))'; there are \(known)")
            throw ExitCode.validationFailure
        }
        let instruments: Instruments
        do {
            instruments = try Instruments(try settings())
        } catch {
            Terminal.say("chancery: \(error)")
            throw ExitCode.badConfiguration
        }
        let printer = ScanPrinter(output.scanFormat, total: endpoints.count, failOn: failOn)
        await printer.begin()
        let scan = Scan(
            instruments: instruments,
            method: method,
            policies: policy.isEmpty ? nil : policy,
            days: asOf.compactMap { CalendarDay($0) }
        )
        await scan.lookAround(endpoints, domains)
        try await run(scan, endpoints, domains, into: printer)
        let vantage = await scan.vantage
        await instruments.shutdown()
        try await printer.end(ScanVantage(vantage))
    }

    /// Endpoints first; of those in one of the domains or with mail, what was seen is kept for the domains.
    private func run(
        _ scan: Scan,
        _ endpoints: [Endpoint],
        _ domains: [ListedDomain],
        into printer: ScanPrinter
    ) async throws {
        let beside = endpoints.filter { endpoint in
            let isMail = endpoint.service == .smtp && endpoint.port == 25
            return domains.contains {
                isMail || endpoint.host == $0.name || endpoint.host.hasSuffix(".\($0.name)")
            }
        }
        let (known, kept) = (Set(beside.map(\.id)), KeptVisits())
        try await scan.run(
            endpoints,
            keep: { endpoint, visits in if known.contains(endpoint.id) { await kept.add(visits) } },
            deliver: { await printer.add($0) }
        )
        let results = try await scan.run(
            domains: domains,
            beside: beside,
            visits: await kept.visits,
            deliver: { await printer.add($0) }
        )
        for domain in results { await printer.add(domain) }
    }

    func settings() throws -> MeasuringSettings {
        var service = ServiceSettings()
        try material.apply(to: &service)
        service.connectionsPerAddress = parallel
        service.connectionRate = rate
        service.robustness = robustness
        names.set(&service)
        return MeasuringSettings(service, contact: material.contact)
    }

    /// Intrusive for today where somebody answers for it.
    private var authorisation: Authorisation {
        guard let authorisedBy else { return Authorisation(tier: .active) }
        return Authorisation(
            tier: .intrusive,
            by: authorisedBy,
            until: CalendarDay(Date()),
            exposure: exposure
        )
    }

    /// One endpoint a target.
    func endpoints() throws -> [Endpoint] {
        var known: Set<String> = []
        let listed = try targetsFrom.map { try TargetList.read($0) } ?? []
        let given = try targets.map { try ScanTarget($0) }
        return (given + listed).filter { !$0.isDomain }.compactMap { target in
            let host = target.host
            let id = host.contains(":") ? "[\(host)]:\(target.port)" : "\(host):\(target.port)"
            guard known.insert(id).inserted else { return nil }
            return Endpoint(
                id: id,
                host: host,
                serverName: serverName,
                port: target.port,
                service: target.service,
                role: .other,
                mission: nil,
                criticality: Role.other.defaultCriticality,
                secrecyLifetimeDays: nil,
                authorisation: authorisation,
                addresses: []
            )
        }
    }

    /// One a target that is a domain.
    func domains() throws -> [ListedDomain] {
        let listed = try targetsFrom.map { try TargetList.read($0) } ?? []
        let given = try targets.map { try ScanTarget($0) }
        var known: Set<String> = []
        return (given + listed).filter { $0.isDomain && known.insert($0.host).inserted }.map {
            ListedDomain(
                name: $0.host,
                mission: nil,
                selectors: names.dkimSelector.map { $0.lowercased() },
                lookAlikes: names.lookAlikes.map { LookAlikeSearch(budget: $0) }
            )
        }
    }

    private func loadMethod() throws -> Method {
        do {
            guard let model else { return try material.apply(to: Method.shipped()) }
            return try material.apply(to: Method.load(path: model))
        } catch {
            Terminal.say(error.text)
            throw ExitCode.badConfiguration
        }
    }
}

extension Method {
    /// The risk model that this version ships.
    static func shipped() throws(ConfigurationRefusal) -> Method {
        try load(bytes: PackageResources.risk_model_conf, name: "risk-model.conf")
    }
}

/// What was seen of the endpoints beside domains.
private actor KeptVisits {
    private(set) var visits: [Visit] = []

    func add(_ more: [Visit]) { visits += more }
}
