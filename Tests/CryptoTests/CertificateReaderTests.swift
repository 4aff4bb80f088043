// SPDX-License-Identifier: Apache-2.0
import Crypto
import Testing

@Suite struct CertificateReaderTests {
    private let chain: [[UInt8]]
    private let reader = CertificateReader()

    init() throws { chain = try Recording("cert-good-openssl30").certificates }

    @Test func aCertificateIsReadOnce() throws {
        let first = try reader.read(chain: chain)
        let second = try reader.read(chain: chain)
        #expect(first.map(\.der) == chain)
        #expect(zip(first, second).allSatisfy { $0 === $1 })
        #expect(first[0].details == (try CertificateDetails(der: chain[0])))
        #expect(first[0].isIssued(by: first[1]) && !first[1].isIssued(by: first[0]))
    }

    @Test func rubbishIsAnErrorEachTime() throws {
        #expect(throws: CryptoError.self) { try reader.read([0x30, 0x00]) }
        #expect(throws: CryptoError.self) { try reader.read([]) }
        #expect(throws: CryptoError.self) { try reader.read(chain: chain + [chain[0] + [0]]) }
    }

    @Test func aCrowdOfStrangersMovesTheOldestOut() throws {
        let old = try reader.read(chain[0])
        let key = try PrivateKey.generate(.ec(curve: "P-256"))
        for number in 0..<CertificateReader.capacity {
            let template = Laboratory.template("host\(number).example")
            _ = try reader.read(CertificateFactory.issue(template, key: key).der)
        }
        let again = try reader.read(chain[0])
        #expect(again !== old && again.der == old.der)
    }

    @Test func threadsShareWhatIsRead() async throws {
        let distinct = try await withThrowingTaskGroup(of: ObjectIdentifier.self) { group in
            let known = try reader.read(chain[0])
            for _ in 0..<64 {
                group.addTask { [reader, chain] in
                    let certificate = try reader.read(chain[0])
                    _ = certificate.isIssued(by: try reader.read(chain[1]))
                    return ObjectIdentifier(certificate)
                }
            }
            return try await group.reduce(into: [ObjectIdentifier(known)] as Set) { $0.insert($1) }
        }
        #expect(distinct.count == 1)
    }
}
