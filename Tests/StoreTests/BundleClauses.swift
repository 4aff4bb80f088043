// SPDX-License-Identifier: Apache-2.0
import Foundation
import Store
import Testing

extension StoreClause {
    private static func bundle(_ vantage: String, _ hour: Int, _ text: String = "{}") -> KeptBundle {
        KeptBundle(
            vantage: vantage,
            started: Sample.hour(hour),
            finished: Sample.hour(hour).addingTimeInterval(60),
            imported: Sample.hour(hour + 1),
            bytes: Data("\(vantage)\(hour)\(text)".utf8),
            signature: Data(repeating: 7, count: 64)
        )
    }

    static let bundles = [
        StoreClause("bundles come back as they were signed, newest first") { store in
            let kept = [bundle("paris", 1), bundle("rome", 2), bundle("paris", 3)]
            for one in kept { try await store.keep(one) }
            #expect(try await store.bundles(since: Sample.start) == kept.reversed())
            #expect(try await store.bundles(since: Sample.hour(3)) == [kept[2], kept[1]])
            #expect(try await store.bundles(since: Sample.hour(900)) == [kept[2], kept[1]])
        },
        StoreClause("nothing old or known comes back into a vantage") { store in
            try await store.keep(bundle("paris", 3))
            for again in [bundle("paris", 3), bundle("paris", 3, "other"), bundle("paris", 2)] {
                await #expect(throws: StoreError.self) { try await store.keep(again) }
            }
            try await store.keep(bundle("rome", 2))
            #expect(try await store.bundles(since: Sample.start).map(\.vantage) == ["paris", "rome"])
        },
        StoreClause("old bundles are pruned, but the newest of each vantage stays, and none comes back") {
            store in
            for hour in 1...3 { try await store.keep(bundle("paris", hour)) }
            try await store.keep(bundle("rome", 1))
            #expect(try await store.prune(before: Sample.hour(3)) == 0)
            let left = try await store.bundles(since: Sample.start)
            #expect(left == [bundle("paris", 3), bundle("rome", 1)])
            await #expect(throws: StoreError.self) { try await store.keep(bundle("paris", 2)) }
        },
    ]
}
