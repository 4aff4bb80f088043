// SPDX-License-Identifier: Apache-2.0
import OpenPGP
import TestSupport
import Testing

/// Files of signatures; those of GnuPG are verified in the tests of integration.
struct DetachedSignatureTests {
    private static func fault(_ bytes: [UInt8]) -> String? {
        do throws(OpenPGPFault) {
            _ = try DetachedSignatures(bytes)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func whatIsNoSignatureIsSaid() {
        #expect(Self.fault([]) != nil && Self.fault(Array("hello\n".utf8)) != nil)
        let head = "-----BEGIN PGP SIGNATURE-----\n\n"
        #expect(Self.fault(Array((head + "iHUE\n").utf8))?.contains("cut off") == true)
        let around = "text\n" + head + "iHUE\n-----END PGP SIGNATURE-----\n"
        #expect(Self.fault(Array(around.utf8))?.contains("around") == true)
        #expect(
            Self.fault([UInt8](repeating: 0x88, count: DetachedSignatures.longest + 1))?.contains("longer")
                == true
        )
    }

    @Test func openPGPIsToldFromBareSignatures() {
        #expect(DetachedSignatures.begins(Array("-----BEGIN PGP SIGNATURE-----\n".utf8)))
        #expect(DetachedSignatures.begins([0x88, 0x75, 4, 0, 22, 8, 0]))
        #expect(DetachedSignatures.begins([0x89, 1, 0xB3, 4, 0, 1, 10]))
        #expect(DetachedSignatures.begins([0xC2, 0x75, 4, 0, 22, 8, 0]))
        #expect(DetachedSignatures.begins([0xC2, 0xC1, 0x01, 6, 0, 22, 8]))
        #expect(!DetachedSignatures.begins([0x88, 0x75, 9, 0, 22, 8, 0]))
        #expect(!DetachedSignatures.begins([0x88]) && !DetachedSignatures.begins([]))
        #expect(!DetachedSignatures.begins([UInt8](repeating: 0x42, count: 64)))
    }

    @Test func bytesAtRandomNeverTrap() {
        var generator = SeededGenerator(seed: 4880)
        for _ in 0..<2000 {
            var bytes = generator.bytes(Int.random(in: 0..<90, using: &generator))
            if !bytes.isEmpty { bytes[0] = [0x88, 0x89, 0x8A, 0xC2].randomElement(using: &generator) ?? 0 }
            _ = DetachedSignatures.begins(bytes)
            _ = try? DetachedSignatures(bytes)
        }
    }
}
