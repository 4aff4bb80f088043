// SPDX-License-Identifier: Apache-2.0
import Foundation
import Serving
import Testing

/// What is shipped for Prometheus, Grafana and other programs agrees with what is served.
struct MonitoringTests {
    private func text(_ path: String) throws -> String {
        String(
            decoding: try Data(contentsOf: LaboratoryCycle.repository.appending(path: path)),
            as: UTF8.self
        )
    }

    /// What Sources write as the names of families.
    private func names() throws -> Set<String> {
        let root = LaboratoryCycle.repository
        var names: Set<String> = []
        for folder in ["Sources/Reports/OpenMetrics", "Sources/Serving/Metrics"] {
            let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
            for file in files {
                for match in try text("\(folder)/\(file)").matches(of: /"((?:chancery|process)_[a-z_]+)"/) {
                    names.insert(String(match.1))
                    names.insert("\(match.1)_total")
                }
            }
        }
        for prefix in ["", "overall_", "mission_", "endpoint_"] {
            for figure in ["risk_value", "risk_low", "risk_high", "inherent_risk_value", "coverage_ratio"] {
                names.insert("chancery_\(prefix)\(figure)")
            }
        }
        names.insert("chancery_tls_certificate_not_after_timestamp_seconds")
        return names
    }

    @Test(arguments: ["Monitoring/grafana-dashboard.json", "Monitoring/chancery-alerts.yml"])
    func everyMetricThatIsNamedThereExists(_ path: String) throws {
        let known = try names()
        let named = try text(path).matches(of: /\b(?:chancery|process)_[a-z_]+/).map { String($0.0) }
        #expect(named.count > 10)
        for name in named { #expect(known.contains(name), "\(name)") }
    }

    @Test func everyRouteIsDescribedAndNothingElse() throws {
        let document = try #require(
            try JSONSerialization.jsonObject(
                with: Data(try text("Sources/Serving/Shipped/openapi.json").utf8)
            )
                as? [String: Any]
        )
        let paths = try #require(document["paths"] as? [String: [String: Any]])
        #expect(Set(paths.keys) == Set(Route.all.map(\.path)))
        for route in Route.all {
            let get = try #require(paths[route.path]?["get"] as? [String: Any], "\(route.path)")
            let parameters = get["parameters"] as? [[String: Any]] ?? []
            let query = parameters.filter { $0["in"] as? String == "query" }.compactMap {
                $0["name"] as? String
            }
            #expect(Set(query) == Set(route.query), "\(route.path)")
            let inPath = parameters.filter { $0["in"] as? String == "path" }.compactMap {
                $0["name"] as? String
            }
            let written = route.path.matches(of: /\{([a-z]+)\}/).map { String($0.1) }
            #expect(inPath == written, "\(route.path)")
        }
    }
}
