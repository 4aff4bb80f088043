// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Inventory

/// Whom a scan asks for names, and what it believes.
struct NameOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Name server to ask instead of those of resolv.conf: ADDRESS or ADDRESS@PORT; repeatable.",
            valueName: "address"
        )
    )
    var resolver: [String] = []

    @Option(
        help: ArgumentHelp("DS or DNSKEY records that DNSSEC starts from.", valueName: "file"),
        completion: .file()
    )
    var trustAnchor: String?

    @Option(
        help: ArgumentHelp("A file in the form of /etc/hosts that answers first.", valueName: "file"),
        completion: .file()
    )
    var hostsFile: String?

    @Option(help: ArgumentHelp("A DKIM selector of the domains; repeatable.", valueName: "name"))
    var dkimSelector: [String] = []

    @Option(
        help: ArgumentHelp(
            "Look in DNS for so many names that may be taken for each domain; nothing is sent to their hosts.",
            valueName: "number"
        )
    )
    var lookAlikes: Int?

    func validate() throws {
        if let lookAlikes, !(1...20_000).contains(lookAlikes) {
            throw ValidationError("--look-alikes takes a number from 1 to 20000")
        }
        for text in resolver where NameServer(text) == nil {
            throw ValidationError("--resolver takes an address such as 192.0.2.53 or 192.0.2.53@5353")
        }
    }

    func set(_ service: inout ServiceSettings) {
        service.nameServers = resolver.compactMap { NameServer($0) }
        service.trustAnchor = trustAnchor
        service.hostsFile = hostsFile
    }
}
