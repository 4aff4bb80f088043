// SPDX-License-Identifier: Apache-2.0
import Foundation
import Model
import Testing

struct AuthorisationDecodingTests {
    /// As stores of earlier versions have it.
    @Test func whatAnEarlierVersionKeptAllowsNoExposure() throws {
        let kept = Data(#"{"tier":"intrusive","by":"A. Martin"}"#.utf8)
        let read = try JSONDecoder().decode(Authorisation.self, from: kept)
        #expect(read == Authorisation(tier: .intrusive, by: "A. Martin"))
        #expect(!read.exposure)
    }

    @Test func whatIsKeptIsReadBack() throws {
        let authorisation = Authorisation(tier: .active, exposure: true)
        let kept = try JSONEncoder().encode(authorisation)
        #expect(try JSONDecoder().decode(Authorisation.self, from: kept) == authorisation)
    }
}
