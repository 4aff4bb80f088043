// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model

/// What was measured of each endpoint, in the order of the configuration.
enum EndpointMetrics {
    static func families(_ document: ReportDocument) -> [MetricFamily] {
        func family(
            _ name: String,
            unit: String? = nil,
            _ help: String,
            _ value: (ScanEndpoint) -> Double?
        ) -> MetricFamily {
            MetricFamily(
                "chancery_\(name)",
                unit: unit,
                help: help,
                samples: document.estate.endpoints.compactMap { endpoint in
                    document.measured[endpoint.id].flatMap(value)
                        .map { .init(labels: ["endpoint": endpoint.id], value: $0) }
                }
            )
        }
        return [
            family("endpoint_reachable", "1 where some address answered, else 0.") {
                $0.error == nil ? 1 : 0
            },
            family(
                "tls_certificate_not_after_timestamp_seconds",
                unit: "seconds",
                "When the first of the endpoint's own certificates ends."
            ) { $0.earliestEnd?.timeIntervalSince1970 },
            family(
                "simulated_clients_connecting_ratio",
                "Part of the simulated clients that connect, of those for which that is known, 0 to 1."
            ) { $0.connectingPart },
            family("endpoint_measuring_seconds", unit: "seconds", "How long measuring took.") {
                Double($0.cost.milliseconds) / 1000
            },
            family("endpoint_connections", "Connections that measuring took.") {
                Double($0.cost.connections)
            },
        ]
    }
}

extension ScanEndpoint {
    /// Of the certificates that it presents for itself; nil where none was seen.
    fileprivate var earliestEnd: Date? { certificates.compactMap { $0.certificates.first?.notAfter }.min() }

    /// Nil where it is not known of any client.
    fileprivate var connectingPart: Double? {
        let known = tls.clients.compactMap(\.connects)
        return known.isEmpty ? nil : Double(known.count(where: { $0 })) / Double(known.count)
    }
}
