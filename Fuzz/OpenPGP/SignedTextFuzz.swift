// SPDX-License-Identifier: Apache-2.0
// fuzz-module: OpenPGP

import OpenPGP

/// Takes every signature for made, so that all ways are gone.
private struct Credulous: SignatureCryptography {
    func digest(_ algorithm: DigestAlgorithm, _ bytes: [UInt8]) -> [UInt8] {
        [UInt8](repeating: UInt8(truncatingIfNeeded: bytes.count), count: 32)
    }

    func isMade(
        _ signature: SignatureMaterial,
        by key: KeyMaterial,
        over digest: [UInt8],
        _ algorithm: DigestAlgorithm
    ) -> Bool? { true }
}

/// A signed text of any bytes, without keys: it is never good, and its content has no lines that a sender could add.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    let found = TextSignature(of: bytes, Keyring([], Credulous()), Credulous())
    precondition(found.key == nil && ![.weak, .bad, .good].contains(found.state))
    do throws(OpenPGPFault) {
        guard let text = try SignedText.read(bytes) else {
            precondition(found.state == .unsigned)
            return 0
        }
        precondition(text.content.count <= 2 * size)
        precondition(text.content.count { $0 == 0x0A } <= bytes.count { $0 == 0x0A })
    } catch {
        precondition(found.state == .malformed && (error.line ?? 1) <= bytes.count { $0 == 0x0A } + 2)
    }
    return 0
}
