// SPDX-License-Identifier: Apache-2.0
import Foundation

/// `openssl s_server`, with a chain for each kind of key.
struct OpenSSLServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// Beside port and certificates.
    let options: [String]

    func command(at site: ServerSite) throws -> ServerCommand {
        var certificates = site.identities.isEmpty ? ["-nocert"] : []
        for (identity, prefix) in zip(site.identities, ["", "d"]) {
            certificates += [
                "-\(prefix)cert", identity.leaf, "-\(prefix)key", identity.key,
                "-\(prefix)cert_chain", site.authority.intermediate.path,
            ]
        }
        return ServerCommand(
            program: "openssl",
            arguments: ["s_server", "-accept", "127.0.0.1:\(site.port)", "-www", "-quiet"]
                + certificates + options
        )
    }
}

/// What OpenSSL itself says that a list of its suites stands for.
enum OpenSSLListing {
    /// IANA's names in OpenSSL's order.
    ///
    /// `option` names the version, such as `-tls1_2`; `authentications` are those of the keys that a server has,
    /// as OpenSSL abbreviates them; suites of other key exchanges than `exchanges` are left out unless that is empty.
    static func suites(
        _ list: String,
        _ option: String,
        authentications: Set<String>,
        exchanges: Set<String> = [],
        preSharedKey: Bool = false
    ) throws -> [String] {
        let lines = try ServerPrograms.output(
            of: "openssl",
            ["ciphers", "-s"] + (preSharedKey ? ["-psk"] : []) + [option, "-v", "-stdname", list]
        )
        return lines.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ").map(String.init)
            let isMeant = authentications.contains { words.contains("Au=\($0)") }
            let isExchanged = exchanges.isEmpty || exchanges.contains { words.contains("Kx=\($0)") }
            return isMeant && isExchanged ? words.first : nil
        }
    }
}
