// SPDX-License-Identifier: Apache-2.0
import Foundation
import Inventory
import Model
import Pipeline
import Reports
import Testing

/// nginx with a page, its headers, and a port of plain HTTP beside it.
struct WebSite: ServerRecipe {
    let identities: [ServerIdentity.Kind] = [.ecdsa]
    /// Of plain HTTP; nil for none.
    var plainPort: Int?
    /// Lines of the server block of plain HTTP.
    var plain = "return 301 https://localhost:$port$request_uri;"
    /// Header fields of every answer, by name.
    var fields: [String: String] = Self.soundFields
    /// Lines of the server block.
    var locations =
        #"location = / { default_type text/html; return 200 "<html><title>Site</title><p>One two three</p></html>"; }"#
    /// Nil for none.
    var securityText: String? = Self.soundSecurityText
    var tokens = "off"
    var http = ""
    /// What lies in its root, by path.
    var files: [String: String] = [:]
    /// What of the fixtures lies in its root, by path.
    var pictures: [String: String] = [:]
    /// Whether it may be asked for what should not be there.
    var exposure = false
    /// Files of the keys by which security.txt may be signed.
    var signingKeys: [String] = []

    static let soundFields = [
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
        "Content-Security-Policy":
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    ]

    static let soundSecurityText =
        "Contact: mailto:security@mfa.example\\nExpires: "
        + Date().addingTimeInterval(180 * 86_400).formatted(.iso8601) + "\\n"

    private func writeFiles(at site: ServerSite) throws {
        for (path, content) in files {
            let file = site.folder.appending(path: "empty/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(content.utf8).write(to: file)
        }
        for (path, name) in pictures {
            let fixture = LaboratoryCycle.repository.appending(path: "Tests/Fixtures/provenance/\(name)")
            try FileManager.default.createDirectory(
                at: site.folder.appending(path: "empty"),
                withIntermediateDirectories: true
            )
            try FileManager.default.copyItem(at: fixture, to: site.folder.appending(path: "empty/\(path)"))
        }
    }

    private static func listening(at port: Int) -> String {
        (1...7).map { "listen 127.0.0.\($0):\(port) ssl http2 backlog=1024;" }.joined(separator: " ")
    }

    func command(at site: ServerSite) throws -> ServerCommand {
        try writeFiles(at: site)
        let headers = fields.sorted { $0.key < $1.key }.map { "add_header \($0.key) \"\($0.value)\" always;" }
        let identity = site.identities[0]
        let file = securityText.map {
            "location = /.well-known/security.txt { charset utf-8; default_type text/plain; return 200 \"\($0)\"; }"
        }
        let beside = plainPort.map { port in
            "server { listen 127.0.0.1:\(port); server_name localhost; "
                + "\(plain.replacing("$port", with: "\(site.port)")) }"
        }
        try site.write(
            """
            daemon off; master_process off; pid \(site.path("pid")); error_log stderr;
            events { worker_connections 128; }
            http {
              log_format one '$scheme $request_method $uri';
              access_log \(site.path("access.log")) one;
              server_tokens \(tokens);
              client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp;
              uwsgi_temp_path tmp; scgi_temp_path tmp;
              \(http)
              \(beside ?? "")
              server {
                \(Self.listening(at: site.port))
                root \(site.path("empty"));
                ssl_certificate \(identity.chain); ssl_certificate_key \(identity.key);
                ssl_protocols TLSv1.2 TLSv1.3;
                \(headers.joined(separator: "\n"))
                \(file ?? "")
                \(locations.replacing("$port", with: "\(site.port)").replacing("$folder", with: site.folder.path))
              }
            }
            """,
            to: "nginx.conf"
        )
        return ServerCommand(
            program: "nginx",
            arguments: ["-p", site.folder.path, "-c", site.path("nginx.conf"), "-e", "stderr"]
        )
    }
}

extension WebSite {
    /// A scan of the site, and the requests that it got: scheme, method and path.
    ///
    func scanned(at addresses: String..., role: Role = .other) async throws
        -> (endpoint: ScanEndpoint, requests: [String])
    {
        try await scanned(at: addresses, role: role)
    }

    /// It listens at 127.0.0.1 to 127.0.0.7.
    func scanned(at addresses: [String], role: Role = .other) async throws
        -> (endpoint: ScanEndpoint, requests: [String])
    {
        let server = try await RunningServer(self)
        var service = LoopbackScan.settings
        service.trustStore = server.authority.path
        service.securityTextKeys = signingKeys
        var settings = MeasuringSettings(service)
        settings.exposurePace = .zero
        settings.plainWebPort = plainPort.flatMap { UInt16(exactly: $0) }
        let instruments = try Instruments(settings)
        let method = try Method.load(
            path: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path
        )
        let scan = Scan(instruments: instruments, method: method)
        let endpoints = try await scan.run([
            try LoopbackScan.endpoint(
                port: server.port,
                at: addresses.isEmpty ? ["127.0.0.1"] : addresses,
                exposure: exposure,
                role: role
            )
        ])
        await instruments.shutdown()
        let log = try String(contentsOfFile: server.site.path("access.log"), encoding: .utf8)
        return (try #require(endpoints.first), log.split(separator: "\n").map(String.init))
    }

    /// The checks on pages that fail, with their levels.
    func failures() async throws -> Set<String> { Self.failures(of: try await scanned().endpoint) }

    static func failures(of endpoint: ScanEndpoint) -> Set<String> {
        Set(
            endpoint.findings.filter { $0.check.hasPrefix("web.") }.compactMap { finding in
                finding.verdict.level.map { "\(finding.check) \($0)" }
            }
        )
    }
}
