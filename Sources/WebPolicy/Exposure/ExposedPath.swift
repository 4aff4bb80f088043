// SPDX-License-Identifier: Apache-2.0

/// A place where something lies now and then that should not be on the web, and by what it is known.
package struct ExposedPath: Hashable, Sendable {
    /// What it is about; a check for each.
    package enum Matter: String, Codable, Hashable, Sendable, CaseIterable {
        case repository, secrets, backup
        case statusPage = "status-page"
    }

    /// From the root, with the slash.
    package let path: String
    package let matter: Matter
    package let signature: ExposureSignature

    /// What may be asked of any server that one owns: plain GETs that change nothing.
    package static let safe: [ExposedPath] = singles + leftovers + consoles + archives + dumps + keys

    private init(_ path: String, _ matter: Matter, _ signature: ExposureSignature) {
        self.path = path
        self.matter = matter
        self.signature = signature
    }

    private static let singles = [
        ExposedPath("/.git/config", .repository, .gitConfig),
        ExposedPath("/.git/HEAD", .repository, .gitHead),
        ExposedPath("/.svn/entries", .repository, .subversion),
        ExposedPath("/.hg/requires", .repository, .mercurial),
        ExposedPath("/.DS_Store", .repository, .folderStore),
        ExposedPath("/.env", .secrets, .environment),
        ExposedPath("/config/database.yml", .secrets, .databaseSettings),
        ExposedPath("/config/databases.yml", .secrets, .databaseSettings),
        ExposedPath("/sftp-config.json", .secrets, .transferSettings),
        ExposedPath("/core", .backup, .core),
        ExposedPath("/server-status", .statusPage, .serverStatus),
        ExposedPath("/server-info", .statusPage, .serverInfo),
        ExposedPath("/phpinfo.php", .statusPage, .phpInfo),
        ExposedPath("/info.php", .statusPage, .phpInfo),
    ]

    /// What editors, tools and people leave behind.
    private static let leftovers =
        [
            "wp-config.php.bak", "wp-config.php~", "config.php.bak", "configuration.php.bak", "index.php~",
            "index.php.bak",
        ].map { ExposedPath("/\($0)", .secrets, .phpSource) } + [
            ExposedPath("/web.config.bak", .secrets, .webSettings),
            ExposedPath("/.htpasswd", .secrets, .passwordList),
            ExposedPath("/.aws/credentials", .secrets, .cloudKeys),
            ExposedPath("/.npmrc", .secrets, .registryToken),
            ExposedPath("/.git-credentials", .secrets, .gitPasswords),
            ExposedPath("/sitemanager.xml", .secrets, .transferSites),
        ]

    /// Pages for those who run or write the site.
    private static let consoles = [
        ExposedPath("/wp-content/debug.log", .statusPage, .debugLog),
        ExposedPath("/elmah.axd", .statusPage, .errorLog),
        ExposedPath("/telescope/requests", .statusPage, .requestLog),
        ExposedPath("/adminer.php", .statusPage, .databaseConsole),
        ExposedPath("/actuator/env", .statusPage, .springSettings),
    ]

    private static let keys = [
        "server.key", "privatekey.key", "host.key", "key.pem", "id_rsa", ".ssh/id_rsa",
    ].map {
        ExposedPath("/\($0)", .secrets, .privateKey)
    }

    private static let archives = ["backup", "www", "wwwdata", "db", "htdocs"].flatMap { name in
        [
            ("zip", ExposureSignature.zip), ("tar.gz", .gzip), ("tar.bz2", .bzip2), ("tar.xz", .xz),
        ].map { ExposedPath("/\(name).\($0.0)", .backup, $0.1) }
    }

    private static let dumps = ["dump", "database", "backup", "db", "mysql", "data"].flatMap { name in
        [("sql", ExposureSignature.sqlDump), ("sql.gz", .gzip)].map {
            ExposedPath("/\(name).\($0.0)", .backup, $0.1)
        }
    }
}
