// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct ReusedEphemeralKeysTests {
    private func scene(_ reuses: EphemeralKeyReuse...) throws -> Scene {
        try reuses.reduce(Scene.modern()) { try $0.seeing($1) }
    }

    private func level(_ scene: Scene) throws -> String {
        let verdict = try scene.verdict(of: ReusedEphemeralKeys.self)
        return verdict.level ?? verdict.state.rawValue
    }

    @Test func keysThatComeAgainFailByTheirKind() throws {
        let fresh = EphemeralKeyReuse(exchange: .ellipticCurve, isReused: false)
        let raccoon = EphemeralKeyReuse(exchange: .finiteField, isReused: true)
        let curve = EphemeralKeyReuse(exchange: .ellipticCurve, isReused: true)
        #expect(try level(scene(fresh)) == "pass")
        #expect(try level(scene(fresh, raccoon)) == "finite-field")
        #expect(try level(scene(curve)) == "elliptic-curve")
        #expect(try level(scene(curve, raccoon)) == "finite-field")
    }

    @Test func tooFewKeysAreUnknownUnlessOneCameAgain() throws {
        let question = Question(EphemeralKeyReuse.self, "dhe")
        let fresh = EphemeralKeyReuse(exchange: .ellipticCurve, isReused: false)
        let curve = EphemeralKeyReuse(exchange: .ellipticCurve, isReused: true)
        #expect(try level(scene(fresh).missing(question)) == "unknown")
        #expect(try level(scene(curve).missing(question)) == "elliptic-curve")
    }

    @Test func nothingEphemeralIsNotApplicable() throws {
        let scene = try Scene.modern().versions(.tls13).suites(.tls13, [0x1301])
        #expect(try level(scene) == "not_applicable")
    }
}
