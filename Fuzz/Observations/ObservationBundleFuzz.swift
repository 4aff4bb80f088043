// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Model TLSWire DNSWire Facts Observations

import Facts
import Foundation
import Observations

/// Bundles of any bytes: what is read is the canonical form of itself, within bounds, and of the vantage that it claims.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Data(UnsafeBufferPointer(start: data, count: size))
    let claimed = ObservationBundle.claimedVantage(bytes)
    do throws(BundleFault) {
        let bundle = try ObservationBundle(bytes)
        precondition((try? bundle.bytes) == bytes)
        precondition(bundle.vantage == claimed && !bundle.vantage.isEmpty)
        precondition(bundle.reached <= bundle.subjects.count)
        precondition(bundle.subjects.count <= ObservationBundle.mostSubjects)
        for subject in bundle.subjects {
            precondition(subject.handshakes.count <= ObservationBundle.mostAddresses)
            precondition(bundle.started <= subject.seen && subject.seen <= bundle.finished)
        }
    } catch {
        precondition(error != .tooLong)
        precondition(!error.description.isEmpty)
    }
    return 0
}
