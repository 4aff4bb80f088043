// SPDX-License-Identifier: Apache-2.0
package import Checks
internal import Clients
internal import Crypto
internal import Foundation
package import Inventory
package import Messages
package import Model
internal import Probes
internal import Risk
internal import Settings
internal import Standards

/// A whole, valid configuration folder: the inventory, the service's settings, the risk model and the
/// audience.
package struct LoadedConfiguration: Sendable {
    package let inventory: Configuration
    package let method: Method
    /// The frame texts of reports.
    package let messages: Messages

    package var audience: Audience { method.audience }
    package var estate: Estate { inventory.estate }
    package var settings: ServiceSettings { inventory.service }

    /// Reads the folder anew; throws everything that is wrong with any of its files.
    ///
    /// - Parameter model: the risk model's path where it is not the folder's `risk-model.conf`.
    package static func load(
        directory: String,
        model: String? = nil,
        today: CalendarDay
    ) throws(ConfigurationRefusal) -> LoadedConfiguration {
        var refusals: [ConfigurationRefusal] = []
        var inventory: Configuration?
        var method: Method?
        var messages: Messages?
        do {
            inventory = try ConfigurationReader.read(
                directory: directory,
                knownChecks: Set(Catalog.identities.keys),
                today: today,
                inspect: { EvidenceFile.inspect($0) },
                verifier: .files
            )
        } catch {
            refusals.append(ConfigurationRefusal(error.diagnostics))
        }
        do {
            method = try Method.load(path: model ?? "\(directory)/risk-model.conf", audience: directory)
        } catch {
            refusals.append(error)
        }
        do {
            let language = inventory?.service.reports.language ?? Messages.english.language
            messages = try ReportLanguage.messages(
                language,
                beside: directory,
                at: inventory?.languageSpan
            )
        } catch {
            refusals.append(error)
        }
        guard refusals.isEmpty, let inventory, let method, let messages else {
            throw ConfigurationRefusal(joining: refusals)
        }
        let doubts =
            AcceptanceReview(model: method.model, today: today).diagnostics(on: inventory)
            + AlertReview(model: method.model).diagnostics(on: inventory)
        guard doubts.allSatisfy({ $0.severity == .warning }) else { throw ConfigurationRefusal(doubts) }
        let warned = inventory.warned(of: doubts)
        return LoadedConfiguration(inventory: warned, method: method, messages: messages)
    }
}

/// Why a configuration is not taken: the diagnostics as shown to people, and how many errors they hold.
package struct ConfigurationRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    package let errors: Int
    package let text: String

    package var description: String { text }

    init(_ diagnostics: [Diagnostic]) {
        // Warnings between them would bury the errors in a journal or a status.
        let grave = diagnostics.filter { $0.severity == .error }
        errors = grave.count
        text = grave.rendered()
    }

    init(file: String, problem: String) {
        errors = 1
        text = "\(file): error: \(problem)\n"
    }

    init(joining parts: [ConfigurationRefusal]) {
        errors = parts.reduce(0) { $0 + $1.errors }
        text = parts.map(\.text).joined(separator: "\n")
    }
}

extension EvidenceVerifier {
    /// Looks at the files themselves.
    static var files: EvidenceVerifier {
        EvidenceVerifier(
            problem: { EvidenceSigner.problem(with: $0) },
            sighting: { EvidenceSigner.inspect($0, $1) }
        )
    }
}

