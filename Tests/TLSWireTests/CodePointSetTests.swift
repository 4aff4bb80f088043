// SPDX-License-Identifier: Apache-2.0
import TLSWire
import TestSupport
import Testing

struct CodePointSetTests {
    @Test func itHasWhatItWasMadeOfAndNothingElse() {
        var generator = SeededGenerator(seed: 7)
        for size in [0, 1, 63, 64, 65, 300] {
            let points = Set((0..<size).map { _ in UInt16.random(in: 0...UInt16.max, using: &generator) })
            let set = CodePointSet(points)
            #expect((0...UInt16.max).filter(set.contains) == points.sorted())
        }
        let ends = CodePointSet([0, 63, 64, UInt16.max])
        #expect((0...UInt16.max).filter(ends.contains) == [0, 63, 64, UInt16.max])
    }
}
