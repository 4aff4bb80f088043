// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Backup
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline
internal import Risk
internal import Store
internal import StoreSQLite

/// Where the configuration lies.
struct ConfigurationOptions: ParsableArguments {
    @Option(
        name: .customLong("config"),
        help: ArgumentHelp("Configuration folder.", valueName: "dir"),
        completion: .directory
    )
    var directory = "/etc/chancery"

    /// Reads the folder; prints every error and exits with 78 where there is one.
    ///
    /// `warns`: prints warnings too, for commands that act on what the folder says.
    func load(model: String? = nil, warns: Bool = true) throws -> LoadedConfiguration {
        do {
            let loaded = try LoadedConfiguration.load(
                directory: directory,
                model: model,
                today: CalendarDay(Date())
            )
            if warns { for warning in loaded.inventory.warnings { Terminal.say("\(warning)") } }
            return loaded
        } catch {
            Terminal.say(error.text)
            Terminal.say("\(Terminal.count(error.errors, "error")); nothing was done")
            throw ExitCode.badConfiguration
        }
    }
}

/// The risk model alone: nothing else of the configuration has to be in order.
struct ModelOptions: ParsableArguments {
    private static let standardFolder = "/etc/chancery"

    @Option(
        name: .customLong("config"),
        help: ArgumentHelp(
            "Folder with the risk model; default: \(standardFolder), or else the shipped model.",
            valueName: "dir"
        ),
        completion: .directory
    )
    var directory: String?

    /// `file`: another risk model, with what stands beside it.
    func loadMethod(_ file: String? = nil) throws -> Method {
        let installed = Self.standardFolder + "/risk-model.conf"
        do {
            if let file { return try Method.load(path: file) }
            if let directory { return try Method.load(path: directory + "/risk-model.conf") }
            guard FileManager.default.isReadableFile(atPath: installed) else { return try Method.shipped() }
            return try Method.load(path: installed)
        } catch {
            Terminal.say(error.text)
            throw ExitCode.badConfiguration
        }
    }
}

extension ModelOptions {
    /// `ModelOverlap=` where the configuration can be read, else what is in force without one.
    var modelOverlap: Duration {
        let loaded = try? LoadedConfiguration.load(
            directory: directory ?? Self.standardFolder,
            today: CalendarDay(Date())
        )
        return (loaded?.inventory.service ?? ServiceSettings()).modelOverlap
    }
}

/// Where the store lies.
struct StateOptions: ParsableArguments {
    @Option(
        name: .customLong("state"),
        help: ArgumentHelp("State folder.", valueName: "dir"),
        completion: .directory
    )
    var directory = "/var/lib/chancery"

    var url: URL { URL(filePath: directory) }

    /// Opens the store for writing, making the folder where it is missing.
    ///
    /// - Parameter settings: what `Store=` says, which the folder remembers for commands that read no configuration; nil
    ///   where this is such a command.
    func openStore(_ settings: ServiceSettings? = nil, standsBy: Bool = false) async throws -> any Store {
        do throws(StoreError) {
            return try await makeStore(settings, standsBy: standsBy)
        } catch {
            throw failed("\(error)")
        }
    }

    /// The same, for who has an answer where another process writes it.
    func makeStore(_ settings: ServiceSettings?, standsBy: Bool = false) async throws(StoreError) -> any Store
    {
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
            if let settings { try place.remember(settings.store) }
        } catch {
            throw .cannotOpen(
                path: directory,
                reason: "the state folder cannot be made or written: \(error.localizedDescription)"
            )
        }
        if let obstacle = Restoration.obstacle(in: url) { throw .refused(reason: "\(obstacle)") }
        return try await place.open(readOnly: false, standsBy: standsBy)
    }

    /// Opens the store for reading, beside a running daemon too.
    func readStore() async throws -> any Store {
        if let obstacle = Restoration.obstacle(in: url) { throw failed("\(obstacle)") }
        guard place.isThere else {
            throw failed("there is no store in \(directory) yet; run 'chancery assess' or start the daemon")
        }
        return try await open(readOnly: true)
    }

    /// The same where it has to be a file.
    func readFile() throws -> SQLiteStore {
        if let obstacle = Restoration.obstacle(in: url) { throw failed("\(obstacle)") }
        if let address = place.address {
            throw failed("the store is \(address): back it up with pg_dump, and the folder of keys beside it")
        }
        guard place.isThere else {
            throw failed("there is no store in \(directory) yet; run 'chancery assess' or start the daemon")
        }
        do {
            return try SQLiteStore(path: place.file, readOnly: true)
        } catch {
            throw failed("\(error)")
        }
    }

    private var place: StorePlace { StorePlace(folder: url) }

    private func open(readOnly: Bool) async throws -> any Store {
        do {
            return try await place.open(readOnly: readOnly)
        } catch {
            throw failed("\(error)")
        }
    }

    func failed(_ text: String) -> ExitCode {
        Terminal.say("chancery: \(text)")
        return .internalError
    }
}

/// How a reading command prints.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
}

struct FormatOption: ParsableArguments {
    @Option(help: "How to print: \(OutputFormat.allCases.map(\.rawValue).joined(separator: " or ")).")
    var format = OutputFormat.text
}

extension Band: ExpressibleByArgument {
    /// `very-low` … `very-high` on the command line.
    public init?(argument: String) {
        self.init(rawValue: argument.replacing("-", with: " "))
    }

    public static var allValueStrings: [String] {
        Band.allCases.map { $0.rawValue.replacing(" ", with: "-") }
    }
}
