// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// SHA-256 of bytes that come in portions.
@safe
package struct SHA256Stream: ~Copyable {
    private let context: OwnedObject

    /// Nil where OpenSSL has no memory, or no SHA-256.
    package init?() {
        guard let context = unsafe OwnedObject(EVP_MD_CTX_new(), { unsafe EVP_MD_CTX_free($0) }),
            unsafe EVP_DigestInit_ex(context.pointer, EVP_sha256(), nil) == 1
        else { return nil }
        self.context = context
    }

    /// False where OpenSSL fails.
    package mutating func update(_ bytes: [UInt8]) -> Bool {
        unsafe EVP_DigestUpdate(context.pointer, bytes, bytes.count) == 1
    }

    /// 64 lower-case hexadecimal digits; nil where OpenSSL fails.
    package consuming func hex() -> String? {
        var digest = [UInt8](repeating: 0, count: 32)
        guard unsafe EVP_DigestFinal_ex(context.pointer, &digest, nil) == 1 else { return nil }
        return Hexadecimal.encode(digest)
    }
}
