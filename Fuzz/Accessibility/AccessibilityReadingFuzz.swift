// SPDX-License-Identifier: Apache-2.0
// fuzz-module: Inflation HTTPWire Markup Accessibility

import Accessibility
import Markup

/// A page of any bytes is read, and what is said of it stays within its bounds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    guard let reader = HTMLReader() else { return 0 }
    let document = reader.read(Array(UnsafeBufferPointer(start: data, count: size)))
    let reading = AccessibilityReading(document)
    precondition(reading.results.count <= AccessibilityRule.all.count)
    for result in reading.results {
        precondition(result.violations + result.reviews + result.passes > 0)
        precondition(result.places.count <= AccessibilityReading.mostPlaces)
        precondition(result.places.allSatisfy { $0.excerpt.utf8.count <= 500 })
    }
    return 0
}
