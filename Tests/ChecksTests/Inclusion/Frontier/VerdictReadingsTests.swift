// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire
import Testing

@testable import Checks

/// Judging again only what read something that is other now comes to the same as judging all again.
struct VerdictReadingsTests {
    private static func judge() throws -> Judge {
        var settings = thresholds
        settings["inclusion.clients-excluded"] = CheckSettings(
            ["Some": "33%", "Many": "45%"],
            clients: ShippedClients.catalogue
        )
        return try Judge(settings: settings)
    }

    @Test(arguments: SettingsChange.all.map(\.id))
    func aChangeMovesTheSameFindings(id: String) throws {
        let change = try #require(SettingsChange.named(id))
        let judge = try Self.judge()
        var moved = 0
        for server in [
            FrontierScene(), FrontierScene(versions: [.tls12], suites: [0xC030], groups: [0x001D]),
            FrontierScene(versions: [.tls10, .tls12], suites: [0xC013, 0x000A, 0x009D]),
            FrontierScene(suites: [0xC02C], isECDSA: true), FrontierScene(versions: [.tls13], suites: []),
        ] {
            let evidence = try server.scene().evidence
            let before = try OfferedSettings(of: Scene.address, in: evidence)
            guard let after = change.applied(to: before) else { continue }
            let altered = after.alterations(since: before, of: Scene.address, in: evidence)
            let then = AlteredEvidence(evidence, altered: [Scene.address: altered])
            let dependence = VerdictReadings(judge, on: evidence, at: Scene.now)
            #expect(
                dependence.findings.map(\.key).sorted()
                    == judge.findings(on: evidence, at: Scene.now).map(\.key).sorted()
            )
            let old = Dictionary(uniqueKeysWithValues: dependence.findings.map { ($0.key, $0.verdict) })
            let whole = judge.findings(on: then, at: Scene.now).filter { old[$0.key] != $0.verdict }
            let kinds = Set(altered.keys.map(\.kind))
            let changed = dependence.changed(on: then, of: "www", kinds: kinds, at: Scene.now)
            #expect(Set(changed.map { $0.after }) == Set(whole), "\(id), \(server)")
            moved += whole.count
        }
        // Those that no verdict hangs on here let clients in, or shut them out below the thresholds.
        #expect(moved > 0 || ["p-256", "aes128-gcm", "x25519-only", "no-dhe", "no-weak-groups"].contains(id))
    }
}
