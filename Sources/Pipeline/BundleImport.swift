// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Facts
package import Foundation
package import Model
package import Observations
package import Store

/// Takes bundles in: whatever comes is hostile until the key of a configured vantage has signed it.
package struct BundleImport: Sendable {
    /// What became of a bundle that was taken.
    package struct Receipt: Hashable, Sendable {
        package let vantage: String
        package let finished: Date
        /// Ids of the endpoints that are in the inventory.
        package let endpoints: [String]
        /// Those that are not, as the bundle calls them; nobody looks at them.
        package let ignored: [String]
    }

    private let store: any Store
    private let estate: Estate

    /// Clocks may differ by so much.
    private static let tolerance: TimeInterval = 300
    private static let signatureLength = 64

    package init(store: any Store, estate: Estate) {
        self.store = store
        self.estate = estate
    }

    /// Throws `BundleRefusal` and `StoreError`; nothing was kept then.
    package func take(_ bytes: Data, signature: Data, at now: Date) async throws -> Receipt {
        let (vantage, bundle) = try Self.opened(bytes, signature, estate.vantages)
        guard bundle.vantage == vantage.id else {
            throw BundleRefusal.otherVantage(claimed: bundle.vantage, signer: vantage.id)
        }
        if let end = vantage.validUntil, end < CalendarDay(now) {
            throw BundleRefusal.keyEnded(vantage.id, end)
        }
        guard bundle.finished <= now.addingTimeInterval(Self.tolerance) else {
            throw BundleRefusal.future(bundle.finished)
        }
        let kept = KeptBundle(
            vantage: vantage.id,
            started: bundle.started,
            finished: bundle.finished,
            imported: now,
            bytes: bytes,
            signature: signature
        )
        let known = bundle.subjects.map { (name: $0.endpoint, endpoint: estate.endpoint(seenIn: $0)) }
        guard known.contains(where: { $0.endpoint != nil }) else { throw BundleRefusal.foreign }
        do throws(StoreError) {
            try await store.keep(kept)
        } catch {
            if case .refused(let reason) = error { throw BundleRefusal.replayed(reason) }
            throw error
        }
        return Receipt(
            vantage: vantage.id,
            finished: bundle.finished,
            endpoints: known.compactMap { $0.endpoint?.id },
            ignored: known.filter { $0.endpoint == nil }.map(\.name)
        )
    }

    /// The vantage whose key signed the bytes, and what they say; nothing unsigned is read but for the words of a refusal.
    private static func opened(_ bytes: Data, _ signature: Data, _ vantages: [ListedVantage])
        throws(BundleRefusal)
        -> (ListedVantage, ObservationBundle)
    {
        guard bytes.count <= ObservationBundle.longest else { throw .fault(.tooLong) }
        guard let signer = vantages.first(where: { isMade(by: $0, signature, bytes) }) else {
            guard let claimed = ObservationBundle.claimedVantage(bytes) else {
                throw .fault(.malformed("no key of a [Vantage …] signed it, and it names none"))
            }
            guard vantages.contains(where: { $0.id == claimed }) else { throw .unknownVantage(claimed) }
            throw .wrongSignature(claimed)
        }
        do throws(BundleFault) {
            return (signer, try ObservationBundle(bytes))
        } catch {
            throw .fault(error)
        }
    }

    private static func isMade(by vantage: ListedVantage, _ signature: Data, _ bytes: Data) -> Bool {
        guard signature.count == signatureLength, let der = Data(base64Encoded: vantage.publicKey),
            let key = try? PublicKey(der: Array(der))
        else { return false }
        return key.isMade(Array(signature), over: Array(bytes)) == true
    }
}

/// Why a bundle was not taken.
package enum BundleRefusal: Error, Hashable, Sendable {
    case fault(BundleFault)
    case unknownVantage(String)
    case wrongSignature(String)
    case otherVantage(claimed: String, signer: String)
    case keyEnded(String, CalendarDay)
    case future(Date)
    case replayed(String)
    /// Nothing in it is about the inventory.
    case foreign
}

extension BundleRefusal: CustomStringConvertible {
    package var description: String {
        switch self {
        case .fault(let fault): fault.description
        case .unknownVantage(let name):
            "it names the vantage '\(name)', which the configuration does not have; add [Vantage \(name)] if it is yours"
        case .wrongSignature(let name):
            "its signature is not by the key of the vantage '\(name)', or it was altered on the way"
        case .otherVantage(let claimed, let signer):
            "it names the vantage '\(claimed)', and the key of '\(signer)' signed it"
        case .keyEnded(let name, let end): "the key of the vantage '\(name)' was valid until \(end)"
        case .future(let end):
            "it ended at \(end.formatted(.iso8601)), which is in the future; one of the clocks is wrong"
        case .replayed(let reason): "of its vantage, \(reason)"
        case .foreign: "none of its endpoints is in the inventory"
        }
    }
}
