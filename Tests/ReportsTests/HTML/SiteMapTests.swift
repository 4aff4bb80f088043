// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

@testable import Reports

struct SiteMapTests {
    private static func map(_ missions: [String], endpoints: [String?] = [], wide: Bool = false) -> SiteMap {
        let estate = Estate(
            ministry: Ministry(name: "M"),
            missions: missions.map { Mission(id: $0, name: $0, region: nil, languages: [], owner: nil) },
            endpoints: endpoints.enumerated().map { number, mission in
                let sample = SampleEstate.estate.endpoints[0]
                return Endpoint(
                    id: "e\(number)",
                    host: "e\(number).example",
                    port: 443,
                    service: .https,
                    role: sample.role,
                    mission: mission,
                    criticality: sample.criticality,
                    secrecyLifetimeDays: nil,
                    authorisation: sample.authorisation,
                    addresses: []
                )
            }
        )
        return SiteMap(estate, hasWideFindings: wide)
    }

    @Test("File names hold letters, digits and hyphens only, whatever the mission is called")
    func fileNames() {
        let map = Self.map(["paris", "../../etc/passwd", "a b", "Ōsaka", "", "PARIS", "<script>"])
        let paths = map.sections.map(\.path)
        #expect(Set(paths).count == paths.count)
        for path in paths { #expect(path.wholeMatch(of: /missions\/[a-z0-9-]+\.html/) != nil, "\(path)") }
        #expect(paths[0] == "missions/paris.html")
    }

    @Test("A mission whose id ends in a number never meets another's later page")
    func numberedNames() {
        let many = Array(repeating: "paris" as String?, count: 50)
        let map = Self.map(["paris", "paris-2", "paris-3"], endpoints: many)
        let pages = map.sections.flatMap { section in
            section.pages.indices.map { Pagination.path(section.path, page: $0) }
        }
        #expect(pages.count == 5)
        #expect(Set(pages).count == pages.count)
    }

    @Test("Every endpoint has its place, also one of a mission that is not listed")
    func places() {
        let map = Self.map(["paris"], endpoints: ["paris", nil, "gone"])
        #expect(map.place(of: "e0") == "missions/paris.html#e1")
        #expect(map.place(of: "e1") == "missions/ministry.html#e1")
        #expect(map.place(of: "e2") == "missions/ministry.html#e2")
        #expect(map.place(of: "e3") == nil)
    }

    @Test("The twenty-first endpoint stands on the second page")
    func pages() {
        let map = Self.map(["paris"], endpoints: Array(repeating: "paris", count: 21))
        #expect(map.place(of: "e19") == "missions/paris.html#e20")
        #expect(map.place(of: "e20") == "missions/paris-2.html#e21")
    }

    @Test("Findings of a domain or of the ministry have a page even without endpoints")
    func wideFindings() {
        #expect(Self.map(["paris"]).ministry == nil)
        #expect(Self.map(["paris"], wide: true).ministry?.path == "missions/ministry.html")
    }
}
