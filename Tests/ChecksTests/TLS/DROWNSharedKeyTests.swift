// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import TLSWire
import Testing

struct DROWNSharedKeyTests {
    /// One endpoint each: its key, and whether it offers SSLv2.
    private static func scene(_ endpoints: (key: String, ssl2: Bool?)..., type: String = "RSA") throws
        -> Scene
    {
        let ids = ["mail", "web", "vpn"].prefix(endpoints.count)
        let listed = Scene(endpoints: ids.map { .listed($0) })
        return try zip(ids, endpoints).reduce(listed) { scene, pair in
            let address = Subject(scope: .address, name: "\(pair.0)@192.0.2.1")
            let seen = try scene.chain(.leaf(key: (type, 2048, nil, nil), spki: pair.1.key), on: address)
            guard let ssl2 = pair.1.ssl2 else {
                return seen.missing(Question(VersionOffer.self, "ssl2"), on: address)
            }
            return try seen.seeing(VersionOffer(version: .ssl2, isOffered: ssl2), on: address)
        }
    }

    @Test func aSharedKeyBehindSSLv2ExposesTheOther() throws {
        let verdict = try Self.scene(("k", true), ("k", false)).verdict(of: DROWNSharedKey.self)
        #expect(
            verdict
                == .fail(
                    level: "exposed",
                    seen: "web through mail",
                    expected: "no SSLv2 wherever the key is in use"
                )
        )
    }

    @Test func anotherKeyIsSafe() throws {
        let scene = try Self.scene(("k", true), ("l", false), ("l", false))
        #expect(try scene.verdict(of: DROWNSharedKey.self) == .pass)
    }

    @Test func withoutASharedKeyItIsNotApplicable() throws {
        let scene = try Self.scene(("k", true), ("l", false))
        #expect(try scene.verdict(of: DROWNSharedKey.self).state == .notApplicable)
    }

    @Test func anotherKindOfKeyIsNotApplicable() throws {
        let scene = try Self.scene(("k", true), ("k", false), type: "EC")
        #expect(try scene.verdict(of: DROWNSharedKey.self).state == .notApplicable)
    }

    @Test func anUnseenVersionIsUnknown() throws {
        let scene = try Self.scene(("k", nil), ("k", false))
        #expect(try scene.verdict(of: DROWNSharedKey.self) == .unknown(because: Scene.silence))
    }
}
