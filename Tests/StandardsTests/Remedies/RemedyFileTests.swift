// SPDX-License-Identifier: Apache-2.0
import Checks
import Standards
import Testing

struct RemedyFileTests {
    private static func read(_ text: String) throws -> Remedies {
        try RemedyFile.read(Array(text.utf8), file: "remedies.conf")
    }

    @Test func theShippedLinesAreOfKnownChecks() throws {
        let remedies = try Standards.shipped().remedies
        #expect(remedies.checks.count > 50)
        #expect(remedies.checks.isSubset(of: Catalog.identities.keys))
    }

    /// No line is left with a place that nothing fills, and blocks are closed.
    @Test func theShippedLinesAreWhole() throws {
        let remedies = try Standards.shipped().remedies
        for check in remedies.checks {
            let lines = remedies.lines(for: check, host: "www.mfa.example", domain: "mfa.example")
            for (program, texts) in lines {
                for text in texts {
                    #expect(!text.contains("{host}") && !text.contains("{domain}"), "\(check) \(program)")
                    #expect(text.count { $0 == "{" } == text.count { $0 == "}" }, "\(check) \(program)")
                    #expect(text.count { $0 == "\"" }.isMultiple(of: 2), "\(check) \(program)")
                }
                if program == .nginx {
                    let ends = texts.map { $0.split(separator: " # ")[0].last }
                    #expect(ends.allSatisfy { $0 == ";" || $0 == "}" }, "\(check)")
                }
            }
        }
    }

    @Test func namesTakeTheirPlaces() throws {
        let remedies = try Self.read(
            """
            [Remedy mail.spf-missing]
            DNS={domain}. TXT "v=spf1 mx -all" | mx.{domain}. TXT "v=spf1 a -all"
            nginx=server_name {host};
            """
        )
        let lines = remedies.lines(for: "mail.spf-missing", host: nil, domain: "mfa.example")
        #expect(
            lines == [
                .dns: [#"mfa.example. TXT "v=spf1 mx -all""#, #"mx.mfa.example. TXT "v=spf1 a -all""#],
                .nginx: ["server_name {host};"],
            ]
        )
        #expect(remedies.lines(for: "web.framing", host: nil, domain: nil).isEmpty)
    }

    @Test(arguments: [
        (
            "[Remedy web.hsts-mising]\nnginx=a;\n",
            "1:9: error: Remedy: expected the id of a check, found 'web.hsts-mising'"
        ),
        ("[Remedy web.hsts-missing]\nngnix=a;\n", "2:1: error: unknown key 'ngnix' in [Remedy]"),
        ("[Remedy web.hsts-missing]\n", "1:1: error: [Remedy web.hsts-missing] has no lines"),
    ])
    func mistakesAreToldWhereTheyStand(_ text: String, _ words: String) throws {
        let errors = try #require(throws: StandardErrors.self) { _ = try Self.read(text) }
        #expect("\(errors)".contains("remedies.conf:" + words), "\(errors)")
    }
}
