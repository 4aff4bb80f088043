// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// The ciphers of records, bare: no padding is added, checked or taken off, so that a record may be malformed.
package enum RecordCipher: String, Sendable, CaseIterable {
    case tripleDESCBC = "DES-EDE3-CBC"
    case aes128CBC = "AES-128-CBC"
    case aes256CBC = "AES-256-CBC"
    case aes128GCM = "AES-128-GCM"
    case aes256GCM = "AES-256-GCM"

    package var keyLength: Int {
        switch self {
        case .aes128CBC, .aes128GCM: 16
        case .tripleDESCBC: 24
        case .aes256CBC, .aes256GCM: 32
        }
    }

    /// Bytes of a block, and of the initialisation vector in CBC.
    package var blockLength: Int { self == .tripleDESCBC ? 8 : 16 }

    package var isCBC: Bool { self != .aes128GCM && self != .aes256GCM }

    /// Of an authentication tag in GCM.
    package static let tagLength = 16

    /// CBC over whole blocks; nil where a length does not fit.
    package func chain(_ bytes: [UInt8], key: [UInt8], vector: [UInt8], encrypts: Bool) -> [UInt8]? {
        guard isCBC, bytes.count.isMultiple(of: blockLength), vector.count == blockLength else { return nil }
        return run(bytes, key: key, vector: vector, encrypts: encrypts)?.bytes
    }

    /// GCM with a nonce of 12 bytes: ciphertext and tag.
    package func seal(_ bytes: [UInt8], key: [UInt8], nonce: [UInt8], additional: [UInt8]) -> [UInt8]? {
        guard !isCBC, nonce.count == 12 else { return nil }
        return run(bytes, key: key, vector: nonce, additional: additional, encrypts: true)
            .map { $0.bytes + $0.tag }
    }

    /// Nil where the tag does not fit.
    package func open(_ bytes: [UInt8], key: [UInt8], nonce: [UInt8], additional: [UInt8]) -> [UInt8]? {
        guard !isCBC, nonce.count == 12, bytes.count >= Self.tagLength else { return nil }
        let tag = Array(bytes.suffix(Self.tagLength))
        return run(
            bytes.dropLast(Self.tagLength),
            key: key,
            vector: nonce,
            additional: additional,
            tag: tag,
            encrypts: false
        )?.bytes
    }

    private func run(
        _ bytes: some Collection<UInt8>,
        key: [UInt8],
        vector: [UInt8],
        additional: [UInt8] = [],
        tag: [UInt8]? = nil,
        encrypts: Bool
    ) -> (bytes: [UInt8], tag: [UInt8])? {
        ErrorQueue.clear()
        defer { ErrorQueue.clear() }
        let input = Array(bytes)
        guard key.count == keyLength, let count = Int32(exactly: input.count),
            let cipher = unsafe OwnedObject(
                EVP_CIPHER_fetch(nil, rawValue, nil),
                { unsafe EVP_CIPHER_free($0) }
            ),
            let context = unsafe OwnedObject(EVP_CIPHER_CTX_new(), { unsafe EVP_CIPHER_CTX_free($0) }),
            unsafe EVP_CipherInit_ex2(context.pointer, cipher.pointer, key, vector, encrypts ? 1 : 0, nil)
                == 1
        else { return nil }
        _ = unsafe EVP_CIPHER_CTX_set_padding(context.pointer, 0)
        guard Self.prepare(context, additional: additional, tag: tag) else { return nil }
        var length: Int32 = 0
        var output = [UInt8](repeating: 0, count: input.count + 2 * blockLength)
        var end: Int32 = 0
        guard unsafe EVP_CipherUpdate(context.pointer, &output, &length, input, count) == 1 else {
            return nil
        }
        var rest = [UInt8](repeating: 0, count: 2 * blockLength)
        guard unsafe EVP_CipherFinal_ex(context.pointer, &rest, &end) == 1 else { return nil }
        output.removeLast(output.count - Int(length))
        output += rest.prefix(Int(end))
        guard !isCBC, encrypts else { return (output, []) }
        return Self.tag(of: context).map { (output, $0) }
    }

    /// Hands over what is authenticated beside the text, and the tag that is expected.
    private static func prepare(
        _ context: borrowing OwnedObject,
        additional: [UInt8],
        tag: [UInt8]?
    ) -> Bool {
        var length: Int32 = 0
        if !additional.isEmpty {
            let count = Int32(clamping: additional.count)
            guard unsafe EVP_CipherUpdate(context.pointer, nil, &length, additional, count) == 1 else {
                return false
            }
        }
        guard var tag else { return true }
        let count = Int32(clamping: tag.count)
        return unsafe EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_SET_TAG, count, &tag) == 1
    }

    private static func tag(of context: borrowing OwnedObject) -> [UInt8]? {
        var tag = [UInt8](repeating: 0, count: tagLength)
        let count = Int32(tagLength)
        let isMade = unsafe EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_GET_TAG, count, &tag) == 1
        return isMade ? tag : nil
    }
}