extension Method {
    /// Reads a risk model and sets the checks by it; beside it may stand `policies/*.conf`, `grade.conf`
    /// and `clients.conf`.
    ///
    /// - Parameter folder: where `audience.conf` and `links.conf` may stand; nil for that of the risk model.
    package static func load(
        path: String,
        audience folder: String? = nil
    ) throws(ConfigurationRefusal) -> Method {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw ConfigurationRefusal(
                file: path,
                problem:
                    "cannot be read; copy the shipped risk-model.conf there, or name a folder with --config"
            )
        }
        let standards = try StandardFiles.load(beside: path)
        let clients = try clients(beside: path)
        let own = (path as NSString).deletingLastPathComponent
        return try load(
            bytes: Array(data),
            name: path,
            standards: standards,
            clients: clients,
            audience: try audience(in: folder ?? (own.isEmpty ? "." : own), clients)
        )
    }

    /// With the standards and the clients that this version ships; `name`: how diagnostics call the file.
    package static func load(bytes: [UInt8], name: String) throws(ConfigurationRefusal) -> Method {
        try load(
            bytes: bytes,
            name: name,
            standards: try StandardFiles.shipped(),
            clients: try clients(beside: nil),
            audience: try audience(in: nil, .empty)
        )
    }

    /// With the clients of a file in the form of clients.conf.
    package func simulating(clientsOf path: String) throws(ConfigurationRefusal) -> Method {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw ConfigurationRefusal(file: path, problem: "cannot be read")
        }
        do {
            let clients = try ClientFile.read(Array(data), file: path)
            return try Method(
                model: model,
                standards: standards,
                clients: clients,
                audience: audience,
                modelFile: modelFile
            )
        } catch let error as ClientFileErrors {
            throw ConfigurationRefusal(error.diagnostics)
        } catch {
            throw ConfigurationRefusal(file: path, problem: "\(error)")
        }
    }

    private static func load(
        bytes: [UInt8],
        name: String,
        standards: Standards,
        clients: ClientCatalogue,
        audience: Audience
    ) throws(ConfigurationRefusal) -> Method {
        let declarations = Catalog.all.map { CheckDeclaration($0.identity) }
        let file = try read(bytes, name: name, declarations: declarations)
        do {
            return try Method(
                model: file.model,
                standards: standards,
                clients: clients,
                audience: audience,
                modelFile: bytes
            )
        } catch {
            throw ConfigurationRefusal(error, in: file, name: name)
        }
    }

    private static func clients(beside path: String?) throws(ConfigurationRefusal) -> ClientCatalogue {
        do {
            guard let path else { return try ClientFile.shipped() }
            let folder = (path as NSString).deletingLastPathComponent
            return try ClientFile.read(directory: folder.isEmpty ? "." : folder)
        } catch {
            throw ConfigurationRefusal(error.diagnostics)
        }
    }

    /// - Parameter folder: nil for a configuration without one.
    private static func audience(
        in folder: String?,
        _ clients: ClientCatalogue
    ) throws(ConfigurationRefusal) -> Audience {
        do {
            guard let folder else { return try AudienceFile.shipped() }
            return try AudienceFile.read(directory: folder, clients: clients)
        } catch {
            throw ConfigurationRefusal(error.diagnostics)
        }
    }

    private static func read(
        _ bytes: [UInt8],
        name: String,
        declarations: [CheckDeclaration]
    ) throws(ConfigurationRefusal) -> RiskModelFile {
        do {
            return try RiskModelFile(
                bytes,
                file: name,
                sha256: SHA256.hex(bytes),
                knownChecks: declarations
            )
        } catch {
            throw ConfigurationRefusal(error.diagnostics)
        }
    }
}

extension ConfigurationRefusal {
    /// A threshold that its check cannot work with, shown where it stands.
    fileprivate init(_ error: JudgeError, in file: RiskModelFile, name: String) {
        let setting = error.error
        if let diagnostic = file.diagnostic(check: error.check, key: setting.key, problem: setting.problem) {
            self.init([diagnostic])
        } else {
            self.init(file: name, problem: "\(error.check): \(setting.problem)")
        }
    }
}

extension CheckDeclaration {
    init(_ identity: CheckIdentity) {
        self.init(
            id: identity.id,
            levels: identity.levels,
            settings: identity.settings,
            scope: identity.scope,
            followsFromDecisions: identity.basis == .decisions
        )
    }
}
