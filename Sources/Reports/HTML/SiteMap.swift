// SPDX-License-Identifier: Apache-2.0
import Messages
import Model

/// Where each mission and endpoint stands in the report.
struct SiteMap {
    /// One mission's pages; `mission` is nil for what belongs to the ministry as a whole.
    struct Section {
        let mission: Mission?
        let title: String
        /// Relative to the report's folder; the first of its pages.
        let path: String
        /// Endpoints by page.
        let pages: [[Endpoint]]
    }

    static let endpointsPerPage = 20

    let sections: [Section]
    private let places: [String: String]

    /// `hasWideFindings` where something fails for a domain or the ministry, which needs a page then.
    init(_ estate: Estate, hasWideFindings: Bool) {
        var sections: [Section] = []
        var names: Set<String> = []
        let known = Set(estate.missions.map(\.id))
        for mission in estate.missions {
            let endpoints = estate.endpoints.filter { $0.mission == mission.id }
            let path = Self.fileName(mission.id, taken: &names)
            sections.append(Self.section(mission, title: mission.name, path: path, endpoints))
        }
        let others = estate.endpoints.filter { $0.mission.map { !known.contains($0) } ?? true }
        if hasWideFindings || !others.isEmpty {
            let path = Self.fileName("ministry", taken: &names)
            sections.append(Self.section(nil, title: say("The ministry as a whole"), path: path, others))
        }
        self.sections = sections
        var places: [String: String] = [:]
        for section in sections {
            for (number, page) in section.pages.enumerated() {
                for (position, endpoint) in page.enumerated() {
                    places[endpoint.id] =
                        Pagination.path(section.path, page: number) + "#" + Self.anchor(number, position)
                }
            }
        }
        self.places = places
    }

    /// The anchor of an endpoint on its page.
    static func anchor(_ page: Int, _ position: Int) -> String {
        "e\(page * endpointsPerPage + position + 1)"
    }

    /// Where an endpoint's section stands, relative to the report's folder.
    func place(of endpoint: String) -> String? { places[endpoint] }

    func section(of mission: String) -> Section? { sections.first { $0.mission?.id == mission } }

    /// The pages of the ministry as a whole; nil where nothing belongs there.
    var ministry: Section? { sections.first { $0.mission == nil } }

    private static func section(
        _ mission: Mission?,
        title: String,
        path: String,
        _ endpoints: [Endpoint]
    ) -> Section {
        Section(
            mission: mission,
            title: title,
            path: path,
            pages: Pagination.chunks(endpoints, of: endpointsPerPage)
        )
    }

    /// Letters, digits and hyphens of the id, numbered where two ids come out alike or end in a page number.
    private static func fileName(_ id: String, taken names: inout Set<String>) -> String {
        let safe = String(
            id.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(60)
        )
        var name = safe
        var number = 1
        let endsInNumber = safe.split(separator: "-").last.map { $0.allSatisfy(\.isNumber) } ?? true
        while names.contains(name) || (number == 1 && endsInNumber) {
            name = "\(safe)-x\(number)"
            number += 1
        }
        names.insert(name)
        return "missions/\(name).html"
    }
}
