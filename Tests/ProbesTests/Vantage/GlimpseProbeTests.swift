// SPDX-License-Identifier: Apache-2.0
import Foundation
import HTTPWire
import Testing

@testable import Probes

/// What a light look reads of the server's clock; the rest is looked at with real servers.
struct GlimpseProbeTests {
    private static func clock(_ date: String?) -> Int? {
        let fields = date.map { [HTTPField(name: "date", value: Array($0.utf8))] } ?? []
        // 1994-11-06T08:49:47Z, ten seconds after the example of RFC 9110 §5.6.7.
        return GlimpseProbe.clock(
            HTTPHead(status: 200, fields: fields),
            now: Date(timeIntervalSince1970: 784_111_787)
        )
    }

    @Test func theDateOfAResponseTellsTheTime() {
        #expect(Self.clock("Sun, 06 Nov 1994 08:49:37 GMT") == 10)
        #expect(Self.clock("Sun, 06 Nov 1994 08:59:47 GMT") == -600)
    }

    @Test(arguments: [
        nil, "", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 99 Nov 1994 08:49:37 GMT",
        "06 Nov 1994 08:49:37 UTC 12345",
    ])
    func whatIsNoDateTellsNothing(_ text: String?) {
        #expect(Self.clock(text) == nil)
    }
}
