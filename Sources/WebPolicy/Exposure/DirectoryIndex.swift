// SPDX-License-Identifier: Apache-2.0

/// A page that a server makes of a folder's content where there is no page in it.
package enum DirectoryIndex: String, Codable, Hashable, Sendable, CaseIterable {
    case nginx, apache, lighttpd, python, iis, tomcat, jetty
    /// A list of objects, as stores with the interface of Amazon S3 give it.
    case bucket

    /// Bytes of a page that are looked at.
    package static let reach = 8192

    /// Nil where the page is no such list.
    package init?(_ page: some Collection<UInt8>) {
        let text = String(decoding: page.prefix(Self.reach), as: UTF8.self).lowercased()
        guard text.first(where: { !$0.isWhitespace && $0 != "\u{FEFF}" }) == "<",
            let found = Self.allCases.first(where: { $0.marks.allSatisfy(text.contains) })
        else { return nil }
        self = found
    }

    /// What stands in every such page, in lower case; the title alone would fit pages of people.
    private var marks: [String] {
        switch self {
        case .nginx: ["<title>index of /", "<h1>index of /", "</h1><hr><pre><a href=\"../\">../</a>"]
        case .lighttpd: ["<title>index of /", "<h2>index of /", "<div class=\"list\">"]
        case .apache: ["<title>index of /", "<h1>index of /", "parent directory</a>"]
        case .python: ["<title>directory listing for /", "<h1>directory listing for /", "<li><a href="]
        case .iis: ["<title>", " - /", "<pre><a href=", ">[to parent directory]</a>"]
        case .tomcat: ["<title>directory listing for [/", "<h1>directory listing for [/"]
        case .jetty: ["<title>directory: /", "<h1 class=\"title\">directory: /"]
        case .bucket: ["<listbucketresult", "<maxkeys>"]
        }
    }
}
