// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

extension Certificate {
    var key: PublicKeyDetails {
        let spki = unsafe encodeDER(X509_get_X509_PUBKEY(pointer)) { unsafe i2d_X509_PUBKEY($0, $1) }
        defer { ErrorQueue.clear() }
        // Nil where the algorithm is unknown here or the key malformed; the algorithm still has its name.
        let key = unsafe X509_get0_pubkey(pointer)
        let type = keyType
        let isRSA = type == "RSA" || type == "RSA-PSS"
        let modulus = unsafe isRSA ? Self.bigNumber(OSSL_PKEY_PARAM_RSA_N, of: key, as: Self.bigEndian) : nil
        let exponent = unsafe isRSA ? Self.bigNumber(OSSL_PKEY_PARAM_RSA_E, of: key, as: Self.decimal) : nil
        return PublicKeyDetails(
            type: type,
            bits: unsafe key.flatMap { unsafe Self.positive(EVP_PKEY_get_bits($0)) },
            curve: unsafe type == "EC" ? Self.curve(key) : nil,
            rsaModulus: modulus,
            rsaExponent: exponent,
            subjectPublicKeyInfo: spki,
            sha256: SHA256.hex(spki)
        )
    }

    private var keyType: String {
        var object: OpaquePointer?
        let info = unsafe X509_get_X509_PUBKEY(pointer)
        guard unsafe X509_PUBKEY_get0_param(&object, nil, nil, nil, info) == 1 else { return "" }
        return switch unsafe OBJ_obj2nid(object) {
        case NID_rsaEncryption: "RSA"
        case NID_rsassaPss: "RSA-PSS"
        case NID_X9_62_id_ecPublicKey: "EC"
        case NID_dsa, NID_dsa_2: "DSA"
        case NID_ED25519: "Ed25519"
        case NID_ED448: "Ed448"
        default: longName(of: object)
        }
    }

    private static func positive(_ number: Int32) -> Int? { number > 0 ? Int(number) : nil }

    private static func curve(_ key: OpaquePointer?) -> String? {
        guard let key = unsafe key else { return nil }
        var name = [CChar](repeating: 0, count: 80)
        var length = 0
        guard unsafe EVP_PKEY_get_group_name(key, &name, name.count, &length) == 1, length > 0 else {
            return nil
        }
        let text = String(decoding: name.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return switch text {
        case "prime192v1": "secp192r1"
        case "prime256v1": "secp256r1"
        default: text
        }
    }

    private static func bigNumber<Value>(
        _ parameter: String,
        of key: OpaquePointer?,
        as convert: (OpaquePointer) -> Value?
    ) -> Value? {
        guard let key = unsafe key else { return nil }
        var number: OpaquePointer?
        guard unsafe EVP_PKEY_get_bn_param(key, parameter, &number) == 1, let number = unsafe number
        else { return nil }
        defer { unsafe BN_free(number) }
        return unsafe convert(number)
    }

    private static func bigEndian(_ number: OpaquePointer) -> [UInt8]? {
        let count = unsafe (Int(BN_num_bits(number)) + 7) / 8
        var bytes = [UInt8](repeating: 0, count: count)
        guard count > 0, unsafe Int(BN_bn2bin(number, &bytes)) == count else { return nil }
        return bytes
    }

    private static func decimal(_ number: OpaquePointer) -> String? {
        guard let text = unsafe BN_bn2dec(number) else { return nil }
        defer { unsafe CRYPTO_free(text, nil, 0) }
        return unsafe String(cString: text)
    }
}
