// SPDX-License-Identifier: Apache-2.0
import Foundation

/// Node.js, which brings an OpenSSL of its own.
struct NodeServer: ServerRecipe {
    let identities: [ServerIdentity.Kind] = [.rsa]
    /// Properties of `https.createServer`, as JSON without the braces.
    let options: String

    func command(at site: ServerSite) throws -> ServerCommand {
        let identity = site.identities[0]
        try site.write(
            """
            const fs = require("fs");
            const settings = JSON.parse(`{ \(options) }`);
            settings.cert = fs.readFileSync("\(identity.chain)");
            settings.key = fs.readFileSync("\(identity.key)");
            require("https").createServer(settings, (_, response) => response.end("ok"))
              .listen(\(site.port), "127.0.0.1");
            """,
            to: "server.js"
        )
        return ServerCommand(program: "node", arguments: [site.path("server.js")])
    }
}
