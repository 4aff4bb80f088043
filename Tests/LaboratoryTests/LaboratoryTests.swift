// SPDX-License-Identifier: Apache-2.0
import Crypto
import Laboratory
import Testing

struct LaboratoryTests {
    @Test func everyServerListensOnAnAddressOfItsOwnAndOnOnePort() async throws {
        let laboratory = try await Laboratory.start(Specimen.demo, port: 0)
        #expect(laboratory.port != 0)
        #expect(laboratory.endpoints.map(\.host) == Specimen.demo.map(\.host))
        #expect(laboratory.endpoints.allSatisfy { $0.port == laboratory.port })
        #expect(Set(laboratory.endpoints.map(\.address)).count == laboratory.endpoints.count)
        #expect(laboratory.rootCertificatePEM.hasPrefix("-----BEGIN CERTIFICATE-----\n"))
        await laboratory.stop()
    }

    @Test func aBusyPortIsSaidToBeBusyAndNothingIsLeftRunning() async throws {
        let specimens = [
            Specimen(host: "a.test.example", number: 210), Specimen(host: "b.test.example", number: 211),
        ]
        try await withLaboratory([specimens[1]]) { first in
            let expected = LaboratoryError.portBusy(address: "127.88.0.211", port: first.port)
            await #expect(throws: expected) { try await Laboratory.start(specimens, port: first.port) }
            // The address that was free is free again.
            let again = try await Laboratory.start([specimens[0]], port: first.port)
            await again.stop()
        }
    }

    @Test func nobodyListensAfterTheStop() async throws {
        let laboratory = try await Laboratory.start([Specimen(host: "a.test.example", number: 212)], port: 0)
        let endpoint = laboratory.endpoints[0]
        let answer = try await LoopbackClient.shakeHands(with: endpoint)
        #expect(answer.facts != nil)
        await laboratory.stop()
        await laboratory.stop()
        await #expect(throws: (any Error).self) { try await LoopbackClient.ask(endpoint) }
    }

    @Test func aServerDoesAsAnotherSpecimenFromTheNextConnectionOn() async throws {
        let sound = Specimen(host: "a.test.example", number: 213)
        try await withLaboratory([sound]) { laboratory in
            let endpoint = laboratory.endpoints[0]
            let before = try await LoopbackClient.shakeHands(with: endpoint)
            try await laboratory.change(to: [
                Specimen(host: "a.test.example", number: 213, fault: .missingIntermediate),
                Specimen(host: "nobody.test.example", number: 214),
            ])
            let after = try await LoopbackClient.shakeHands(with: endpoint)
            #expect(before.facts?.chain.count == 2)
            #expect(after.facts?.chain.count == 1)
        }
    }

    @Test func whatTheDemonstrationWasBeforeIsAtAddressesThatItHas() {
        let present = Dictionary(uniqueKeysWithValues: Specimen.demo.map { ($0.host, $0) })
        for specimen in Specimen.demoBefore {
            #expect(present[specimen.host]?.address == specimen.address)
            #expect(present[specimen.host]?.fault != specimen.fault)
        }
    }

    @Test func aFloodOfConnectionsIsTurnedAwayAndTheServerGoesOn() async throws {
        try await withServer(.mute) { endpoint, _ in
            let ends = await withTaskGroup(of: LoopbackClient.End?.self) { group in
                for _ in 0..<70 {
                    group.addTask {
                        try? await LoopbackClient.ask(endpoint, patience: .seconds(2)).end
                    }
                }
                var ends: [LoopbackClient.End?] = []
                for await end in group { ends.append(end) }
                return ends
            }
            #expect(ends.count { $0 == .silent } == 64)
            #expect(ends.count { $0 != .silent } == 6)
            let after = try await LoopbackClient.ask(endpoint, patience: .milliseconds(200))
            #expect(after.end == .silent)
        }
    }

    @Test func tooManyBytesEndAConnection() async throws {
        try await withServer(.mute) { endpoint, _ in
            let flood = [UInt8](repeating: 0, count: 1 << 20)
            let answer = try await LoopbackClient.ask(endpoint, sending: flood)
            #expect(answer.end != .silent)
        }
    }

    @Test func theFaultsHaveDistinctIds() {
        #expect(Set(Fault.all.map(\.id)).count == Fault.all.count)
        #expect(Fault.all.allSatisfy { !$0.title.isEmpty })
    }
}
