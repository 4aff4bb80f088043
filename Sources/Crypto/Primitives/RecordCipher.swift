// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// The ciphers of records, bare: no padding is added, checked or taken off, so that a record may be malformed.
package enum RecordCipher: String, Sendable, CaseIterable {
    case tripleDESCBC = "DES-EDE3-CBC"
    case aes128CBC = "AES-128-CBC"
    case aes256CBC = "AES-256-CBC"
    case aes128GCM = "AES-128-GCM"
    case aes256GCM = "AES-256-GCM"
    case chaCha20Poly1305 = "ChaCha20-Poly1305"
    case aes128CCM = "AES-128-CCM"
    /// With a tag of eight bytes.
    case aes128CCM8 = "AES-128-CCM-8"

    package var keyLength: Int {
        switch self {
        case .aes128CBC, .aes128GCM, .aes128CCM, .aes128CCM8: 16
        case .tripleDESCBC: 24
        case .aes256CBC, .aes256GCM, .chaCha20Poly1305: 32
        }
    }

    /// Bytes of a block, and of the initialisation vector in CBC.
    package var blockLength: Int { self == .tripleDESCBC ? 8 : 16 }

    package var isCBC: Bool {
        switch self {
        case .tripleDESCBC, .aes128CBC, .aes256CBC: true
        case .aes128GCM, .aes256GCM, .chaCha20Poly1305, .aes128CCM, .aes128CCM8: false
        }
    }

    /// The mode wants to know every length beforehand.
    private var isCCM: Bool { self == .aes128CCM || self == .aes128CCM8 }

    /// Of an authentication tag in GCM.
    package static let tagLength = 16

    /// Of this cipher's authentication tag.
    package var tagLength: Int { self == .aes128CCM8 ? 8 : Self.tagLength }

    /// OpenSSL's name.
    private var algorithm: String { self == .aes128CCM8 ? Self.aes128CCM.rawValue : rawValue }

    /// CBC over whole blocks; nil where a length does not fit.
    package func chain(_ bytes: [UInt8], key: [UInt8], vector: [UInt8], encrypts: Bool) -> [UInt8]? {
        guard isCBC, bytes.count.isMultiple(of: blockLength), vector.count == blockLength else { return nil }
        return run(bytes, key: key, vector: vector, encrypts: encrypts)?.bytes
    }

    /// Authenticated encryption with a nonce of 12 bytes: ciphertext and tag.
    package func seal(_ bytes: [UInt8], key: [UInt8], nonce: [UInt8], additional: [UInt8]) -> [UInt8]? {
        guard !isCBC, nonce.count == 12 else { return nil }
        return run(bytes, key: key, vector: nonce, additional: additional, encrypts: true)
            .map { $0.bytes + $0.tag }
    }

    /// Nil where the tag does not fit.
    package func open(_ bytes: [UInt8], key: [UInt8], nonce: [UInt8], additional: [UInt8]) -> [UInt8]? {
        guard !isCBC, nonce.count == 12, bytes.count >= tagLength else { return nil }
        let tag = Array(bytes.suffix(tagLength))
        return run(
            bytes.dropLast(tagLength),
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
                EVP_CIPHER_fetch(nil, algorithm, nil),
                { unsafe EVP_CIPHER_free($0) }
            ),
            let context = unsafe OwnedObject(EVP_CIPHER_CTX_new(), { unsafe EVP_CIPHER_CTX_free($0) }),
            start(context, cipher, key: key, vector: vector, tag: tag, encrypts: encrypts)
        else { return nil }
        if isCCM, !Self.announce(count, to: context) { return nil }
        guard Self.prepare(context, additional: additional, tag: isCCM ? nil : tag) else { return nil }
        var length: Int32 = 0
        var output = [UInt8](repeating: 0, count: input.count + 2 * blockLength)
        var end: Int32 = 0
        guard unsafe EVP_CipherUpdate(context.pointer, &output, &length, input, count) == 1 else {
            return nil
        }
        if isCCM, !encrypts { return (Array(output.prefix(Int(length))), []) }
        var rest = [UInt8](repeating: 0, count: 2 * blockLength)
        guard unsafe EVP_CipherFinal_ex(context.pointer, &rest, &end) == 1 else { return nil }
        output.removeLast(output.count - Int(length))
        output += rest.prefix(Int(end))
        guard !isCBC, encrypts else { return (output, []) }
        return newTag(of: context).map { (output, $0) }
    }

    /// CCM wants the lengths of nonce and tag, and the tag itself, before the key.
    private func start(
        _ context: borrowing OwnedObject,
        _ cipher: borrowing OwnedObject,
        key: [UInt8],
        vector: [UInt8],
        tag: [UInt8]?,
        encrypts: Bool
    ) -> Bool {
        let way: Int32 = encrypts ? 1 : 0
        guard isCCM else {
            guard
                unsafe EVP_CipherInit_ex2(context.pointer, cipher.pointer, key, vector, way, nil) == 1
            else { return false }
            _ = unsafe EVP_CIPHER_CTX_set_padding(context.pointer, 0)
            return true
        }
        let nonceLength = Int32(clamping: vector.count)
        guard unsafe EVP_CipherInit_ex2(context.pointer, cipher.pointer, nil, nil, way, nil) == 1,
            unsafe EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_SET_IVLEN, nonceLength, nil) == 1
        else { return false }
        let length = Int32(clamping: tagLength)
        if var tag {
            guard unsafe EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_SET_TAG, length, &tag) == 1
            else { return false }
        } else if unsafe EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_SET_TAG, length, nil) != 1 {
            return false
        }
        return unsafe EVP_CipherInit_ex2(context.pointer, nil, key, vector, way, nil) == 1
    }

    private static func announce(_ count: Int32, to context: borrowing OwnedObject) -> Bool {
        var length: Int32 = 0
        return unsafe EVP_CipherUpdate(context.pointer, nil, &length, nil, count) == 1
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

    private func newTag(of context: borrowing OwnedObject) -> [UInt8]? {
        var tag = [UInt8](repeating: 0, count: tagLength)
        let count = Int32(tagLength)
        let isMade = unsafe EVP_CIPHER_CTX_ctrl(context.pointer, EVP_CTRL_AEAD_GET_TAG, count, &tag) == 1
        return isMade ? tag : nil
    }
}
