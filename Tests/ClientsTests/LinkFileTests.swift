// SPDX-License-Identifier: Apache-2.0
import Checks
import Clients
import Foundation
import TestSupport
import Testing

struct LinkFileTests {
    @Test func theShippedLinksAreThoseOfTheProfiles() throws {
        let links = try LinkFile.shipped()
        #expect(links.map(\.name) == ["2g", "edge", "slow-3g", "3g", "3g-fast", "4g", "lte"])
        #expect(links.map(\.down) == [280, 240, 400, 1600, 1600, 9000, 12_000])
        #expect(links.map(\.roundTrip) == [800, 840, 400, 300, 150, 170, 70])
        #expect(links.allSatisfy { $0.source.hasSuffix(", 2025-07-31") })
        #expect(links[3].words == "3g (1600 kbit/s, 300 ms)")
    }

    private static let head = "[Links]\nSource=s\nDate=2026-01-01\n[Link x]\nDown=100\nUp=10\nRoundTrip=50\n"

    @Test(
        arguments: [
            ("Down=100", "Down=0", "links.conf:5:6: error: Down"),
            ("Up=10\n", "", "links.conf:4:1: error"),
            ("RoundTrip=50", "RoundTrip=fast", "links.conf:7:11: error: RoundTrip"),
            ("Source=s\n", "", "links.conf:1:1: error"), ("Down=", "Donw=", "Down"),
            ("RoundTrip=50", "RoundTrip=0.5", "links.conf:7:11: error: RoundTrip"),
        ]
    )
    func mistakesAreToldWhereTheyStand(_ right: String, _ wrong: String, _ words: String) throws {
        let text = Self.head.replacing(right, with: wrong)
        let errors = try #require(throws: ClientFileErrors.self) {
            _ = try LinkFile.read(Array(text.utf8), file: "links.conf")
        }
        #expect("\(errors)".contains(words), "\(errors)")
    }

    @Test func aFolderHasItsOwn() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        let dropIns = folder.appending(path: "links.conf.d")
        try FileManager.default.createDirectory(at: dropIns, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(try LinkFile.read(directory: folder.path) == LinkFile.shipped())
        try "[Link sat]\nDown=500\nUp=100\nRoundTrip=600\n".write(
            to: dropIns.appending(path: "a.conf"),
            atomically: true,
            encoding: .utf8
        )
        #expect(try LinkFile.read(directory: folder.path).map(\.name).contains("sat"))
        let audience = folder.appending(path: "audience.conf")
        try "[Audience]\nLink=sat\nTimeBudget=5s\n".write(to: audience, atomically: true, encoding: .utf8)
        let read = try AudienceFile.read(directory: folder.path, clients: .empty)
        #expect(read.regions.map(\.link?.name) == ["sat"] && read.budget == 5 && !read.isWeighted)
    }
}
