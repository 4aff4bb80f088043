// SPDX-License-Identifier: Apache-2.0
import Foundation
import Laboratory
import TestSupport

/// `openssl s_client`, as another pair of eyes.
enum OpenSSLClient {
    /// What the program printed, errors included; it is ended after ten seconds.
    static func run(_ endpoint: Laboratory.Endpoint, _ options: [String] = []) async throws -> String {
        let arguments =
            ["s_client", "-connect", "\(endpoint.address):\(endpoint.port)"]
            + ["-servername", endpoint.host] + options
        let output = FileManager.default.temporaryDirectory.appending(path: "laboratory-\(UUID()).txt")
        defer { try? FileManager.default.removeItem(at: output) }
        // Without input the program ends once the handshake is over.
        let client = try ChildProcess("/usr/bin/openssl", arguments, output: .file(output))
        _ = try await client.exitStatus(within: .seconds(10))
        return try String(contentsOf: output, encoding: .utf8)
    }

    /// With the laboratory's root as the only trusted one.
    static func run(
        _ endpoint: Laboratory.Endpoint,
        trusting laboratory: Laboratory,
        _ options: [String] = []
    ) async throws -> String {
        let root = FileManager.default.temporaryDirectory.appending(path: "laboratory-\(UUID()).pem")
        try laboratory.rootCertificatePEM.write(to: root, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: root) }
        return try await run(endpoint, ["-CAfile", root.path, "-no-CApath", "-no-CAstore"] + options)
    }
}
