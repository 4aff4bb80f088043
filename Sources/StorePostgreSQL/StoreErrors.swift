// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Foundation
internal import Store

extension StoreError {
    /// What PostgreSQL reports, in the words of the store.
    ///
    /// - Parameter place: the address without its password.
    init(_ error: any Error, at place: String) {
        switch error {
        case let error as StoreError: self = error
        case let error as SQLFailure: self = Self.named(error, at: place)
        case let error as DecodingError: self = .damaged(reason: "a record cannot be read: \(error)")
        case let error as EncodingError: self = .refused(reason: "a value cannot be kept: \(error)")
        case is CancellationError: self = .refused(reason: "the call was cancelled; nothing was changed")
        default: self = .cannotWrite(reason: "\(error)")
        }
    }

    private static func named(_ failure: SQLFailure, at place: String) -> StoreError {
        if failure.isServerAway { return .unreachable(place: place, reason: failure.message) }
        switch failure.state.prefix(2) {
        case "22", "23", "P0": return .refused(reason: failure.message)
        case "XX", "58": return .damaged(reason: failure.message)
        case "53": return .cannotWrite(reason: failure.message)
        default: return .refused(reason: "PostgreSQL refuses: \(failure.message) (\(failure.state))")
        }
    }
}
#endif
