// SPDX-License-Identifier: Apache-2.0
import Reports
import TLSWire
import Testing

/// A server with what it must be found to offer, written down from its configuration or from what its TLS library
/// says of itself, never from a scan.
struct StatedServer: Sendable, CustomTestStringConvertible {
    let name: String
    let recipe: any ServerRecipe
    let offer: @Sendable () throws -> StatedOffer

    init(_ name: String, _ recipe: any ServerRecipe, _ offer: @escaping @Sendable () throws -> StatedOffer) {
        self.name = name
        self.recipe = recipe
        self.offer = offer
    }

    var testDescription: String { name }

    /// One line a list.
    static let all = nginx + openSSL + front + otherLibraries
}

struct StatedOffer: Sendable {
    /// IANA's names, in the server's order where it keeps one; a version left out is not offered.
    var suites: [ProtocolVersion: [String]]
    /// Who decides among several suites, where that is stated; by version, all alike with nil.
    var orders: [ProtocolVersion?: ScanOrder] = [:]
    /// Of TLS 1.3, by IANA's names; nil where not compared.
    var groups: Set<String>?
    /// Of TLS 1.2 and below.
    var legacyGroups: Set<String>?
    /// The bits of its weakest finite-field group; 0 for none.
    var finiteFieldBits: Int?
    var applicationProtocols: [String]?
    /// Questions that this server cannot answer by its nature, as the beginnings of paths in the document.
    var open: [String] = []
    /// OpenSSL's three, in its order.
    static let openSSL13 = [
        "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256",
    ]
    static let openSSLGroups: Set = [
        "x25519", "x448", "secp256r1", "secp384r1", "secp521r1",
        "ffdhe2048", "ffdhe3072", "ffdhe4096", "ffdhe6144", "ffdhe8192",
    ]
    static let openSSLLegacyGroups: Set = ["x25519", "x448", "secp256r1", "secp384r1", "secp521r1"]

    func order(_ version: ProtocolVersion) -> ScanOrder? { orders[version] ?? orders[nil] }
}
