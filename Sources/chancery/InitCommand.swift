// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline
internal import Settings

/// `chancery init`: a first inventory from a domain or a table.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a first inventory, from a domain's records in DNS or from a table of hosts.",
        discussion: """
            A domain is looked up in DNS: its mail hosts, its name servers, SRV records, and names that are common below such \
            domains. What exists is listed; no packet goes to any host that is named. Hosts elsewhere are told of and not listed.

            A table is CSV whose first line names the columns: host (required), mission, mission_name, region, owner, role, \
            service, port, name. Every mistake is shown as file:line:column.

            It writes one file into endpoints.d of the configuration folder, and chancery.conf and risk-model.conf where they are \
            missing. What is there already is never overwritten without --force. The whole folder is checked afterwards, and \
            nothing stays where it is refused.

            Exit status: 0 done, 64 the command line, 69 nobody answers for the domain, 78 the table or the folder is refused.

            Examples:
              chancery init mfa.example
              chancery init --csv hosts.csv --config ./Config
              chancery init mfa.example --resolver 192.0.2.53 --config ./Config --force
            """
    )

    @Argument(help: ArgumentHelp("The domain to look up.", valueName: "domain"))
    var domain: String?

    @Option(
        help: ArgumentHelp("A table of hosts instead.", valueName: "file"),
        completion: .file(extensions: ["csv"])
    )
    var csv: String?

    @OptionGroup var configurationOptions: ConfigurationOptions

    @Option(
        help: ArgumentHelp(
            "Name server to ask instead of those of resolv.conf: ADDRESS or ADDRESS@PORT.",
            valueName: "address"
        )
    )
    var resolver: String?

    @Flag(help: "Overwrite the file that an earlier init wrote.")
    var force = false

    func validate() throws {
        guard (domain == nil) != (csv == nil) else {
            throw ValidationError("name a domain, or a table with --csv")
        }
        if let resolver, NameServer(resolver) == nil {
            throw ValidationError("--resolver takes an address such as 192.0.2.53 or 192.0.2.53@5353")
        }
    }

    func run() async throws {
        let folder = InventoryFolder(URL(filePath: configurationOptions.directory))
        let target = folder.file(for: domain ?? csv ?? "")
        guard force || !FileManager.default.fileExists(atPath: target.path) else {
            Terminal.say(
                "chancery: \(target.path) is there already; look at it, or overwrite it with --force"
            )
            throw ExitCode.badConfiguration
        }
        let draft = try await draft()
        let written: [String]
        do {
            written = try folder.write(draft, to: target)
        } catch let refusal as ConfigurationRefusal {
            Terminal.say(refusal.text)
            Terminal.say(
                "chancery: the folder would not be valid, so nothing was written; mend what is named and try again"
            )
            throw ExitCode.badConfiguration
        }
        Terminal.print(written.joined(separator: "\n"))
        Terminal.say(Self.next(draft, folder.path))
    }

    private func draft() async throws -> InventoryDraft {
        if let csv { return try Self.read(csv) }
        var service = ServiceSettings()
        if let resolver, let server = NameServer(resolver) { service.nameServers = [server] }
        do {
            let result = try await DomainDiscovery.run(domain ?? "", under: service)
            for question in result.unanswered {
                Terminal.say("no answer: \(Terminal.harmless(question)); it may be there all the same")
            }
            return result.draft
        } catch let failure as DomainDiscovery.Failure {
            Terminal.say("chancery: \(Terminal.harmless("\(failure)"))")
            if case .noName = failure { throw ExitCode.validationFailure }
            throw ExitCode.nothingReachable
        }
    }

    private static func read(_ path: String) throws -> InventoryDraft {
        guard let file = FileHandle(forReadingAtPath: path),
            let bytes = try? file.read(upToCount: InventoryFolder.longestTable + 1)
        else {
            Terminal.say("chancery: \(Terminal.harmless(path)) cannot be read")
            throw ExitCode.badConfiguration
        }
        guard bytes.count <= InventoryFolder.longestTable else {
            Terminal.say(
                "chancery: \(Terminal.harmless(path)) is longer than \(InventoryFolder.longestTable >> 20) MiB"
            )
            throw ExitCode.badConfiguration
        }
        let table = InventoryTable(SourceFile(name: path, bytes: Array(bytes)))
        guard table.problems.isEmpty else {
            Terminal.say(table.problems.rendered())
            Terminal.say("\(Terminal.count(table.problems.count, "error")); nothing was written")
            throw ExitCode.badConfiguration
        }
        return table.draft
    }

    private static func next(_ draft: InventoryDraft, _ folder: String) -> String {
        """
        \(Terminal.count(draft.endpoints.count, "endpoint")), \(Terminal.count(draft.domains.count, "domain")), \
        \(Terminal.count(draft.missions.count, "mission")). Next:
          1. Name= and Contact= of [Ministry] in \(folder)/chancery.conf: whose estate it is, and whom to write to.
          2. Take out what is not yours to measure; set Role=, Mission= and SecrecyLifetime= where they are not right.
          3. chancery config check, then systemctl reload chancery; or chancery assess for one cycle now.
          4. chancery attest template prints a file to fill in, for what nothing can measure.
        """
    }
}

/// The configuration folder as `init` writes to it: all of what it writes, or nothing.
private struct InventoryFolder {
    static let longestTable = 16 << 20

    private let url: URL
    var path: String { url.path }

    init(_ url: URL) { self.url = url }

    /// `endpoints.d/10-mfa.example.conf`, by the domain or the table's name.
    func file(for origin: String) -> URL {
        let name = URL(filePath: origin).lastPathComponent.lowercased()
        let stem = name.hasSuffix(".csv") ? String(name.dropLast(4)) : name
        let safe = stem.map { $0.isASCII && ($0.isLetter || $0.isNumber || ".-_".contains($0)) ? $0 : "-" }
        return url.appending(path: "endpoints.d/10-\(String(safe)).conf")
    }

    /// The paths that were written.
    ///
    /// Throws `ConfigurationRefusal` where the folder would not be valid, and what the file system throws.
    func write(_ draft: InventoryDraft, to target: URL) throws -> [String] {
        let before = try? Data(contentsOf: target)
        var made: [URL] = []
        do {
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            for (name, bytes) in Self.foundation {
                let file = url.appending(path: name)
                guard !FileManager.default.fileExists(atPath: file.path) else { continue }
                try bytes.write(to: file, options: .withoutOverwriting)
                made.append(file)
            }
            if before != nil { try FileManager.default.removeItem(at: target) }
            let known = try LoadedConfiguration.load(directory: path, today: CalendarDay(Date())).estate
                .missions
            var draft = draft
            draft.missions.removeAll { mission in known.contains { $0.id == mission.id } }
            made.append(target)
            try Data(draft.text.utf8).write(to: target, options: .atomic)
            _ = try LoadedConfiguration.load(directory: path, today: CalendarDay(Date()))
            return made.map(\.path)
        } catch {
            for file in made { try? FileManager.default.removeItem(at: file) }
            if let before { try? before.write(to: target, options: .atomic) }
            throw error
        }
    }

    /// What no folder can do without.
    private static let foundation: [(String, Data)] = [
        ("risk-model.conf", Data(PackageResources.risk_model_conf)),
        (
            "chancery.conf",
            Data(
                """
                # Whose estate it is. chancery.conf(5) explains every key; what is not stated here has its default.
                [Ministry]

                # The name on the first page of reports.
                #Name=Ministry of Foreign Affairs

                # Whom auditors and the operators of measured hosts can write to: a mail address or a URL.
                #Contact=

                """.utf8
            )
        ),
    ]
}
