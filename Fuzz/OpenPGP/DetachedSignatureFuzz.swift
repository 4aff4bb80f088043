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

/// A file of signatures of any bytes, without keys: it is never good, and what cannot be read is malformed.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    _ = DetachedSignatures.begins(bytes)
    let found = TextSignature(detached: bytes, over: bytes, Keyring([], Credulous()), Credulous())
    precondition(found.key == nil && ![.weak, .bad, .good, .unsigned].contains(found.state))
    do throws(OpenPGPFault) {
        let signatures = try DetachedSignatures(bytes).signatures
        precondition(signatures.count <= 16)
        precondition(found.state != .malformed || !found.description.isEmpty)
    } catch {
        precondition(found.state == .malformed)
    }
    return 0
}

extension TextSignature {
    fileprivate var description: String { reason ?? state.rawValue }
}
