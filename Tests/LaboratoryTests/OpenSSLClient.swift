// SPDX-License-Identifier: Apache-2.0
import Foundation
import Laboratory

/// `openssl s_client`, as another pair of eyes.
enum OpenSSLClient {
    /// What the program printed, errors included; timeout(1) ends it after ten seconds.
    static func run(_ endpoint: Laboratory.Endpoint, _ options: [String] = []) async throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments =
            ["timeout", "10", "openssl", "s_client", "-connect", "\(endpoint.address):\(endpoint.port)"]
            + ["-servername", endpoint.host] + options
        let output = FileManager.default.temporaryDirectory.appending(path: "laboratory-\(UUID()).txt")
        guard FileManager.default.createFile(atPath: output.path, contents: nil) else {
            throw CocoaError(.fileWriteUnknown)
        }
        defer { try? FileManager.default.removeItem(at: output) }
        let writer = try FileHandle(forWritingTo: output)
        defer { try? writer.close() }
        // Without input the program ends once the handshake is over.
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = writer
        process.standardError = writer
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
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
