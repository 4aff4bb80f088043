// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import HTTPWire
import Markup
import Model
import NIOPosix
import Testing
import Transport

@testable import Probes

struct ProvenanceMarksTests {
    private func marks(
        _ script: [String: String],
        _ pictures: [String],
        role: Role = .statementHost,
        requests: Int = 8
    ) async -> (answers: [Answer], requests: Int) {
        let peer = SitePeer(ScriptedSite(script))
        let probe = WebProbe(
            dialer: Dialer(group: MultiThreadedEventLoopGroup.singleton, budget: AddressBudget()),
            limits: TLSProbeLimits(pause: .zero)
        )
        let answers = await probe.answers(
            .sample(host: "server.example", port: 443, role: role),
            secured: peer,
            plain: nil,
            requests: requests,
            published: .success(PublishedFiles(pictures: pictures))
        )
        return (answers, await peer.requests.count)
    }

    /// A JPEG of ASCII alone is none; a PNG's signature is not, so XMP within ISO base media serves.
    private static let generated =
        "\0\0\0\u{10}ftypavif\0\0\0\0\0\0\0\0mdat<x:xmpmeta>http://cv.iptc.org/newscodes/digitalsourcetype/"
        + "trainedAlgorithmicMedia</x:xmpmeta>"

    private static func picture(_ body: String, _ fields: String..., status: String = "200 OK") -> String {
        ScriptedSite.page(status, ["Content-Type: image/avif"] + fields, body)
    }

    @Test func theFirstTwoOnTheHostAreReadOnce() async throws {
        let script = ["/a.avif?x=1": Self.picture(Self.generated), "*": Self.picture("GIF89a")]
        let seen = await marks(
            script,
            [
                "https://elsewhere.example/a.jpg", "http://server.example/a.jpg",
                "https://server.example/a.avif?x=1",
                "https://server.example/b.jpg", "https://server.example/c.jpg",
            ]
        )
        let without = await marks(script, [])
        #expect(seen.requests == without.requests + 2)
        #expect(without.answers.fact(ProvenanceMarks.self) == ProvenanceMarks(pictures: []))
        #expect(
            seen.answers.fact(ProvenanceMarks.self)
                == ProvenanceMarks(pictures: [
                    .init(
                        path: "/a.avif",
                        format: "bmff",
                        sourceTypes: ["trainedAlgorithmicMedia"],
                        generated: ["trainedAlgorithmicMedia"]
                    ), .init(path: "/b.jpg", gap: "it is no picture that is read"),
                ])
        )
    }

    @Test func partsAndLinksAreSeen() async throws {
        let part = Self.picture(
            Self.generated,
            "Content-Range: bytes 0-121/900000",
            "Link: <https://a.example/m.c2pa>; rel=\"c2pa-manifest\"",
            status: "206 Partial Content"
        )
        let seen = await marks(["/a": part], ["https://server.example/a"])
        let picture = try #require(seen.answers.fact(ProvenanceMarks.self)?.pictures.first)
        #expect(picture.hasReference && picture.isMarked && picture.gap == "only its beginning was read")
        let unknown = Self.picture(
            Self.generated,
            "Content-Range: bytes 0-121/*",
            status: "206 Partial Content"
        )
        let half = await marks(["/a": unknown], ["https://server.example/a"])
        #expect(half.answers.fact(ProvenanceMarks.self)?.pictures.first?.gap != nil)
        let moved = await marks(["/a": ScriptedSite.redirect("/b")], ["https://server.example/a"])
        #expect(moved.answers.fact(ProvenanceMarks.self)?.pictures.first?.gap == "HTTP 301")
    }

    @Test func otherHostsAndSpentAllowancesAreNotAsked() async throws {
        let script = ["/a": Self.picture(Self.generated)]
        let other = await marks(script, ["https://server.example/a"], role: .publicWebsite)
        #expect(!other.answers.contains { $0.question == Question(ProvenanceMarks.self) })
        let spent = await marks(script, ["https://server.example/a"], requests: 4)
        #expect(spent.requests == 4)
        #expect(spent.answers.gap(ProvenanceMarks.self)?.phase == .notMeasured)
    }

    // MARK: Pages

    private func files(_ html: String, gap: String? = nil) -> PublishedFiles {
        let url = WebURL(scheme: "https", host: "www.mfa.example", path: "/en/")
        let document = HTMLReader()?.read(Array(html.utf8), charset: "utf-8")
        let anatomy = document.map { PageAnatomy($0, at: url) }
        return PublishedFiles(document, at: url, PageWords(document, anatomy, at: url, gap: gap))
    }

    @Test func whatIsNoPagePublishesNothing() {
        let url = WebURL(scheme: "https", host: "www.mfa.example")
        #expect(
            PublishedFiles(nil, at: url, PageWords(nil, nil, at: url, gap: "cut"))
                == PublishedFiles(gap: "cut")
        )
    }

    @Test func photographsComeFirstAndDrawingsStayOut() {
        let page = files(
            """
            <base href="/media/"><meta property="og:image" content="https://www.mfa.example/og">
            <img src="logo.svg"><img src="arms.png"><img src="data:image/png;base64,AA"><img src="x.gif">
            <img src="a.jpg?itok=7"><img src="a.jpg?itok=7"><img srcset="b.webp 2x, c.webp 3x">
            <a href="full.JPEG">full</a><a href="/page">page</a><img src="https://cdn.example/z.jpg?a=1">
            <img src="https://cdn.example/z.jpg?a=2"><video poster="p.jpg"></video>
            """
        )
        #expect(
            page.pictures == [
                "https://www.mfa.example/media/a.jpg?itok=7", "https://www.mfa.example/media/b.webp",
                "https://www.mfa.example/media/full.JPEG", "https://www.mfa.example/media/p.jpg",
            ]
        )
        #expect(page.foreignPictures == 1 && page.documents == 0 && page.signatures == 0)
        let few = files("<meta property='og:image' content='/og'><img src=/arms.png>")
        #expect(few.pictures == ["https://www.mfa.example/arms.png", "https://www.mfa.example/og"])
    }

    @Test func documentsAndSignaturesAreCounted() {
        let page = files(
            """
            <a href="/a.pdf">a</a><a href="/a.pdf#2">a</a><a href="/a.pdf.asc">s</a><a href="b.docx">b</a>
            <a href="https://other.example/b.docx.p7s">s</a><a href="mailto:a.sig">m</a>
            """,
            gap: "cut"
        )
        #expect(page.documents == 2 && page.signatures == 2 && page.gap == "cut" && page.pictures.isEmpty)
    }

    @Test func wordsForGeneratedPicturesAreSeen() {
        #expect(files("<img src=/a.png alt='AI-generated illustration'>").disclosures == ["ai-generated"])
        #expect(files("<p>Bild: KI-generiert</p>").disclosures == ["ki-generiert"])
        #expect(files("<script>ai-generated</script>").disclosures.isEmpty)
    }

    /// A page of a MiB of nothing but pictures costs no more than its length.
    @Test(.timeLimit(.minutes(1))) func aPageOfPicturesIsReadInOneGo() {
        let markup = (0..<50_000).map { "<img src=/\($0).jpg>" }.joined()
        let published = files("<p>\(markup)")
        #expect(published.pictures == (0..<4).map { "https://www.mfa.example/\($0).jpg" })
    }
}
