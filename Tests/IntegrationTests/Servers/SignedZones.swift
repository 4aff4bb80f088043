// SPDX-License-Identifier: Apache-2.0
import Foundation
import TestSupport
import Testing

/// A root, a top-level domain and domains below it, signed by ldns and served by NSD on one port of 127.0.0.1.
struct SignedZones: ServerRecipe {
    /// How a zone is signed, and what its parent says of it.
    enum Signing: Sendable {
        case sound, none
        /// Signed, and the signatures ended long ago.
        case expired
        /// The signatures end within a day.
        case ending
        /// Signed with a key that the parent does not vouch for.
        case foreignKey
    }

    struct Zone: Sendable {
        let name: String
        let signing: Signing
        /// In the form of a zone file; names without a dot at their end lie in the zone.
        let records: String
    }

    static let anchor = "anchor.ds"

    let zones: [Zone]
    /// Further records of the root.
    var rootRecords = ""

    var identities: [ServerIdentity.Kind] { [] }

    func command(at site: ServerSite) throws -> ServerCommand {
        var vouchers = ""
        var delegations = ""
        for zone in zones {
            delegations += "\(zone.name). IN NS ns1.\(zone.name).\nns1.\(zone.name). IN A 127.0.0.1\n"
            let signer = try sign(zone, at: site)
            // What the parent vouches for is a key that the zone does not have.
            let voucher =
                zone.signing == .foreignKey ? try keys(of: "\(zone.name).", at: site).signer : signer
            vouchers += voucher ?? ""
        }
        let example = Zone(name: "example", signing: .sound, records: delegations + vouchers)
        let root = Zone(
            name: "",
            signing: .sound,
            records: "example. IN NS ns1.example.\nns1.example. IN A 127.0.0.1\n"
                + rootRecords + (try sign(example, at: site) ?? "")
        )
        try site.write(try sign(root, at: site) ?? "", to: Self.anchor)
        try site.write(configuration(site), to: "nsd.conf")
        return ServerCommand(program: "nsd", arguments: ["-d", "-c", site.path("nsd.conf")])
    }

    private func configuration(_ site: ServerSite) -> String {
        let names = zones.map(\.name) + ["example", ""]
        let list = names.map { name in
            "zone:\n  name: \"\(name).\"\n  zonefile: \"\(site.path(Self.file(name)))\"\n"
        }
        return """
            server:
              ip-address: 127.0.0.1@\(site.port)
              username: ""
              chroot: ""
              database: ""
              zonesdir: "\(site.folder.path)"
              pidfile: "\(site.path("nsd.pid"))"
              xfrdfile: "\(site.path("xfrd.state"))"
              zonelistfile: "\(site.path("zone.list"))"
              xfrdir: "\(site.folder.path)"
            remote-control:
              control-enable: no

            """ + list.joined()
    }

    private static func file(_ name: String) -> String { "zone-\(name.isEmpty ? "root" : name)" }

    /// Writes the zone, signed or not; the DS records of its key, or nil where it has none.
    private func sign(_ zone: Zone, at site: ServerSite) throws -> String? {
        let origin = "\(zone.name)."
        let server = zone.name.isEmpty ? "ns1.example." : "ns1.\(zone.name)."
        var text =
            "$ORIGIN \(origin)\n$TTL 300\n@ IN SOA \(server) hostmaster.example. 7 3600 600 86400 300\n@ IN NS \(server)\n"
        if !zone.name.isEmpty { text += "\(server) IN A 127.0.0.1\n" }
        text += zone.records
        let file = Self.file(zone.name)
        try site.write(text, to: file)
        guard zone.signing != .none else { return nil }
        let (names, signer) = try keys(of: origin, at: site)
        let dates: [String] =
            switch zone.signing {
            case .expired: ["-i", "20200101000000", "-e", "20200201000000"]
            case .ending: ["-i", Self.date(-29), "-e", Self.date(1)]
            case .sound, .none, .foreignKey: ["-i", Self.date(-1), "-e", Self.date(29)]
            }
        let arguments =
            dates + ["-n", "-t", "0", "-o", origin, "-f", site.path(file), site.path(file)]
            + names.map { site.path($0) }
        try run("ldns-signzone", arguments, in: site)
        return signer
    }

    private static func date(_ days: Double) -> String {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "UTC")
        format.dateFormat = "yyyyMMddHHmmss"
        return format.string(from: Date(timeIntervalSinceNow: days * 86_400))
    }

    private func keys(of origin: String, at site: ServerSite) throws -> (names: [String], signer: String?) {
        let algorithm = ["-a", "ECDSAP256SHA256"]
        let signing = try run("ldns-keygen", ["-k"] + algorithm + [origin], in: site)
        let zone = try run("ldns-keygen", algorithm + [origin], in: site)
        let signer = try String(contentsOf: site.folder.appending(path: "\(signing).ds"), encoding: .utf8)
        return ([zone, signing], signer)
    }

    /// What the program prints, its white space at the end left out.
    @discardableResult
    private func run(_ program: String, _ arguments: [String], in site: ServerSite) throws -> String {
        let path = try #require(ServerPrograms.path(program), "\(program) is not installed")
        let (status, text) = try ChildProcess.output(of: path, arguments, in: site.folder)
        guard status == 0 else { throw ServerDidNotStart(program: program, output: text) }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
