// SPDX-License-Identifier: Apache-2.0

/// `gnutls-serv` of GnuTLS.
struct GnuTLSServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    let priority: String

    func command(at site: ServerSite) throws -> ServerCommand {
        ServerCommand(
            program: "gnutls-serv",
            arguments: [
                "--http", "--quiet", "--disable-client-cert", "--port", "\(site.port)", "--priority",
                priority,
            ] + site.identities.flatMap { ["--x509certfile", $0.chain, "--x509keyfile", $0.key] }
        )
    }
}

/// What GnuTLS itself says that a priority string stands for.
enum GnuTLSListing {
    /// Code points with the oldest version each, as `TLS1.0`.
    static func suites(_ priority: String) throws -> [(id: UInt16, since: String)] {
        let lines = try ServerPrograms.output(of: "gnutls-cli", ["--list", "--priority", priority])
        return lines.split(separator: "\n").compactMap { line in
            // NAME 0x13, 0x02 TLS1.3
            let words = line.split(whereSeparator: { " \t,".contains($0) })
            guard words.count == 4, let high = UInt8(words[1].dropFirst(2), radix: 16),
                let low = UInt8(words[2].dropFirst(2), radix: 16)
            else { return nil }
            return (UInt16(high) << 8 | UInt16(low), String(words[3]))
        }
    }
}
