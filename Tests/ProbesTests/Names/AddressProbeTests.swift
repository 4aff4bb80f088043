// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Resolver
import Testing

@testable import Probes

struct AddressProbeTests {
    /// Answers from a hosts file, and asks a port where nobody listens for the rest.
    private func probe(hosts: String = "") throws -> AddressProbe {
        let file = FileManager.default.temporaryDirectory.appending(path: "hosts-\(UUID())")
        try hosts.write(to: file, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(at: file) }
        var settings = ResolverSettings()
        settings.hostsFile = file.path
        settings.forwarders = [.init(address: try #require(IPAddress("127.0.0.1")), port: 9)]
        settings.deadline = .milliseconds(500)
        return AddressProbe(resolver: try NameResolver(settings), vantage: "test")
    }

    @Test func namesAreResolved() async throws {
        let hosts = "192.0.2.7 server.example\n2001:db8::7 server.example\n"
        let (measurement, addresses) = await (try probe(hosts: hosts)).visit(
            .sample(host: "server.example", port: 443)
        )
        let expected = ["192.0.2.7", "2001:db8::7"].compactMap { IPAddress($0) }
        #expect(Set(addresses) == Set(expected))
        #expect(measurement.subject == .endpoint("sample"))
        #expect(measurement.vantage == "test")
        #expect(measurement.started <= measurement.finished)
        #expect(
            Readout(answers: measurement.answers).facts(AddressSet.self)
                == [AddressSet(addresses: expected, source: .resolved, isSecure: false)]
        )
    }

    @Test(arguments: ["192.0.2.1", "2001:db8::1"])
    func literalsNeedNoResolver(host: String) async throws {
        let literal = try #require(IPAddress(host))
        let (measurement, addresses) = await (try probe()).visit(.sample(host: host, port: 443))
        #expect(addresses == [literal])
        #expect(
            Readout(answers: measurement.answers).facts(AddressSet.self)
                == [AddressSet(addresses: [literal], source: .literal, isSecure: nil)]
        )
    }

    @Test func configuredAddressesComeBeforeTheResolver() async throws {
        let configured = try #require(IPAddress("192.0.2.99"))
        let endpoint = Endpoint.sample(host: "server.example", port: 443, addresses: [configured])
        let (measurement, addresses) = await (try probe(hosts: "192.0.2.7 server.example\n")).visit(endpoint)
        #expect(addresses == [configured])
        #expect(Readout(answers: measurement.answers).facts(AddressSet.self).map(\.source) == [.configured])
    }

    @Test func unresolvableNameIsAReasonAndNoAddress() async throws {
        let (measurement, addresses) = await (try probe()).visit(.sample(host: "missing.example", port: 443))
        #expect(addresses.isEmpty)
        guard case .unestablished(let question, let reason) = measurement.answers.first else {
            Issue.record("answered: \(measurement.answers)")
            return
        }
        #expect(question == Question(AddressSet.self))
        #expect(reason.phase == .resolve)
        // Whether a socket says at once that nobody listens, or the deadline passes, is the machine's.
        #expect(reason.reason.hasPrefix("no address: "))
    }
}
