// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct CertificateNotConformantTests {
    private static func verdict(serial: String, version: Int? = 3, isPublic: Bool = true) throws -> String {
        let verdict = try Scene.modern().chain(.leaf(serial: serial, version: version), .intermediate())
            .trust(isPublic ? .trusted : .unknownRoot).verdict(of: CertificateNotConformant.self)
        return verdict.level ?? verdict.state.rawValue
    }

    private static let full = String(repeating: "4f", count: 20)

    @Test func oneTo20BytesPass() throws {
        #expect(try Self.verdict(serial: Self.full) == "pass")
        #expect(try Self.verdict(serial: String(repeating: "4f", count: 8)) == "pass")
    }

    @Test(arguments: ["00", "-01", String(repeating: "4f", count: 21)])
    func otherNumbersFail(_ serial: String) throws {
        #expect(try Self.verdict(serial: serial) == "serial")
        #expect(try Self.verdict(serial: serial, isPublic: false) == "serial")
    }

    @Test func aShortNumberFailsUnderAPublicAuthorityAlone() throws {
        #expect(try Self.verdict(serial: "4f4f4f") == "serial")
        #expect(try Self.verdict(serial: "4f4f4f", isPublic: false) == "pass")
    }

    @Test(arguments: [(1, "version"), (2, "version"), (3, "pass"), (nil, "pass")])
    func versions(_ version: Int?, _ expected: String) throws {
        #expect(try Self.verdict(serial: Self.full, version: version) == expected)
    }

    @Test func anUnseenChainIsUnknown() throws {
        let scene = try Scene.modern().missing(Question(CertificateChain.self, CertificateChain.served))
        #expect(try scene.verdict(of: CertificateNotConformant.self) == .unknown(because: Scene.silence))
    }
}
