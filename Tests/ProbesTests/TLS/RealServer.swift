// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import TestSupport

/// A server program on the loopback, with a certificate of its own authority.
final class RealServer: Sendable {
    enum Trouble: Error { case notInstalled(String), didNotStart }

    let port: UInt16
    let authority: IssuedCertificate
    let leaf: IssuedCertificate
    private let process: ChildProcess
    private let directory: URL

    static let host = "server.example"

    private static let programs = ["/usr/bin", "/usr/sbin", "/usr/local/bin", "/usr/local/sbin"]

    static func path(of program: String) -> String? {
        programs.map { "\($0)/\(program)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// `arguments` gets the port and the directory, in which `chain.pem`, `authority.pem` and
    /// `key.pem` lie.
    init(
        _ program: String,
        files: (UInt16, URL) -> [String: String] = { _, _ in [:] },
        arguments: (UInt16, URL) -> [String]
    ) async throws {
        guard let path = Self.path(of: program) else { throw Trouble.notInstalled(program) }
        (authority, leaf) = try Self.certificates()
        port = UInt16(try LoopbackPorts.free())
        directory = FileManager.default.temporaryDirectory.appending(path: "probes-\(UUID())")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        var contents = files(port, directory)
        contents["chain.pem"] = leaf.pem + authority.pem
        contents["authority.pem"] = authority.pem
        contents["key.pem"] = leaf.key.pem
        for (name, text) in contents {
            try text.write(to: directory.appending(path: name), atomically: true, encoding: .utf8)
        }
        process = try ChildProcess(path, arguments(port, directory))
        try await waitUntilListening()
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    private func waitUntilListening() async throws {
        for _ in 0..<200 {
            if LoopbackPorts.accepts(Int(port)) { return }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(25))
        }
        throw Trouble.didNotStart
    }

    private static func certificates() throws -> (IssuedCertificate, IssuedCertificate) {
        let now = Date()
        func template(_ name: String) -> CertificateTemplate {
            CertificateTemplate(
                commonName: name,
                notBefore: now.addingTimeInterval(-3600),
                notAfter: now.addingTimeInterval(86_400)
            )
        }
        var root = template("Test Authority")
        root.isCertificateAuthority = true
        let authority = try CertificateFactory.issue(root, key: .generate(.ec(curve: "P-256")))
        var served = template(host)
        served.dnsNames = [host]
        return (
            authority,
            try CertificateFactory.issue(served, key: .generate(.rsa(bits: 2048)), issuer: authority)
        )
    }
}
