// SPDX-License-Identifier: Apache-2.0
import Checks
import TestSupport
import Testing

struct LoadTimeTests {
    private static let sizes = [14_000, 100_000, 500_000, 1_000_000, 2_559_000]

    /// One origin, TLS 1.2: 14, 100 and 500 kB, 1 MB, and the median home page for mobile devices of July 2025, 2559 kB.
    @Test(
        arguments: [
            (280, 800, ["4.0 s", "6.5 s", "17.9 s", "32.2 s", "76.7 s"]),
            (240, 840, ["4.2 s", "7.1 s", "20.4 s", "37.1 s", "89.0 s"]),
            (400, 400, ["2.0 s", "3.7 s", "11.7 s", "21.7 s", "52.9 s"]),
            (1600, 300, ["1.5 s", "2.1 s", "4.1 s", "6.6 s", "14.4 s"]),
            (1600, 150, ["0.8 s", "1.2 s", "3.2 s", "5.7 s", "13.5 s"]),
            (9000, 170, ["0.9 s", "1.2 s", "1.6 s", "2.1 s", "3.4 s"]),
            (12_000, 70, ["0.4 s", "0.5 s", "0.8 s", "1.1 s", "2.1 s"]),
        ] as [(Double, Double, [String])]
    )
    func theTableOfLinksComesOutAsPrinted(_ down: Double, _ roundTrip: Double, _ expected: [String]) {
        let link = LinkProfile(name: "x", down: down, up: down, roundTrip: roundTrip, source: "")
        let seen = Self.sizes.map {
            LoadTime.words(LoadTime.seconds(of: $0, over: link, origins: 1, handshake: 2))
        }
        #expect(seen == expected)
    }

    private struct Case {
        var bytes: Int
        var origins: Int
        var handshake: Int
        var link: LinkProfile

        init(_ generator: inout SeededGenerator) {
            bytes = Int.random(in: 0...4_000_000, using: &generator)
            origins = Int.random(in: 1...6, using: &generator)
            handshake = Int.random(in: 1...2, using: &generator)
            link = LinkProfile(
                name: "x",
                down: Double.random(in: 20...100_000, using: &generator),
                up: 1,
                roundTrip: Double.random(in: 1...3000, using: &generator),
                source: ""
            )
        }

        func with(down: Double = 0, roundTrip: Double = 0) -> LinkProfile {
            LinkProfile(
                name: "x",
                down: link.down + down,
                up: 1,
                roundTrip: link.roundTrip + roundTrip,
                source: ""
            )
        }

        func time(_ bytes: Int = 0, origins: Int = 0, handshake: Int = 0, over link: LinkProfile? = nil)
            -> Double
        {
            LoadTime.seconds(
                of: self.bytes + bytes,
                over: link ?? self.link,
                origins: self.origins + origins,
                handshake: self.handshake + handshake
            )
        }
    }

    @Test(arguments: 0..<UInt64(400))
    func moreNeverTakesLessAndARateNeverHurts(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let one = Case(&generator)
        let time = one.time()
        let slack = 1e-9 * time
        #expect(time.isFinite && time > 0)
        #expect(one.time(Int.random(in: 1...500_000, using: &generator)) >= time - slack)
        #expect(one.time(1460 * 20) >= time - slack)
        #expect(one.time(origins: 1) > time)
        #expect(one.time(handshake: 1) > time)
        let more = Double.random(in: 0.001...1000, using: &generator)
        #expect(one.time(over: one.with(roundTrip: more)) > time)
        for rate in [0.001, more, 100 * more] {
            #expect(one.time(over: one.with(down: rate)) <= time + slack)
        }
    }

    @Test func nothingTakesTheSetUpAndOneRound() {
        let link = LinkProfile(name: "x", down: 1000, up: 1, roundTrip: 100, source: "")
        #expect(LoadTime.words(LoadTime.seconds(of: -1, over: link, origins: 0, handshake: 1)) == "0.4 s")
        #expect(LoadTime.seconds(of: .max, over: link, origins: 1, handshake: 1).isFinite)
    }
}
