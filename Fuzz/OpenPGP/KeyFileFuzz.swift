// SPDX-License-Identifier: Apache-2.0
// fuzz-module: OpenPGP

import OpenPGP

/// Takes every signature for made, so that all ways are gone.
private struct Credulous: SignatureCryptography {
    func digest(_ algorithm: DigestAlgorithm, _ bytes: [UInt8]) -> [UInt8] {
        Array((bytes + [UInt8](repeating: 0, count: 32)).prefix(32))
    }

    func isMade(
        _ signature: SignatureMaterial,
        by key: KeyMaterial,
        over digest: [UInt8],
        _ algorithm: DigestAlgorithm
    ) -> Bool? { true }
}

/// A file of keys of any bytes: what is taken has keys by which signatures can be verified.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    guard let file = try? KeyFile(bytes) else { return 0 }
    precondition(
        !file.certificates.isEmpty && file.certificates.allSatisfy { $0.key.material.weakness == nil }
    )
    let keyring = Keyring(file.certificates, Credulous())
    precondition(keyring.keys.count >= file.certificates.count && !keyring.fingerprints.isEmpty)
    for key in keyring.keys where key.fingerprint != key.primary {
        precondition(keyring.fingerprints.contains(key.primary))
    }
    return 0
}
