// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Testing

@testable import Pipeline

/// What the doctor says of signs, one thing at a time.
struct DoctorTests {
    private static let now = Date(timeIntervalSince1970: 1_795_780_800)
    private static let hour: TimeInterval = 3600

    /// Of a machine on which nothing is amiss.
    static var sound: Doctor.Signs {
        var signs = Doctor.Signs(
            now: now,
            trustStore: "/etc/ssl/certs/ca-certificates.crt",
            storeBytes: 512 << 20,
            schema: 4,
            supportedSchema: 4,
            version: "0.1.0",
            unsigned: 0,
            interval: 6 * hour
        )
        signs.isClockKept = true
        signs.trustStoreWritten = now.addingTimeInterval(-30 * 24 * hour)
        signs.resolver = conduct()
        signs.free = 20 << 30
        signs.newest = cycle(ended: -hour)
        signs.selfCheck = SelfCheck(planted: 20, verdicts: 200)
        signs.daemon = Doctor.Signs.Daemon(isRunning: true, started: now, refusedReload: nil)
        return signs
    }

    private static func conduct(
        invents: Bool = false,
        _ validation: ResolverConduct.Validation = .possible,
        refuses: Bool? = true
    ) -> ResolverConduct {
        ResolverConduct(
            inventedAddresses: [],
            inventsTexts: invents,
            validation: validation,
            refusesBogus: refuses
        )
    }

    private static func cycle(ended offset: TimeInterval, by version: String = "0.1.0") -> Cycle {
        Cycle(
            id: 7,
            started: now.addingTimeInterval(offset - 600),
            finished: now.addingTimeInterval(offset),
            estateSHA256: "",
            vantage: "here",
            toolVersion: version
        )
    }

    private static func state(_ id: String, _ change: (inout Doctor.Signs) -> Void) -> Symptom.State? {
        var signs = sound
        change(&signs)
        let symptoms = Doctor(signs).symptoms
        // One thing amiss is amiss in one line, and every line that is not right says what to do.
        #expect(symptoms.filter { $0.state != .ok }.map(\.id) == [id])
        #expect(symptoms.allSatisfy { ($0.state == .ok) == ($0.advice == nil) })
        return symptoms.first { $0.id == id }?.state
    }

    @Test func aSoundMachineHasNoSymptom() {
        let symptoms = Doctor(Self.sound).symptoms
        #expect(symptoms.allSatisfy { $0.state == .ok && $0.advice == nil })
        #expect(
            symptoms.map(\.id)
                == [
                    "daemon", "configuration", "cycle", "self-check", "clock", "trust-store", "resolver",
                    "disk",
                    "version", "signing",
                ]
        )
    }

    @Test func theDaemonAndItsConfiguration() {
        let (now, hour) = (Self.now, Self.hour)
        #expect(Self.state("daemon") { $0.daemon = nil } == .warn)
        let down = Doctor.Signs.Daemon(isRunning: false, started: now, refusedReload: nil)
        #expect(Self.state("daemon") { $0.daemon = down } == .fail)
        let refused = Doctor.Signs.Daemon(isRunning: true, started: now, refusedReload: now)
        #expect(Self.state("configuration") { $0.daemon = refused } == .warn)
        #expect(Self.state("configuration") { $0.configurationError = "a.conf:1:1: error" } == .fail)
        #expect(Self.state("cycle") { $0.newest = nil } == .unknown)
        #expect(Self.state("cycle") { $0.newest = Self.cycle(ended: -13 * hour) } == .fail)
        #expect(Self.state("signing") { $0.unsigned = 2 } == .warn)
    }

    /// Neither one that was not made nor one that established nothing is ever as good as held.
    @Test func theSelfCheck() {
        let missed = SelfCheck(differences: [.init(.missed, "tls.b", at: "bad")], planted: 20)
        #expect(Self.state("self-check") { $0.selfCheck = missed } == .fail)
        #expect(Self.state("self-check") { $0.selfCheck = SelfCheck(reason: "no loopback") } == .unknown)
        #expect(Self.state("self-check") { $0.selfCheck = nil } == .unknown)
    }

    /// What nobody can tell stays unknown.
    @Test func theClock() {
        #expect(Self.state("clock") { $0.isClockKept = nil } == .unknown)
        #expect(Self.state("clock") { $0.isClockKept = false } == .warn)
        #expect(Self.state("clock") { $0.newest = Self.cycle(ended: 24 * Self.hour) } == .fail)
    }

    @Test func theTrustStoreAndTheResolver() {
        let (now, hour) = (Self.now, Self.hour)
        #expect(Self.state("trust-store") { $0.trustStoreWritten = nil } == .fail)
        #expect(
            Self.state("trust-store") { $0.trustStoreWritten = now.addingTimeInterval(-366 * 24 * hour) }
                == .warn
        )
        #expect(Self.state("resolver") { $0.resolver = nil } == .unknown)
        #expect(Self.state("resolver") { $0.resolver = Self.conduct(invents: true) } == .fail)
        #expect(Self.state("resolver") { $0.resolver = Self.conduct(refuses: false) } == .fail)
        #expect(Self.state("resolver") { $0.resolver = Self.conduct(.stripped, refuses: nil) } == .warn)
    }

    @Test func theDiskAndTheVersion() {
        #expect(Self.state("disk") { $0.free = nil } == .unknown)
        #expect(Self.state("disk") { $0.free = 300 << 20 } == .warn)
        #expect(Self.state("disk") { $0.free = 100 << 20 } == .warn)
        #expect(Self.state("disk") { $0.free = 63 << 20 } == .fail)
        #expect(Self.state("version") { $0.schema = 3 } == .fail)
        #expect(Self.state("version") { $0.newest = Self.cycle(ended: -60, by: "0.0.9") } == .warn)
    }
}
