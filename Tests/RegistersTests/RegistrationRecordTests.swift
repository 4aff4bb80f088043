// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

@testable import Registers

/// Domain objects of RDAP.
struct RegistrationRecordTests {
    private static func record(_ members: String) throws -> RegistrationRecord {
        try RegistrationRecord(
            Array(#"{"objectClassName":"domain","ldhName":"MFA.Example.",\#(members)}"#.utf8)
        )
    }

    private static func fault(_ text: String) -> RegistrationFault? {
        do throws(RegistrationFault) {
            _ = try RegistrationRecord(Array(text.utf8))
            return nil
        } catch {
            return error
        }
    }

    @Test func aRecordSaysNameStatusesEventsAndSignature() throws {
        let record = try Self.record(
            #"""
            "status":["server transfer prohibited","active"],"links":[{"href":"x"}],
            "events":[{"eventAction":"expiration","eventDate":"2027-01-02T03:04:05Z"},
              {"eventAction":"last changed","eventDate":"2026-01-02T05:04:05.25+02:00"}],
            "secureDNS":{"delegationSigned":true}
            """#
        )
        #expect(record.name == "mfa.example")
        #expect(record.statuses == ["active", "server transfer prohibited"])
        #expect(record.events.map(\.action) == ["expiration", "last changed"])
        #expect(record.events.map(\.date.timeIntervalSince1970) == [1_798_859_045, 1_767_323_045])
        #expect(record.isDelegationSigned == true)
    }

    @Test func whatIsNotThereIsNotSaid() throws {
        let record = try Self.record(#""lang":"en""#)
        #expect(record.statuses.isEmpty && record.events.isEmpty && record.isDelegationSigned == nil)
    }

    @Test(arguments: [
        "client transfer prohibited", "clientTransferProhibited", "Client Transfer Prohibited",
        "clientTransferProhibited https://icann.org/epp#clientTransferProhibited",
        "CLIENT-TRANSFER-PROHIBITED",
    ])
    func statusesAreReadHoweverTheyAreWritten(_ status: String) throws {
        #expect(try Self.record(#""status":["\#(status)"]"#).statuses == ["client transfer prohibited"])
    }

    @Test func anExpirationWithoutDateIsNoRecord() throws {
        let text =
            #"{"objectClassName":"domain","ldhName":"a.example","events":[{"eventAction":"expiration","eventDate":"soon"}]}"#
        #expect(Self.fault(text) == .badDate("expiration"))
        #expect(try Self.record(#""events":[{"eventAction":"transfer","eventDate":"?"}]"#).events.isEmpty)
    }

    @Test(arguments: [
        "", "{", "[]", #"{"objectClassName":"domain","ldhName":"a.example","status":"active"}"#,
    ])
    func whatIsNoJSONOfRDAPIsNoRecord(_ text: String) { #expect(Self.fault(text) == .notJSON) }

    @Test(arguments: [
        "{}", #"{"objectClassName":"entity","ldhName":"a.example"}"#, #"{"objectClassName":"domain"}"#,
        #"{"objectClassName":"domain","ldhName":""}"#,
    ])
    func otherObjectsAreNoRecord(_ text: String) { #expect(Self.fault(text) == .noDomain) }

    @Test func whatIsLongOrDeepIsRefusedUnread() {
        let deep = String(repeating: "[", count: 33) + String(repeating: "]", count: 33)
        #expect(Self.fault(#"{"x":\#(deep)}"#) == .tooDeep)
        // Brackets in texts are none.
        #expect(Self.fault(#"{"x":"\"\#(deep)"}"#) == .noDomain)
        #expect(Self.fault(String(repeating: " ", count: 262_145)) == .tooLong)
    }

    @Test(arguments: [
        ("2026-11-27", 1_795_737_600), ("2026-11-27T00:00:00", 1_795_737_600),
        ("2026-11-27t01:30:00-01:00", 1_795_746_600), ("2026-11-27 00:00:60Z", 1_795_737_659),
    ])
    func timesAreRead(_ text: String, seconds: Double) {
        #expect(TimeText.date(text)?.timeIntervalSince1970 == seconds)
    }

    @Test(arguments: [
        "", "2026-13-01", "2026-11-27T", "2026-11-27T24:00:00Z", "2026-11-27T00:00", "2026-11-27T00:00:00.Z",
        "2026-11-27T00:00:00+1:00", "2026-11-27T00:00:00 UTC", "27.11.2026",
    ])
    func whatIsNoTimeIsNone(_ text: String) { #expect(TimeText.date(text) == nil) }
}
