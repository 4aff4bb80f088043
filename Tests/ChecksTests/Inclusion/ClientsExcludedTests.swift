// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct ClientsExcludedTests {
    private static func verdict(_ scene: Scene, some: String = "50%", many: String = "75%") throws -> Verdict
    {
        try scene.verdict(of: ClientsExcluded.self, ["Some": some, "Many": many])
    }

    /// The clients that `scene` excludes for certain.
    private static func excluded(_ scene: Scene) throws -> [String] {
        let profile = ServerProfile(of: Scene.address, in: scene.evidence)
        return ShippedClients.catalogue.visitors(of: .https).filter {
            simulate($0, against: profile).connects == false
        }.map(\.name)
    }

    @Test func theShareSetsTheLevel() throws {
        let scene = try Scene.modern().versions(.tls13)
        let share =
            Double(try Self.excluded(scene).count)
            / Double(ShippedClients.catalogue.visitors(of: .https).count)
        let above = "\(share + 0.001)"
        let at = "\(share)"
        #expect(try Self.verdict(scene, some: above, many: above) == .pass)
        #expect(try Self.verdict(scene, some: at, many: above).level == "some")
        #expect(try Self.verdict(scene, some: "0.01", many: at).level == "many")
    }

    @Test func theExcludedAreNamed() throws {
        guard case .fail(_, let seen, _) = try Self.verdict(Scene.modern(), some: "1%", many: "1%") else {
            Issue.record("nobody is excluded")
            return
        }
        #expect(seen.contains("Android 2.3"))
        #expect(!seen.contains("Android 9"))
    }

    @Test func oneRefusingAddressExcludesItsClients() throws {
        let scene = try Scene.modern().modern(on: Scene.other)
        let before = try Self.verdict(scene, some: "1%", many: "60%")
        #expect(before.level == "some")
        let after = try Self.verdict(scene.versions(.tls13, on: Scene.other), some: "1%", many: "51%")
        #expect(after.level == "many")
    }

    @Test func undecidedClientsAreUnknownOnlyWhereTheyMatter() throws {
        let scene = try Scene.modern().missing(Question(VersionOffer.self, "tls1.3"))
        #expect(try Self.verdict(scene).state == .unknown)
        #expect(try Self.verdict(scene, some: "100%", many: "100%") == .pass)
        #expect(try Self.verdict(scene, some: "1%", many: "1%").level == "many")
    }

    @Test func aSilentAddressIsUnknown() throws {
        let scene = try Scene.modern()
            .missing(Question(Reachability.self), because: Scene.refused, on: Scene.other)
        #expect(try Self.verdict(scene) == .unknown(because: Scene.refused))
    }

    @Test(arguments: [["Some": "50%"], ["Some": "50%", "Many": "40%"], ["Some": "0", "Many": "1"]])
    func thresholdsMustBeInOrder(_ settings: [String: String]) {
        #expect(throws: SettingError.self) { try ClientsExcluded(CheckSettings(settings)) }
    }

    @Test func anEndpointThatMayNotBeEnumeratedIsNotTested() throws {
        let scene = try Scene.modern()
            .missing(Question(VersionOffer.self, "tls1.0"), because: Scene.notAllowed)
        #expect(try Self.verdict(scene) == .notTested(because: Scene.notAllowed.reason))
    }
}
