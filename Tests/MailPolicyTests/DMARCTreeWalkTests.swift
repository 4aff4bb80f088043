// SPDX-License-Identifier: Apache-2.0
import DNSWire
import MailPolicy
import Testing

struct DMARCTreeWalkTests {
    @Test func thereAreAtLeastForty() { #expect(TreeWalkCase.all.count >= 40) }

    @Test("RFC 9989 §4.10", arguments: TreeWalkCase.all)
    func walk(_ testCase: TreeWalkCase) throws {
        let domain = try #require(DNSName(testCase.domain))
        var asked: [DNSName] = []
        let walk = DMARCTreeWalk(from: domain, exists: testCase.exists) { name in
            asked.append(name)
            guard let place = name.parent, let text = testCase.zone["\(place)"] else { return .noSuchName }
            guard text != "!" else { return .failed("SERVFAIL") }
            return .found(
                [Array("v=spf1 -all".utf8)] + text.split(separator: "|").map { Array("v=DMARC1;\($0)".utf8) }
            )
        }
        #expect(walk.organization == DNSName(testCase.organization))
        #expect(walk.policy?.domain.description == testCase.policyAt)
        #expect(walk.effective == testCase.effective)
        #expect((walk.obstacle != nil) == (testCase.testDescription == "a failure ends the walk"))
        #expect(asked.count <= 8 && Set(asked).count == asked.count)
    }

    @Test func aLongNameIsAskedForAsInTheExampleOfTheRFC() throws {
        let name = try #require(DNSName("a.b.c.d.e.f.g.h.i.j.mail.example.com"))
        #expect(
            DMARCTreeWalk.domains(from: name).map(\.description)
                == [
                    "a.b.c.d.e.f.g.h.i.j.mail.example.com", "g.h.i.j.mail.example.com",
                    "h.i.j.mail.example.com",
                    "i.j.mail.example.com", "j.mail.example.com", "mail.example.com", "example.com", "com",
                ]
        )
        #expect(DMARCTreeWalk.domains(from: .root).isEmpty)
    }

    @Test func recordsOfAnotherVersionAreNone() {
        for text in [
            "v=DMARC2;p=none", "V=DMARC1", "v=dmarc1", "p=none;v=DMARC1", " ;v=DMARC1", "v=DMARC1p=none", "",
        ] {
            #expect(!DMARCRecord.isRecord(Array(text.utf8)), "\(text)")
        }
        for text in ["v=DMARC1", "v = DMARC1 ; p=none", "v=DMARC1;"] {
            #expect(DMARCRecord.isRecord(Array(text.utf8)), "\(text)")
        }
    }

    @Test func theTagsAreRead() throws {
        let text =
            "v=DMARC1; p=reject; sp=quarantine; np=reject; adkim=s; aspf=s; pct=50; ri=86400; rf=afrf; "
            + "rua=mailto:a@mfa.example!10m, https://r.example/x , ftp://no; ruf=mailto:f@mfa.example"
        let record = try DMARCRecord(Array(text.utf8))
        #expect(record.isDKIMStrict && record.isSPFStrict && record.percentage == 50)
        #expect(record.removedTags == ["pct", "rf", "ri"])
        #expect(record.aggregate.map(\.text) == ["mailto:a@mfa.example", "https://r.example/x"])
        #expect(record.aggregate.map(\.hasSizeLimit) == [true, false])
        #expect(record.failure.map(\.host.description) == ["mfa.example"] && record.unusableURIs == 1)
    }

    @Test func externalDestinationsMustAgree() throws {
        let organization = try #require(DNSName("mfa.example"))
        let domain = try #require(DNSName("paris.mfa.example"))
        let inside = try #require(ReportURI("mailto:d@reports.mfa.example"))
        let outside = try #require(ReportURI("mailto:d@collector.test"))
        #expect(inside.authorisationName(for: domain, organization: organization) == nil)
        #expect(
            outside.authorisationName(for: domain, organization: organization)?.description
                == "paris.mfa.example._report._dmarc.collector.test"
        )
        #expect(ReportURI.isAuthorised(by: [Array("v=DMARC1".utf8)]))
        #expect(
            ReportURI.isAuthorised(by: [Array("x".utf8), Array("v=DMARC1; rua=mailto:x@collector.test".utf8)])
        )
        #expect(!ReportURI.isAuthorised(by: [Array("v=DMARC1 p".utf8), Array("v=spf1".utf8)]))
    }

    @Test(arguments: [
        "mailto:", "mailto:x", "mailto:@host", "https:host", "https://", "http://host/", "mailto:x@.", "x",
    ])
    func noDestination(_ text: String) { #expect(ReportURI(text) == nil) }
}
