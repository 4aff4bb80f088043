// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import WebPolicy

@Suite("Lists of folders and maps of scripts")
struct DirectoryIndexTests {
    @Test(
        "A list is known by what writes it",
        arguments: [
            (
                DirectoryIndex.nginx,
                "<html>\r\n<head><title>Index of /a/</title></head>\r\n<body>\r\n<h1>Index of /a/</h1><hr><pre><a href=\"../\">../</a>"
            ),
            (
                .apache,
                "<!DOCTYPE HTML PUBLIC>\n<html><head><title>Index of /a</title></head><body><h1>Index of /a</h1><ul><li><a href=\"/\"> Parent Directory</a></li>"
            ),
            (
                .lighttpd,
                "<!DOCTYPE html><html><head><title>Index of /a/</title></head><body><h2>Index of /a/</h2><div class=\"list\">"
            ),
            (
                .python,
                "<!DOCTYPE HTML><title>Directory listing for /a/</title><h1>Directory listing for /a/</h1><hr><ul><li><a href=\"x\">x</a></li>"
            ),
            (
                .iis,
                "<html><head><title>www - /a/</title></head><body><H1>www - /a/</H1><hr><pre><A HREF=\"/\">[To Parent Directory]</A>"
            ),
            (
                .tomcat,
                "<html><head><title>Directory Listing For [/a/]</title></head><body><h1>Directory Listing For [/a/]"
            ),
            (.jetty, "<html><title>Directory: /a/</title><body><h1 class=\"title\">Directory: /a/</h1>"),
            (.bucket, "<?xml version=\"1.0\"?><ListBucketResult><Name>b</Name><MaxKeys>1000</MaxKeys>"),
        ]
    )
    func known(_ index: DirectoryIndex, _ page: String) {
        #expect(DirectoryIndex(Array(page.utf8)) == index)
    }

    @Test(
        "Pages of people are none",
        arguments: [
            "", "Index of /", "<html><title>Index of articles</title><h1>Index of articles</h1>",
            "<html><title>Index of / of refraction</title><p>Index of /a/</p>",
            "<html><title>Embassy - /visa/</title><pre><a href=x>y</a></pre>",
            "{\"ListBucketResult\": 1}",
            "How to read <title>Directory listing for /</title><h1>Directory listing for /</h1><li><a href=",
        ]
    )
    func unknown(_ page: String) {
        #expect(DirectoryIndex(Array(page.utf8)) == nil)
    }

    @Test(
        "The last line of a script names its map",
        arguments: [
            ("f();\n//# sourceMappingURL=a.js.map\n", SourceMapReference.address("a.js.map")),
            ("f();//@ sourceMappingURL=/m/a.map", .address("/m/a.map")),
            ("f();\n/*# sourceMappingURL=a.css.map */\n", .address("a.css.map")),
            ("f();\n//# sourceMappingURL=data:application/json;base64,e30=\n", .inline),
            ("f();\n" + String(repeating: "QUJD", count: 2000) + "\n", .inline),
            ("f();\n", nil),
            ("\n//# sourceMappingURL=\n", nil),
            ("x=\"//# sourceMappingURL=\" + y", nil),
            ("//# sourceMappingURL=old.map\n1\n2\n3\n4\n5\n", nil),
        ] as [(String, SourceMapReference?)]
    )
    func reference(_ script: String, _ expected: SourceMapReference?) {
        #expect(SourceMapReference(endOf: Array(script.utf8)) == expected)
    }

    @Test("A map is told from a page")
    func maps() {
        let bare = #"{"version":3,"sources":["a.ts"],"mappings":"AAAA"}"#
        #expect(SourceMapFile(Array(bare.utf8))?.holdsSources == false)
        let whole = #"{"version":3,"sources":["a.ts"],"sourcesContent":["x"],"mappings":""}"#
        #expect(SourceMapFile(Array(")]}'\n\(whole)".utf8))?.holdsSources == true)
        for other in ["", "<html>\"version\" \"mappings\"</html>", "{\"error\":\"none\"}", "[1]"] {
            #expect(SourceMapFile(Array(other.utf8)) == nil)
        }
    }
}
