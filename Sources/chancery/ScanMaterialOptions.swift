// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Inventory
internal import Model
internal import Pipeline

/// What an operator supplies to scan with: the keys of `[Chancery]` in chancery.conf, as flags.
struct ScanMaterialOptions: ParsableArguments {
    @Option(help: ArgumentHelp("PEM bundle of trusted authorities.", valueName: "file"), completion: .file())
    var trustStore: String?

    @Option(
        help: ArgumentHelp(
            "Authorities trusted beside the public ones: a name and a PEM file; repeatable.",
            valueName: "name=file"
        )
    )
    var privateTrustStore: [String] = []

    @Option(
        help: ArgumentHelp("Debian's weak keys, as openssl-blacklist lists them.", valueName: "file"),
        completion: .file()
    )
    var weakKeyList: String?

    @Option(
        help: ArgumentHelp("Known transparency logs, a browser's log_list.json.", valueName: "file"),
        completion: .file()
    )
    var transparencyLogList: String?

    @Option(
        name: .customLong("security-txt-key"),
        help: ArgumentHelp(
            "OpenPGP public keys by which security.txt may be signed; repeatable.",
            valueName: "file"
        ),
        completion: .file()
    )
    var securityTextKey: [String] = []

    @Option(
        help: ArgumentHelp(
            "Validated route origins (RPKI) of rpki-client or Routinator, JSON or CSV.",
            valueName: "file"
        ),
        completion: .file()
    )
    var routeOrigins: String?

    @Option(
        help: ArgumentHelp(
            "Who announces which prefixes: prefix,AS,organisation,country.",
            valueName: "file"
        ),
        completion: .file()
    )
    var prefixTable: String?

    @Option(
        help: ArgumentHelp(
            "Clients to simulate, in the form of clients.conf; default: the shipped ones.",
            valueName: "file"
        ),
        completion: .file()
    )
    var clients: String?

    @Flag(
        help: "Ask the authorities of the certificates whether they are revoked: third parties learn of it."
    )
    var fetchRevocation = false

    @Option(
        help: ArgumentHelp("Whom the scanned may write to: a mail address or a URL.", valueName: "contact")
    )
    var contact: String?

    func validate() throws {
        let names = try privateTrustStore.map { try Self.store($0).name }
        guard Set(names).count == names.count else {
            throw ValidationError("two stores of --private-trust-store have one name")
        }
    }

    func apply(to settings: inout ServiceSettings) throws {
        if let trustStore { settings.trustStore = trustStore }
        settings.privateTrustStores = try privateTrustStore.map(Self.store)
        settings.weakKeyList = weakKeyList
        settings.transparencyLogList = transparencyLogList
        settings.securityTextKeys = securityTextKey
        settings.routeOrigins = routeOrigins
        settings.prefixTable = prefixTable
        if fetchRevocation { settings.fetchRevocation = .both }
    }

    /// The method with the clients of the file, where one is named.
    func apply(to method: Method) throws(ConfigurationRefusal) -> Method {
        guard let clients else { return method }
        return try method.simulating(clientsOf: clients)
    }

    private static func store(_ text: String) throws -> NamedTrustStore {
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let store = NamedTrustStore("\(parts[0]) \(parts[1])"),
            store.name == parts[0]
        else {
            throw ValidationError(
                "--private-trust-store takes NAME=FILE; a name has letters, digits, dots, hyphens or underscores"
            )
        }
        return store
    }
}
