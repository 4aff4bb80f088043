// SPDX-License-Identifier: Apache-2.0
internal import COpenSSL

/// The settings that clients and servers share.
struct ContextSettings {
    let minimum: TLSVersion
    let maximum: TLSVersion
    let cipherList: String
    let groups: String?
}

extension OwnedObject {
    /// An SSL_CTX without sessions kept, for versions and ciphers that OpenSSL's defaults refuse.
    static func context(_ method: OpaquePointer?, _ settings: ContextSettings) throws(CryptoError)
        -> OwnedObject
    {
        ErrorQueue.clear()
        let made = unsafe OwnedObject(SSL_CTX_new(method)) { unsafe SSL_CTX_free($0) }
        guard let context = consume made else { throw CryptoError(.configureContext) }
        // The level comes first: it decides which versions, keys and ciphers the calls below accept.
        unsafe SSL_CTX_set_security_level(context.pointer, 0)
        guard
            unsafe shim_SSL_CTX_set_min_proto_version(context.pointer, Int32(settings.minimum.rawValue)) == 1,
            unsafe shim_SSL_CTX_set_max_proto_version(context.pointer, Int32(settings.maximum.rawValue)) == 1,
            unsafe SSL_CTX_set_cipher_list(context.pointer, settings.cipherList) == 1
        else { throw CryptoError(.configureContext) }
        if let groups = settings.groups {
            guard unsafe shim_SSL_CTX_set1_groups_list(context.pointer, groups) == 1
            else { throw CryptoError(.configureContext) }
        }
        unsafe shim_SSL_CTX_set_session_cache_off(context.pointer)
        return context
    }
}

/// Protocol names as ALPN writes them (RFC 7301 §3.1), each with its length before it.
func protocolNameList(_ names: [String]) throws(CryptoError) -> [UInt8] {
    var list: [UInt8] = []
    for name in names {
        guard let length = UInt8(exactly: name.utf8.count), length > 0 else {
            throw CryptoError(.configureContext, "a protocol name has 1 to 255 bytes")
        }
        list.append(length)
        list.append(contentsOf: name.utf8)
    }
    return list
}
