// SPDX-License-Identifier: Apache-2.0
import Crypto
import Foundation
import TestSupport
import Testing

/// An authority of its own, with nginx that serves a certificate and the authority's list, and `openssl ocsp`.
struct RevocableSite: Sendable {
    /// What the responder's database says of the served certificate.
    enum Standing: String, Sendable { case good = "V", revoked = "R", unlisted = "" }

    let server: RunningServer
    let responder: RunningServer
    /// PEM.
    let anchor: URL
    private let folder: TemporaryFolder

    /// - Parameters:
    ///   - list: in DER, by the issuer; nil for what `openssl ca` makes of the database.
    ///   - names: which sources the certificate names.
    init(
        _ standing: Standing,
        names: Set<String> = ["ocsp", "crl"],
        list: ((IssuedCertificate) throws -> [UInt8])? = nil
    ) async throws {
        folder = try TemporaryFolder()
        let files = folder.url
        let root = try Self.issue("Root", isAuthority: true)
        let issuer = try Self.issue("Issuing CA", isAuthority: true, by: root)
        anchor = files.appending(path: "root.pem")
        func write(_ texts: [String: String]) throws {
            for (name, text) in texts {
                try text.write(to: files.appending(path: name), atomically: true, encoding: .utf8)
            }
        }
        try write([
            "root.pem": root.pem, "issuer.pem": issuer.pem, "issuer.key": issuer.key.pem,
            "index.txt": Self.database(standing), "ca.conf": Self.authority(in: files),
        ])
        responder = try await RunningServer(Responder(files: files))
        let responderPort = responder.port
        let listPort = try LoopbackPorts.free()
        let leaf = try Self.issue("localhost", by: issuer) { template in
            template.dnsNames = ["localhost"]
            template.serial = [0x4A, 0x11]
            if names.contains("ocsp") { template.ocspURL = "http://127.0.0.1:\(responderPort)" }
            if names.contains("crl") { template.crlURL = "http://127.0.0.1:\(listPort)/issuing.crl" }
        }
        try write(["chain.pem": leaf.pem + issuer.pem, "leaf.key": leaf.key.pem])
        let file = files.appending(path: "issuing.crl")
        if let list { try Data(list(issuer)).write(to: file) } else { try Self.makeList(in: files, at: file) }
        server = try await RunningServer(Nginx(files: files, listPort: listPort))
    }

    private static func makeList(in files: URL, at file: URL) throws {
        let pem = files.appending(path: "list.pem").path
        _ = try ServerPrograms.output(
            of: "openssl",
            ["ca", "-config", files.appending(path: "ca.conf").path, "-gencrl", "-out", pem]
        )
        _ = try ServerPrograms.output(
            of: "openssl",
            ["crl", "-in", pem, "-outform", "DER", "-out", file.path]
        )
    }

    private static func issue(
        _ name: String,
        isAuthority: Bool = false,
        by issuer: IssuedCertificate? = nil,
        change: (inout CertificateTemplate) -> Void = { _ in }
    ) throws -> IssuedCertificate {
        var template = CertificateTemplate(
            commonName: name,
            notBefore: Date().addingTimeInterval(-86_400),
            notAfter: Date().addingTimeInterval(80 * 86_400)
        )
        template.isCertificateAuthority = isAuthority
        change(&template)
        return try CertificateFactory.issue(template, key: .generate(.ec(curve: "P-256")), issuer: issuer)
    }

    /// In the form of `openssl ca`.
    private static func database(_ standing: Standing) -> String {
        let revoked = standing == .revoked ? "261101000000Z,keyCompromise" : ""
        guard standing != .unlisted else { return "" }
        return "\(standing.rawValue)\t361101000000Z\t\(revoked)\t4A11\tunknown\t/CN=localhost\n"
    }

    private static func authority(in files: URL) -> String {
        """
        [ca]
        default_ca = own
        [own]
        database = \(files.path)/index.txt
        certificate = \(files.path)/issuer.pem
        private_key = \(files.path)/issuer.key
        default_md = sha256
        default_crl_days = 7
        """
    }

    private struct Responder: ServerRecipe {
        let files: URL
        var identities: [ServerIdentity.Kind] { [] }

        func command(at site: ServerSite) -> ServerCommand {
            func path(_ name: String) -> String { files.appending(path: name).path }
            return ServerCommand(
                program: "openssl",
                arguments: [
                    "ocsp", "-port", "\(site.port)", "-index", path("index.txt"), "-CA", path("issuer.pem"),
                    "-rsigner", path("issuer.pem"), "-rkey", path("issuer.key"), "-ndays", "3",
                ],
                // OpenSSL 3.0's responder serves nobody after a connection that asked nothing.
                announcement: "waiting for OCSP client connections"
            )
        }
    }

    private struct Nginx: ServerRecipe {
        let files: URL
        let listPort: Int
        var identities: [ServerIdentity.Kind] { [] }

        func command(at site: ServerSite) throws -> ServerCommand {
            try site.write(
                """
                daemon off; master_process off; pid \(site.path("pid")); error_log stderr;
                events { worker_connections 128; }
                http {
                  access_log off;
                  client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp;
                  uwsgi_temp_path tmp; scgi_temp_path tmp;
                  server {
                    listen 127.0.0.1:\(site.port) ssl backlog=1024;
                    ssl_certificate \(files.path)/chain.pem; ssl_certificate_key \(files.path)/leaf.key;
                    location / { return 200 "ok"; }
                  }
                  server { listen 127.0.0.1:\(listPort); root \(files.path); }
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
}
