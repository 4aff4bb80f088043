// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct WeakKeyExchangeSignatureTests {
    private static func scene(_ schemes: [UInt16], isComplete: Bool = true) throws -> Scene {
        let offer = SignatureSchemeOffer(version: .tls12, schemes: schemes, isComplete: isComplete)
        let scene = try Scene.modern().seeing(offer)
        return isComplete ? scene : scene.missing(SignatureSchemeOffer.remainder(.tls12))
    }

    @Test(arguments: [
        ([0x0401, 0x0804], "pass"), ([0x0401, 0x0201], "sha1"), ([0x0203], "sha1"),
        ([0x0101, 0x0201], "md5"),
        ([0x0807], "pass"),
    ])
    func levels(_ schemes: [UInt16], _ expected: String) throws {
        let verdict = try Self.scene(schemes).verdict(of: WeakKeyExchangeSignature.self)
        #expect(verdict.level ?? verdict.state.rawValue == expected)
    }

    @Test func noneAmongSomeSchemesIsUnknown() throws {
        let verdict = try Self.scene([0x0401], isComplete: false).verdict(of: WeakKeyExchangeSignature.self)
        #expect(verdict == .unknown(because: Scene.silence))
    }

    @Test func oneAmongSomeSchemesFailsAllTheSame() throws {
        let verdict = try Self.scene([0x0201], isComplete: false).verdict(of: WeakKeyExchangeSignature.self)
        #expect(verdict.level == "sha1")
    }

    @Test func staticKeysSignNothing() throws {
        let scene = try Scene.modern().versions(.tls12).suites(.tls12, [0x002F, 0x009C])
            .without(Question(SignatureSchemeOffer.self, "tls1.2"))
        #expect(try scene.verdict(of: WeakKeyExchangeSignature.self).state == .notApplicable)
    }

    @Test func olderVersionsHaveNoChoice() throws {
        let scene = try Scene.modern().versions(.tls10).suites(.tls10, [0xC013])
        #expect(try scene.verdict(of: WeakKeyExchangeSignature.self).state == .notApplicable)
    }

    @Test(arguments: ["tls.version", "tls.signature-schemes"])
    func silenceIsUnknown(_ kind: String) throws {
        let question = Question(kind: FactKind(kind, version: 1), aspect: "tls1.2")
        let scene = try Scene.modern().missing(question)
        #expect(try scene.verdict(of: WeakKeyExchangeSignature.self) == .unknown(because: Scene.silence))
    }

    @Test func tls13HasNoSuchSchemes() throws {
        let scene = try Scene.modern().versions(.tls13)
        #expect(try scene.verdict(of: WeakKeyExchangeSignature.self).state == .notApplicable)
    }
}
