// SPDX-License-Identifier: Apache-2.0
import Facts
import Foundation
import Model
import Observations
import TestSupport
import Testing

/// Bundles as they are written and read.
struct ObservationBundleTests {
    static let started = Date(timeIntervalSince1970: 1_795_780_800)

    static func glimpse(_ id: String, seen: Date = started, reason: String? = nil) throws -> EndpointGlimpse {
        let address = try #require(IPAddress("192.0.2.1"))
        let endpoint = Endpoint(
            id: id,
            host: "www.mfa.example",
            port: 443,
            service: .https,
            role: .publicWebsite,
            mission: nil,
            criticality: Role.publicWebsite.defaultCriticality,
            secrecyLifetimeDays: nil,
            authorisation: Authorisation(tier: .active),
            addresses: []
        )
        return EndpointGlimpse(
            of: endpoint,
            seen: seen,
            names: .init(.found, [address]),
            handshakes: [
                .init(
                    address,
                    key: String(repeating: "ab", count: 32),
                    issuer: reason ?? "CN=CA",
                    trust: .trusted
                )
            ],
            page: .init(
                status: 200,
                host: "www.mfa.example",
                digest: String(repeating: "0c", count: 32),
                title: "Ministère / \"Accueil\""
            )
        )
    }

    static func bundle(
        vantage: String = "paris",
        finished: Date = started.addingTimeInterval(60),
        _ subjects: [EndpointGlimpse]
    ) -> ObservationBundle {
        ObservationBundle(
            tool: .init(version: "0.1.0"),
            vantage: vantage,
            started: started,
            finished: finished,
            means: VantageMeans(ipv4: true, ipv6: false, invented: [], intercepted: false, clock: -2),
            subjects: subjects
        )
    }

    private static func fault(_ bytes: Data) -> BundleFault? {
        do throws(BundleFault) {
            _ = try ObservationBundle(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test func whatIsWrittenIsReadAgain() throws {
        let bundle = Self.bundle([try Self.glimpse("www"), try Self.glimpse("mail")])
        let bytes = try bundle.bytes
        #expect(try ObservationBundle(bytes) == bundle)
        #expect(bundle.subjects.map(\.endpoint) == ["mail", "www"] && bundle.reached == 2)
        #expect(ObservationBundle.claimedVantage(bytes) == "paris")
        #expect(String(decoding: bytes.prefix(40), as: UTF8.self).hasPrefix(#"{"finished":"2026-11-2"#))
    }

    @Test func onlyTheCanonicalFormIsRead() throws {
        let text = String(decoding: try Self.bundle([try Self.glimpse("www")]).bytes, as: UTF8.self)
        let canonical = BundleFault.malformed("its bytes are not in the canonical form")
        for other in [
            text + "\n", " " + text, text.replacing("/", with: "\\/"),
            text.replacing("\"tool\"", with: " \"tool\""),
        ] {
            #expect(Self.fault(Data(other.utf8)) == canonical)
        }
        let twice = text.replacing(
            "\"vantage\":\"paris\"",
            with: "\"vantage\":\"rome\",\"vantage\":\"paris\""
        )
        #expect(Self.fault(Data(twice.utf8)) != nil)
    }

    @Test func aNewerSchemaIsNamed() throws {
        let text = String(decoding: try Self.bundle([try Self.glimpse("www")]).bytes, as: UTF8.self)
        let newer = text.replacing("chancery.observation/1", with: "chancery.observation/2")
        #expect(Self.fault(Data(newer.utf8)) == .newerSchema("chancery.observation/2"))
        let other = text.replacing("chancery.observation/1", with: "chancery.scan/1")
        #expect(Self.fault(Data(other.utf8)) == .malformed("its schema is another one"))
        #expect(ObservationBundle.claimedVantage(Data(other.utf8)) == nil)
    }

    @Test func whatIsOutOfBoundsIsRefused() throws {
        let late = try Self.glimpse("www", seen: Self.started.addingTimeInterval(61))
        let long = try Self.glimpse("www", reason: String(repeating: "x", count: 1025))
        let www = try Self.glimpse("www")
        for bundle in [
            Self.bundle([late]), Self.bundle([long]), Self.bundle([www, www]),
            Self.bundle(vantage: "", [www]), Self.bundle(vantage: "a b", [www]),
            Self.bundle(finished: Self.started.addingTimeInterval(-1), []),
        ] {
            guard case .malformed = Self.fault(try bundle.bytes) else {
                Issue.record("\(bundle) was read")
                continue
            }
        }
        #expect(Self.fault(Data(count: ObservationBundle.longest + 1)) == .tooLong)
    }

    @Test func whatIsCutOrChangedAtRandomIsNeverAnotherBundle() throws {
        let bundle = Self.bundle([try Self.glimpse("www")])
        let bytes = try bundle.bytes
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<400 {
            var other = bytes
            let place = Int.random(in: 0..<other.count, using: &generator)
            if Bool.random(using: &generator) {
                other[place] = UInt8.random(in: 0...255, using: &generator)
            } else {
                other = other.prefix(place)
            }
            guard let read = try? ObservationBundle(other) else { continue }
            #expect(try read.bytes == other)
        }
    }
}
