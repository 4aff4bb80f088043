// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct PageTimeTests {
    private static let cdn = "https://cdn.example"
    private static let fonts = "https://fonts.example"

    @Test func whatIsNotMeasuredMakesABoundAndNoSum() {
        let weight = PageWeight(parts: [
            .page(10_000), .part("a.css", wire: 5000), .part("x.js", "script", on: Self.cdn),
            .part("b.png", "picture", wire: 7000, isBlocking: false),
        ])
        let whole = PageLoad(weight, untilFirstPaint: false)
        #expect(whole.least == 22_000 && whole.most == nil && whole.requests == 4 && whole.unmeasured == 1)
        #expect(PageLoad(weight, untilFirstPaint: true).least == 15_000)
        let time = PageTime(whole, over: .slow3G, handshake: 1...1)
        #expect(time.most == nil && time.keeps(within: 100) == nil && time.keeps(within: 1) == false)
    }

    @Test func whatMayBeFetchedCountsInTheUpperBoundAlone() {
        let weight = PageWeight(parts: [
            .page(10_000),
            .part("f.woff2", "font", wire: 90_000, isBlocking: false, isCertain: false, level: 2),
        ])
        let load = PageLoad(weight, untilFirstPaint: false)
        #expect(load.least == 10_000 && load.most == 100_000)
        let time = PageTime(load, over: .slow3G, handshake: 1...2)
        #expect(time.keeps(within: 1.9) == nil && time.keeps(within: 30) == true)
        #expect(PageLoad(PageWeight(parts: [.page(1)], gap: "cut"), untilFirstPaint: false).most == nil)
    }

    @Test func originsAreMetInAChain() {
        func origins(_ parts: PageWeight.Part...) -> Int {
            PageLoad(PageWeight(parts: [.page(1)] + parts), untilFirstPaint: true).origins
        }
        #expect(origins() == 1)
        #expect(origins(.part("a.css")) == 1)
        #expect(origins(.part("a.css", on: Self.cdn), .part("b.css", on: Self.fonts)) == 2)
        #expect(origins(.part("a.css", on: Self.cdn), .part("b.css", on: Self.fonts, level: 2)) == 3)
        #expect(origins(.part("b.js", on: Self.cdn, isBlocking: false)) == 1)
    }

    @Test func handshakesAreAsTheVersionsAre() throws {
        let rounds = { (scene: Scene) in scene.evidence.handshakeRounds(ofEndpoint: "www") }
        let scene = try Scene.weighed(.light)
        #expect(rounds(scene) == 1...1)
        #expect(rounds(try scene.seeing(VersionOffer(version: .tls13, isOffered: false))) == 2...2)
        #expect(rounds(scene.missing(Question(VersionOffer.self, "tls1.3"))) == 1...2)
    }
}
