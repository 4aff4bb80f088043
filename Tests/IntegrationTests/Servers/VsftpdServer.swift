// SPDX-License-Identifier: Apache-2.0
import Foundation

/// vsftpd with AUTH TLS.
struct VsftpdServer: ServerRecipe {
    var identities: [ServerIdentity.Kind] = [.rsa]
    /// Lines of the configuration on TLS.
    let options: String

    func command(at site: ServerSite) throws -> ServerCommand {
        let certificates = site.identities.map { "rsa_cert_file=\($0.chain)\nrsa_private_key_file=\($0.key)" }
        try FileManager.default.createDirectory(
            at: site.folder.appending(path: "empty"),
            withIntermediateDirectories: true
        )
        try site.write(
            """
            listen=YES
            background=NO
            listen_address=127.0.0.1
            listen_port=\(site.port)
            anonymous_enable=YES
            allow_anon_ssl=YES
            secure_chroot_dir=\(site.path("empty"))
            xferlog_enable=NO
            seccomp_sandbox=NO
            \(certificates.joined(separator: "\n"))
            \(options)

            """,
            to: "vsftpd.conf"
        )
        return ServerCommand(program: "vsftpd", arguments: [site.path("vsftpd.conf")])
    }
}
