// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import NIOCore
import NIOPosix
import Testing

/// nginx on loopback with stated TLS settings, ended by its process id.
final class NginxServer: Sendable {
    let port: Int
    /// The root that its chain ends in, PEM.
    let authority: URL
    private let identifier: Int32
    private let folder: TemporaryFolder

    private static let program = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    /// `directives`: lines of the server block, beside its certificate.
    init(_ directives: String) async throws {
        let program = try #require(Self.program, "nginx is not installed")
        folder = try TemporaryFolder()
        authority = folder.url.appending(path: "authority.pem")
        port = try await Self.freePort()
        try Self.issueChain(into: folder.url)
        let configuration = folder.url.appending(path: "nginx.conf")
        try """
        daemon off; master_process off; pid \(folder.url.path)/pid; error_log stderr;
        events { worker_connections 64; }
        http {
          access_log off;
          server {
            listen 127.0.0.1:\(port) ssl http2;
            ssl_certificate \(folder.url.path)/chain.pem;
            ssl_certificate_key \(folder.url.path)/key.pem;
            \(directives)
            location / { return 200 "ok"; }
          }
        }
        """.write(to: configuration, atomically: true, encoding: .utf8)
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = ["-p", folder.url.path, "-c", configuration.path]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        identifier = process.processIdentifier
        let port = port
        #expect(try await eventually(within: .seconds(20)) { await Self.accepts(port) })
    }

    deinit { kill(identifier, SIGKILL) }

    /// A leaf for localhost under an intermediate under a root of its own.
    private static func issueChain(into folder: URL) throws {
        func template(_ name: String, days: Double) -> CertificateTemplate {
            CertificateTemplate(
                commonName: name,
                notBefore: Date().addingTimeInterval(-86400),
                notAfter: Date().addingTimeInterval(days * 86400)
            )
        }
        var rootTemplate = template("Test Root", days: 3000)
        rootTemplate.isCertificateAuthority = true
        let root = try CertificateFactory.issue(
            rootTemplate,
            key: .generate(.ec(curve: "P-256")),
            issuer: nil
        )
        var middleTemplate = template("Test Intermediate", days: 1000)
        middleTemplate.isCertificateAuthority = true
        let middle = try CertificateFactory.issue(
            middleTemplate,
            key: .generate(.ec(curve: "P-256")),
            issuer: root
        )
        var leafTemplate = template("localhost", days: 80)
        leafTemplate.dnsNames = ["localhost"]
        leafTemplate.extendedKeyUsage = "serverAuth"
        let leaf = try CertificateFactory.issue(
            leafTemplate,
            key: .generate(.rsa(bits: 2048)),
            issuer: middle
        )
        try root.pem.write(to: folder.appending(path: "authority.pem"), atomically: true, encoding: .utf8)
        try (leaf.pem + middle.pem).write(
            to: folder.appending(path: "chain.pem"),
            atomically: true,
            encoding: .utf8
        )
        try leaf.key.pem.write(to: folder.appending(path: "key.pem"), atomically: true, encoding: .utf8)
    }

    /// A port that the kernel had free a moment ago.
    private static func freePort() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(channel.localAddress?.port)
        try await channel.close()
        return port
    }

    private static func accepts(_ port: Int) async -> Bool {
        let channel = try? await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: "127.0.0.1", port: port).get()
        try? await channel?.close()
        return channel != nil
    }
}
