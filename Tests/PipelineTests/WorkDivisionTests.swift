// SPDX-License-Identifier: Apache-2.0
import Model
import Pipeline
import Store
import TestSupport
import Testing

@Suite struct WorkDivisionTests {
    private static func addresses(_ numbers: some Sequence<Int>) -> [IPAddress] {
        numbers.compactMap { IPAddress("192.0.2.\($0)") }
    }

    @Test func whatSharesAnAddressStaysTogetherInTheOrderOfTheFirst() {
        let bunches = WorkDivision.bunches(of: [
            ("a", Self.addresses([1])), ("b", Self.addresses([2])), ("c", []), ("d", Self.addresses([3, 1])),
            ("e", Self.addresses([4])), ("f", Self.addresses([4, 3])), ("g", []),
        ])
        #expect(bunches.map(\.endpoints) == [["a", "d", "e", "f"], ["b"], ["c"], ["g"]])
        #expect(bunches.map(\.addresses) == [[1, 3, 4], [2], [], []].map { Set(Self.addresses($0)) })
    }

    /// Against the definition: an address is in one bunch, an endpoint too, and no bunch could be parted.
    @Test(arguments: UInt64(0)..<50)
    func bunchesAreTheConnectedParts(_ seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let endpoints = (0..<Int.random(in: 0...60, using: &generator)).map { index in
            let count = Int.random(in: 0...3, using: &generator)
            let numbers = (0..<count).map { _ in Int.random(in: 1...80, using: &generator) }
            return (id: "e\(index)", addresses: Self.addresses(numbers))
        }
        let bunches = WorkDivision.bunches(of: endpoints)
        #expect(bunches.flatMap(\.endpoints).sorted() == endpoints.map(\.id).sorted())
        let all = bunches.flatMap { Array($0.addresses) }
        #expect(Set(all).count == all.count && Set(all) == Set(endpoints.flatMap(\.addresses)))
        let own = Dictionary(endpoints.map { ($0.id, Set($0.addresses)) }) { first, _ in first }
        for bunch in bunches {
            // What can be reached from the first by shared addresses is the whole bunch.
            var (reached, known) = (Set(bunch.endpoints.prefix(1)), own[bunch.endpoints[0]] ?? [])
            for _ in bunch.endpoints {
                for id in bunch.endpoints where !known.isDisjoint(with: own[id] ?? []) {
                    reached.insert(id)
                    known.formUnion(own[id] ?? [])
                }
            }
            #expect(reached == Set(bunch.endpoints) && known == bunch.addresses)
        }
        #expect(
            bunches.map { $0.endpoints[0] }
                == endpoints.map(\.id).filter { id in
                    bunches.contains { $0.endpoints[0] == id }
                }
        )
    }
}
