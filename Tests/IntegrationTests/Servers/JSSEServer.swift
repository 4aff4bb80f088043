// SPDX-License-Identifier: Apache-2.0
import Foundation

/// The TLS of Java's own library (SunJSSE), run from source.
struct JSSEServer: ServerRecipe {
    let identities: [ServerIdentity.Kind] = [.rsa, .ecdsa]
    /// Java's names, `SSLv3` to `TLSv1.3`.
    let protocols: [String]
    /// Everything that the library still has, against its own policy.
    var isLegacy = false

    static let source = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/servers/JSSEServer.java")

    func command(at site: ServerSite) throws -> ServerCommand {
        // PKCS #12 in Java's reading takes one key an entry, and one file may hold several.
        for identity in site.identities {
            _ = try ServerPrograms.output(
                of: "openssl",
                [
                    "pkcs12", "-export", "-in", identity.chain, "-inkey", identity.key,
                    "-name", identity.kind.rawValue, "-passout", "pass:secret",
                    "-out", site.path("\(identity.kind.rawValue).p12"),
                ]
            )
        }
        return ServerCommand(
            program: "java",
            arguments: try Self.options(isLegacy: isLegacy, folder: site.folder)
                + ["serve", "\(site.port)", protocols.joined(separator: ","), isLegacy ? "all" : "default"]
                + site.identities.map { site.path("\($0.kind.rawValue).p12") },
            patience: .seconds(60)
        )
    }

    /// IANA's names of the suites in the server's order.
    static func suites(isLegacy: Bool) throws -> [String] {
        let folder = try TemporaryFolder()
        let lines = try ServerPrograms.output(
            of: "java",
            options(isLegacy: isLegacy, folder: folder.url) + ["list", isLegacy ? "all" : "default"]
        )
        return lines.split(separator: "\n").map(String.init)
            .filter { !$0.hasSuffix("_SCSV") }
            .map { $0.hasPrefix("SSL_") ? "TLS_" + $0.dropFirst(4) : $0 }
    }

    private static func options(isLegacy: Bool, folder: URL) throws -> [String] {
        let properties = folder.appending(path: "java.security")
        try """
        \(isLegacy ? "jdk.tls.disabledAlgorithms=" : "")
        \(isLegacy ? "jdk.tls.legacyAlgorithms=" : "")
        \(isLegacy ? "jdk.certpath.disabledAlgorithms=" : "")
        """.write(to: properties, atomically: true, encoding: .utf8)
        return [
            "-Djava.security.properties=\(properties.path)", "-Xshare:auto", "-XX:TieredStopAtLevel=1",
            source.path,
        ]
    }
}
