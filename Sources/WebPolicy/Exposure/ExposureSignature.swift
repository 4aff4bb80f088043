// SPDX-License-Identifier: Apache-2.0

/// By what in its first bytes a file is known that should not be on the web; a status of 200 alone says nothing.
package enum ExposureSignature: String, Codable, Hashable, Sendable, CaseIterable {
    case gitConfig = "git-config"
    case gitHead = "git-head"
    case subversion
    case mercurial
    case environment
    case privateKey = "private-key"
    case databaseSettings = "database-settings"
    case transferSettings = "transfer-settings"
    case zip, gzip, bzip2, xz
    case sqlDump = "sql-dump"
    case core
    case folderStore = "folder-store"
    case serverStatus = "server-status"
    case serverInfo = "server-info"
    case phpInfo = "php-info"
    /// A program in PHP that the server gives away instead of running it.
    case phpSource = "php-source"
    case webSettings = "web-settings"
    case passwordList = "password-list"
    case cloudKeys = "cloud-keys"
    case registryToken = "registry-token"
    case gitPasswords = "git-passwords"
    case transferSites = "transfer-sites"
    case debugLog = "debug-log"
    case errorLog = "error-log"
    case requestLog = "request-log"
    case databaseConsole = "database-console"
    case springSettings = "spring-settings"

    /// Whether the server makes it anew for each request.
    package var isMadeAnew: Bool {
        switch self {
        case .serverStatus, .serverInfo, .phpInfo, .errorLog, .requestLog, .databaseConsole, .debugLog,
            .springSettings:
            true
        default: false
        }
    }

    /// So many bytes are enough to see it.
    package var reach: Int {
        switch self {
        case .zip, .gzip, .bzip2, .xz, .core, .folderStore: 20
        default: 4096
        }
    }

    /// - Parameter body: the beginning of what the server sent; what is beyond `reach` is not looked at.
    package func matches(_ body: some Collection<UInt8>) -> Bool {
        let bytes = Array(body.prefix(reach))
        if let magic { return magic.contains { bytes.starts(with: $0) } && fits(bytes) }
        let text = String(decoding: bytes, as: UTF8.self)
        if let title { return text.isMarkup && title.allSatisfy { text.contains($0) } }
        if self == .phpSource { return text.beginning.hasPrefix("<?php") }
        guard !text.isMarkup, !bytes.contains(0) else { return false }
        return matches(lines: text.split(whereSeparator: \.isNewline).map { $0.trimmed })
    }

    /// What files of bytes begin with.
    private var magic: [[UInt8]]? {
        switch self {
        case .zip: [[0x50, 0x4B, 0x03, 0x04]]
        case .gzip: [[0x1F, 0x8B, 0x08]]
        case .bzip2: [Array("BZh".utf8)]
        case .xz: [[0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]]
        case .core: [[0x7F, 0x45, 0x4C, 0x46]]
        case .folderStore: [[0x00, 0x00, 0x00, 0x01] + Array("Bud1".utf8)]
        default: nil
        }
    }

    private func fits(_ bytes: [UInt8]) -> Bool {
        switch self {
        // A digit for the size of blocks, then the mark of the first block.
        case .bzip2:
            bytes.count >= 10 && (0x31...0x39).contains(bytes[3])
                && bytes[4..<10].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
        // The type of an ELF file: 4 is a core, in either order of bytes.
        case .core:
            bytes.count >= 18
                && (bytes[16..<18].elementsEqual([4, 0]) || bytes[16..<18].elementsEqual([0, 4]))
        default: true
        }
    }

    /// Words of which all stand in the page.
    private var title: [String]? {
        switch self {
        case .serverStatus: ["<title>Apache Status</title>", "Server uptime:"]
        case .serverInfo: ["<title>Server Information</title>", "Server Settings"]
        case .phpInfo: ["phpinfo()</title>", "PHP Version"]
        case .webSettings: ["<configuration>", "<system.web"]
        case .transferSites: ["<FileZilla", "<Server>", "<Host>"]
        case .errorLog: ["<title>Error log for", "ELMAH"]
        case .requestLog: ["<title>Telescope", "telescope-app"]
        case .databaseConsole: [" - Adminer</title>", "adminer.org"]
        default: nil
        }
    }

    private func matches(lines: [Substring]) -> Bool {
        let first = lines.first ?? ""
        switch self {
        case .gitConfig:
            return lines.contains("[core]") && lines.contains { $0.hasPrefix("repositoryformatversion") }
        case .gitHead: return lines.count == 1 && first.hasPrefix("ref: refs/heads/")
        // Versions of the working copy's format, then its first entry.
        case .subversion: return ["8", "9", "10"].contains(first) && lines.dropFirst().first == "dir"
        case .mercurial: return lines.contains("revlogv1") && lines.contains("store")
        case .environment: return lines.count { $0.isAssignment } >= 2 && lines.allSatisfy { $0.isSetting }
        case .privateKey: return first.hasPrefix("-----BEGIN ") && first.hasSuffix("PRIVATE KEY-----")
        case .databaseSettings:
            return lines.contains { $0.hasPrefix("adapter:") } && lines.contains { $0.hasPrefix("database:") }
        case .transferSettings:
            return first == "{" && lines.contains { $0.hasPrefix("\"host\":") }
                && lines.contains { $0.hasPrefix("\"user\":") }
        case .passwordList:
            return first.isPasswordEntry && lines.dropLast().allSatisfy { $0.isPasswordEntry }
        case .cloudKeys:
            return first.hasPrefix("[") && lines.contains { $0.hasPrefix("aws_secret_access_key") }
        case .registryToken: return lines.contains { $0.hasPrefix("//") && $0.contains("/:_authToken=") }
        case .gitPasswords:
            return first.hasPrefix("https://") && first.contains("@") && first.dropFirst(8).contains(":")
        case .debugLog: return first.hasPrefix("[") && first.contains("] PHP ")
        case .springSettings:
            return first.hasPrefix("{\"activeProfiles\":") && first.contains("propertySources")
        case .sqlDump:
            return lines.contains { line in Self.dumpMarks.contains { line.hasPrefix($0) } }
        default: return false
        }
    }

    private static let dumpMarks = [
        "-- MySQL dump", "-- MariaDB dump", "-- PostgreSQL database dump", "-- phpMyAdmin SQL Dump",
        "CREATE TABLE ", "INSERT INTO ", "DROP TABLE IF EXISTS ",
    ]
}

extension String {
    fileprivate var beginning: Substring { drop { $0.isWhitespace || $0 == "\u{FEFF}" } }

    fileprivate var isMarkup: Bool { beginning.first == "<" }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return start[...end]
    }

    /// `NAME=value`, with or without `export`, the name in capitals.
    fileprivate var isAssignment: Bool {
        let rest = hasPrefix("export ") ? dropFirst(7) : self
        guard let sign = rest.firstIndex(of: "="), let first = rest.first, first.isUppercase || first == "_"
        else { return false }
        return rest[..<sign].allSatisfy { $0.isASCII && ($0.isUppercase || $0.isNumber || $0 == "_") }
    }

    /// `name:hash` as htpasswd writes it; the last line may be cut.
    fileprivate var isPasswordEntry: Bool {
        guard let colon = firstIndex(of: ":"), colon > startIndex else { return false }
        let hash = self[index(after: colon)...]
        return ["$apr1$", "$2y$", "$2a$", "$5$", "$6$", "{SHA}"].contains { hash.hasPrefix($0) }
    }

    /// What may stand in a file of settings for the environment; the last line may be cut, values may go on.
    fileprivate var isSetting: Bool { isEmpty || hasPrefix("#") || isAssignment || !contains("<") }
}
