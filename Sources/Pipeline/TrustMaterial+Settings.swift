// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
internal import Inventory

extension TrustMaterial {
    /// Longer lists are refused: openssl-blacklist has some 40 MB for all sizes of keys together.
    private static let longestList = 256 << 20

    init(_ settings: MeasuringSettings) throws(InstrumentError) {
        var stores: [PrivateStore] = []
        for named in settings.privateTrustStores {
            let store = try Self.store(
                named.path,
                what: "the private trust store \(named.name), \(named.path)"
            )
            stores.append(PrivateStore(name: named.name, store: store))
        }
        self.init(
            publicStore: try Self.store(
                settings.trustStore,
                anchors: settings.additionalAnchors,
                what: "the trust store \(settings.trustStore)"
            ),
            privateStores: stores,
            weakKeys: try settings.weakKeyList.map(Self.weakKeys),
            logs: try settings.transparencyLogList.map(Self.logs)
        )
    }

    /// All anchors that the settings name, the public ones and those of the ministry, as one set: for who is talked to, not
    /// measured.
    static func anchors(of settings: MeasuringSettings) throws(InstrumentError) -> TrustStore {
        var bundle: [UInt8] = []
        for path in [settings.trustStore] + settings.privateTrustStores.map(\.path) {
            bundle += try read(path, what: "the trust store") + [0x0A]
        }
        do {
            return try TrustStore(pem: bundle, anchors: settings.additionalAnchors)
        } catch {
            throw InstrumentError(what: "the trust stores together", reason: error.reason)
        }
    }

    private static func store(_ path: String, anchors: [[UInt8]] = [], what: String) throws(InstrumentError)
        -> TrustStore
    {
        do {
            return try TrustStore(file: path, anchors: anchors)
        } catch {
            throw InstrumentError(what: what, reason: error.reason)
        }
    }

    private static func weakKeys(_ path: String) throws(InstrumentError) -> WeakKeyList {
        let what = "the list of weak keys"
        let bytes = try read(path, what: what)
        do {
            return try WeakKeyList(bytes)
        } catch {
            let place = error.line.map { "\(path):\($0)" } ?? path
            throw InstrumentError(what: what, reason: "\(place): \(error.problem)")
        }
    }

    private static func logs(_ path: String) throws(InstrumentError) -> TransparencyLogList {
        let what = "the list of transparency logs"
        let bytes = try read(path, what: what)
        do {
            return try TransparencyLogList(json: bytes)
        } catch {
            throw InstrumentError(what: what, reason: "\(path): \(error.problem)")
        }
    }

    private static func read(_ path: String, what: String) throws(InstrumentError) -> [UInt8] {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw InstrumentError(what: what, reason: "\(path) cannot be read")
        }
        guard data.count <= longestList else {
            throw InstrumentError(what: what, reason: "\(path) is larger than \(longestList >> 20) MB")
        }
        return Array(data)
    }
}
