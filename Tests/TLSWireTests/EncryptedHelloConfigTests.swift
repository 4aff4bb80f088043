// SPDX-License-Identifier: Apache-2.0
import TLSWire
import Testing

/// Lists of configurations, put together field by field (RFC 9849 §4).
struct EncryptedHelloConfigTests {
    private static func vector(_ bytes: [UInt8]) -> [UInt8] { word(bytes.count) + bytes }

    private static func word(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }

    static func config(
        version: Int = 0xFE0D,
        kem: Int = 0x20,
        key: Int = 32,
        suites: [UInt8] = [0, 1, 0, 1],
        name: String = "public.example",
        extensions: [UInt8] = []
    ) -> [UInt8] {
        let contents =
            [7] + word(kem) + vector([UInt8](repeating: 9, count: key)) + vector(suites) + [0]
            + [UInt8(name.utf8.count)] + Array(name.utf8) + vector(extensions)
        return word(version) + vector(contents)
    }

    static func list(_ configs: [UInt8]...) -> [UInt8] { vector(configs.flatMap(\.self)) }

    @Test func aSoundOneIsReadWhole() throws {
        let configs = try EncryptedHelloConfigs(list: Self.list(Self.config()))
        let config = try #require(configs.known.first)
        #expect(configs.known.count == 1 && configs.otherVersions.isEmpty && configs.obstacle == nil)
        #expect(config.identifier == 7 && config.kem == 0x20 && config.publicKey.count == 32)
        #expect(config.suites.count == 1 && config.suites.allSatisfy(\.isKnown))
        #expect(config.publicName == Array("public.example".utf8) && config.longestName == 0)
    }

    @Test func oneOfUseIsEnough() throws {
        let list = Self.list(Self.config(version: 0xFE0A), Self.config(kem: 0x99), Self.config())
        let configs = try EncryptedHelloConfigs(list: list)
        #expect(configs.otherVersions == [0xFE0A] && configs.obstacle == nil)
    }

    @Test(arguments: [
        (config(version: 0xFE0A), "no standard"), (config(kem: 0x99), "KEM"), (config(key: 31), "31 bytes"),
        (config(kem: 0x10, key: 32), "32 bytes"), (config(suites: [0, 9, 0, 1]), "no cipher suite"),
        (config(name: "192.0.2.1"), "public name"), (config(name: "a.0xfe"), "public name"),
        (config(name: "mfa.example."), "public name"), (config(name: "-a.example"), "public name"),
        (config(name: "a b.example"), "public name"), (config(extensions: [0x80, 1, 0, 0]), "32769"),
    ])
    func whatNoClientCanUse(_ config: [UInt8], word: String) throws {
        let configs = try EncryptedHelloConfigs(list: Self.list(config))
        #expect(try #require(configs.obstacle).contains(word))
    }

    @Test func anOptionalExtensionDoesNoHarm() throws {
        let configs = try EncryptedHelloConfigs(list: Self.list(Self.config(extensions: [0, 1, 0, 0])))
        #expect(configs.obstacle == nil)
    }

    @Test func everyCutIsRefused() {
        let whole = Self.list(Self.config())
        for count in whole.indices {
            #expect(throws: WireError.self) { try EncryptedHelloConfigs(list: whole.prefix(count)) }
        }
        #expect(throws: WireError.self) { try EncryptedHelloConfigs(list: whole + [0]) }
        #expect(throws: WireError.self) { try EncryptedHelloConfigs(list: [0, 0]) }
        #expect(throws: WireError.self) { try EncryptedHelloConfigs(list: Self.list(Self.config(key: 0))) }
        #expect(throws: WireError.self) {
            try EncryptedHelloConfigs(list: Self.list(Self.config(suites: [])))
        }
        #expect(throws: WireError.self) { try EncryptedHelloConfigs(list: Self.list(Self.config(name: ""))) }
    }
}
