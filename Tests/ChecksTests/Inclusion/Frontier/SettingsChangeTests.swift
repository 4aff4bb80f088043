// SPDX-License-Identifier: Apache-2.0
import Facts
import Model
import TLSWire
import Testing

@testable import Checks

struct SettingsChangeTests {
    /// What the address would say after a change; nil where the change changes nothing.
    private static func altered(_ server: FrontierScene, _ change: SettingsChange) throws -> (
        settings: OfferedSettings, evidence: AlteredEvidence
    )? {
        let evidence = try server.scene().evidence
        let before = try OfferedSettings(of: Scene.address, in: evidence)
        guard let after = change.applied(to: before) else { return nil }
        let altered = after.alterations(since: before, of: Scene.address, in: evidence)
        return (after, AlteredEvidence(evidence, altered: [Scene.address: altered]))
    }

    private static func rank(_ connects: Bool??) -> Int {
        switch connects {
        case .some(.some(true)): 2
        case .some(.some(false)): 0
        default: 1
        }
    }

    @Test func idsAreDistinctAndFound() {
        let ids = SettingsChange.all.map(\.id)
        #expect(Set(ids).count == ids.count)
        for change in SettingsChange.all { #expect(SettingsChange.named(change.id) == change) }
        let unknown = SettingsChange.all.flatMap(\.mends).filter { Catalog.identities[$0] == nil }
        #expect(unknown.isEmpty)
    }

    @Test(
        "A server read and written again is the same, and made twice a change changes nothing",
        arguments: FrontierScene.all
    )
    func identity(server: FrontierScene) throws {
        let evidence = try server.scene().evidence
        let settings = try server.settings()
        #expect(settings.alterations(since: settings, of: Scene.address, in: evidence).isEmpty)
        for change in SettingsChange.all {
            guard let after = change.applied(to: settings) else { continue }
            #expect(after != settings)
            #expect(change.applied(to: after) == nil, "\(change.id)")
        }
    }

    @Test(
        "What would be seen after a change is what was changed, and nothing of what is off",
        arguments: FrontierScene.all
    )
    func wellFormed(server: FrontierScene) throws {
        for change in SettingsChange.all {
            guard let (settings, evidence) = try Self.altered(server, change) else { continue }
            let again = try OfferedSettings(of: Scene.address, in: evidence)
            #expect(again.versions == settings.versions, "\(change.id)")
            #expect(again.suites == settings.suites, "\(change.id)")
            #expect(again.groups == settings.groups, "\(change.id)")
            #expect(again.keys == settings.keys, "\(change.id)")
            for (version, suites) in again.suites {
                #expect(!suites.isEmpty && Set(suites).count == suites.count, "\(change.id)")
                #expect(suites.allSatisfy { $0.versions?.contains(version) == true }, "\(change.id)")
            }
            for offer in evidence.all(SuiteOffer.self, under: Scene.address) {
                #expect(again.versions.contains(offer.fact.version), "\(change.id)")
            }
            for offer in evidence.all(ExtensionOffer.self, under: Scene.address) {
                #expect(again.versions.contains(offer.fact.version), "\(change.id)")
            }
        }
    }

    @Test(
        "What only adds shuts nobody out, and what only removes lets nobody in",
        arguments: FrontierScene.all
    )
    func monotone(server: FrontierScene) throws {
        let before = FrontierScene.connects(try server.scene().evidence)
        for change in SettingsChange.all where change.direction != .replaces {
            // Nobody falls back: who has TLS 1.3 and none of the groups loses a server of static keys to it.
            if change.id == "tls1.3-on", !server.groups.contains(0x0017) { continue }
            guard let (_, evidence) = try Self.altered(server, change) else { continue }
            for (client, connects) in FrontierScene.connects(evidence) {
                let (old, new) = (Self.rank(before[client]), Self.rank(connects))
                if change.direction == .adds {
                    #expect(new >= old, "\(change.id): \(client)")
                } else {
                    #expect(new <= old, "\(change.id): \(client)")
                }
            }
        }
    }

    @Test func whereAListMayBeLongerNothingIsFollowed() throws {
        let scene = try FrontierScene().scene()
        let short = try scene.suites(.tls12, [0xC02F], isComplete: false)
        #expect(throws: Unestablished.self) { try OfferedSettings(of: Scene.address, in: short.evidence) }
        let passive = scene.missing(Question(VersionOffer.self, "tls1.0"), because: Scene.notAllowed)
        #expect(throws: Scene.notAllowed) { try OfferedSettings(of: Scene.address, in: passive.evidence) }
        let groups = try scene.groups(.legacy, [0x001D], isComplete: false)
        #expect(throws: Unestablished.self) { try OfferedSettings(of: Scene.address, in: groups.evidence) }
        let silent = scene.missing(Question(Reachability.self), because: Scene.refused)
        #expect(throws: Scene.refused) { try OfferedSettings(of: Scene.address, in: silent.evidence) }
    }

    @Test func anAttackIsNeitherCuredNorInvented() throws {
        let exposed = AttackExposure(.robot, .vulnerable, variant: "strong-oracle", evidence: "seen")
        let absent = AttackExposure(.poodleTLS, .notApplicable, evidence: "no CBC")
        var server = FrontierScene(suites: [0x009D, 0xC030])
        server.versions = [.tls12]
        let evidence = try server.scene().seeing(exposed, absent).evidence
        let before = try OfferedSettings(of: Scene.address, in: evidence)
        func answer(_ id: String, _ attack: NamedAttack) throws -> AttackExposure.State? {
            let after = try #require(SettingsChange.named(id)?.applied(to: before))
            let altered = AlteredEvidence(
                evidence,
                altered: [Scene.address: after.alterations(since: before, of: Scene.address, in: evidence)]
            )
            return try? altered.one(AttackExposure.self, attack.rawValue, of: Scene.address).fact.state
        }
        #expect(try answer("no-static-keys", .robot) == .notApplicable)
        #expect(try answer("aes128-gcm", .robot) == .vulnerable)
        #expect(try answer("aes128-gcm", .poodleTLS) == .notApplicable)
        // Nobody has looked at suites that are not there yet.
        #expect(try answer("cbc-on", .poodleTLS) == nil)
    }
}
