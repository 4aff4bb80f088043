// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire Markup

import Markup

/// A feed of any bytes, which are a date, too.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: data, count: size))
    if let date = FeedDate.seconds(String(decoding: bytes.prefix(64), as: UTF8.self)) {
        precondition((-86_400...253_402_387_200).contains(date), "a date outside of the years")
    }
    guard let feed = FeedReader()?.read(bytes) else { return 0 }
    precondition(feed.dates.count <= 500)
    return 0
}
