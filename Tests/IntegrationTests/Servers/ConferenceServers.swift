// SPDX-License-Identifier: Apache-2.0
import Foundation

/// coturn, a relay of TURN over TLS.
struct CoturnServer: ServerRecipe {
    let identities: [ServerIdentity.Kind] = [.rsa]
    var isOpen = false
    /// More options of the command line.
    var options: [String] = []

    func command(at site: ServerSite) throws -> ServerCommand {
        let identity = site.identities[0]
        let access = isOpen ? ["--no-auth"] : ["--lt-cred-mech", "--user=guest:secret"]
        return ServerCommand(
            program: "turnserver",
            arguments: [
                "-n", "--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", "--tls-listening-port=\(site.port)",
                "--no-udp", "--no-tcp", "--no-dtls", "--no-cli", "--log-file=stdout",
                "--cert=\(identity.chain)", "--pkey=\(identity.key)", "--realm=turn.mfa.local",
                "--pidfile=\(site.path("turnserver.pid"))", "--userdb=\(site.path("turndb"))",
            ] + access + options
        )
    }
}

/// Kamailio, a proxy of SIP over TLS that answers for itself alone.
struct KamailioServer: ServerRecipe {
    let identities: [ServerIdentity.Kind] = [.rsa]
    /// What it does with a request.
    var route = "if (!mf_process_maxfwd_header(\"10\")) { sl_send_reply(\"483\", \"Too Many Hops\"); exit; }"

    func command(at site: ServerSite) throws -> ServerCommand {
        let identity = site.identities[0]
        try site.write(
            """
            debug=0
            log_stderror=yes
            children=1
            tcp_children=2
            enable_tls=yes
            listen=tls:127.0.0.1:\(site.port)
            loadmodule "sl.so"
            loadmodule "maxfwd.so"
            loadmodule "tls.so"
            modparam("tls", "certificate", "\(identity.chain)")
            modparam("tls", "private_key", "\(identity.key)")
            modparam("tls", "tls_method", "TLSv1.2+")
            request_route {
                \(route)
                sl_send_reply("200", "OK");
            }

            """,
            to: "kamailio.cfg"
        )
        return ServerCommand(
            program: "kamailio",
            arguments: [
                "-DD", "-E", "-m", "32", "-M", "4", "-Y", site.folder.path, "-f", site.path("kamailio.cfg"),
            ]
        )
    }
}
