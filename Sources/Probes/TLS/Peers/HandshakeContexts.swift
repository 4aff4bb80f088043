// SPDX-License-Identifier: Apache-2.0
internal import Crypto

/// OpenSSL contexts, one for each of the few settings in use, made once and shared by all visits.
package actor HandshakeContexts {
    private var contexts: [TLSClientSettings: TLSClientContext] = [:]

    package init() {}

    func context(for applicationProtocols: [String]) throws(CryptoError) -> TLSClientContext {
        var settings = TLSClientSettings()
        settings.alpn = applicationProtocols
        return try context(settings)
    }

    func context(_ settings: TLSClientSettings) throws(CryptoError) -> TLSClientContext {
        if let context = contexts[settings] { return context }
        let context = try TLSClientContext(settings)
        contexts[settings] = context
        return context
    }
}
