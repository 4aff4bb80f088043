// SPDX-License-Identifier: Apache-2.0
import Model
import Reports
import TLSWire
import Testing

/// What a scan finds on servers of many makes is what their configurations state.
struct StatedConfigurationTests {
    /// Of a sound server's answers.
    private static let unknownShare = 0.02

    @Test(arguments: StatedServer.all)
    func aScanEqualsTheStatedConfiguration(server: StatedServer) async throws {
        let offer = try server.offer()
        let running = try await RunningServer(server.recipe)
        let found = try await LoopbackScan.run(port: running.port, trusting: running.authority)
        #expect(found.error == nil)
        expectVersions(found.tls, offer)
        for (version, suites) in offer.suites {
            expectSuites(found.tls, version, suites, offer.order(version))
        }
        expectParameters(found.tls, offer)
        expectCertificates(found, of: running)
        expectAnswers(found, offer)
    }

    private func expectVersions(_ tls: ScanTLS, _ offer: StatedOffer) {
        for version in ProtocolVersion.allCases where version != .ssl2 {
            let isStated = offer.suites[version] != nil
            #expect(tls.protocols[version]?.isOffered == isStated, "\(version.title)")
        }
        #expect(tls.protocols[.ssl2]?.isOffered != true)
    }

    private func expectSuites(
        _ tls: ScanTLS,
        _ version: ProtocolVersion,
        _ stated: [String],
        _ order: ScanOrder?
    ) {
        let found = (tls.protocols[version]?.suites ?? []).map { $0.name ?? $0.hex }
        #expect(Set(found).subtracting(stated).sorted() == [], "found at \(version.title) and not stated")
        #expect(Set(stated).subtracting(found).sorted() == [], "stated at \(version.title) and not found")
        #expect(found.count == Set(found).count)
        guard let order, stated.count > 1 else { return }
        #expect(tls.protocols[version]?.order == order, "\(version.title)")
        if order == .server { #expect(found == stated, "the order of \(version.title)") }
    }

    private func expectParameters(_ tls: ScanTLS, _ offer: StatedOffer) {
        if let groups = offer.groups { #expect(Set(tls.groups ?? ["?"]) == groups, "groups of TLS 1.3") }
        if let groups = offer.legacyGroups {
            #expect(Set(tls.legacyGroups ?? ["?"]) == groups, "groups below TLS 1.3")
        }
        if let bits = offer.finiteFieldBits { #expect(tls.finiteField?.bits ?? 0 == bits) }
        if let protocols = offer.applicationProtocols { #expect(tls.applicationProtocols == protocols) }
    }

    private func expectCertificates(_ found: ScanEndpoint, of running: RunningServer) {
        let isCertified = !running.site.identities.isEmpty
        #expect(found.certificates.isEmpty != isCertified)
        for chain in found.certificates {
            #expect(chain.certificates.map(\.subject) == ["CN=localhost", "CN=Test Intermediate"])
            #expect(chain.hostnameMatches == true)
        }
    }

    private func expectAnswers(_ found: ScanEndpoint, _ offer: StatedOffer) {
        let left = found.unestablished.filter { gap in
            !gap.reason.hasPrefix("not-") && !offer.open.contains { gap.path.hasPrefix($0) }
        }
        #expect(left.map { "\($0.path): \($0.reason)" } == [])
        let judged = found.findings.map(\.verdict.state).filter { $0 != .notTested }
        let unknown = judged.count { $0 == .unknown }
        #expect(
            Double(unknown) <= Self.unknownShare * Double(judged.count),
            "\(found.findings.filter { $0.verdict.state == .unknown }.map(\.check))"
        )
    }
}
