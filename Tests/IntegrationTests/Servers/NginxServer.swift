// SPDX-License-Identifier: Apache-2.0
import Foundation

/// nginx with stated TLS settings.
struct NginxServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// Lines of the server block, beside its certificates; `$folder` stands for the site's folder.
    let directives: String
    /// A finite-field group by its RFC 7919 name for DHE; nil for no DHE.
    var finiteField: String?

    func command(at site: ServerSite) throws -> ServerCommand {
        var lines = site.identities.flatMap {
            ["ssl_certificate \($0.chain);", "ssl_certificate_key \($0.key);"]
        }
        if let finiteField {
            try DHParameters.write(finiteField, to: site.path("dh.pem"))
            lines.append("ssl_dhparam \(site.path("dh.pem"));")
        }
        lines.append(directives.replacing("$folder", with: site.folder.path))
        try site.write(
            """
            daemon off; master_process off; pid \(site.path("pid")); error_log stderr;
            events { worker_connections 128; }
            http {
              access_log off;
              client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp;
              uwsgi_temp_path tmp; scgi_temp_path tmp;
              server {
                listen 127.0.0.1:\(site.port) ssl http2 backlog=1024;
                \(lines.joined(separator: "\n"))
                location / { return 200 "ok"; }
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

/// Finite-field groups as PEM.
enum DHParameters {
    static func write(_ group: String, to path: String) throws {
        _ = try ServerPrograms.output(
            of: "openssl",
            ["genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:\(group)", "-out", path]
        )
    }
}
