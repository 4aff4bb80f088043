// SPDX-License-Identifier: Apache-2.0
import Crypto
import Facts
import Foundation
import Model
import OpenPGP
import Pipeline
import Risk
import TestSupport
import Testing

@testable import Probes

/// Evidence of attestations that GnuPG and OpenSSL signed.
struct SignedEvidenceTests {
    private static let today = CalendarDay(Date())

    private let folder: TemporaryFolder
    private let evidence: String

    init() throws {
        folder = try TemporaryFolder()
        evidence = folder.url.appending(path: "register.csv").path
        try Data("name,owner\nA,B\n".utf8).write(to: URL(filePath: evidence))
    }

    private func path(_ name: String) -> String { folder.url.appending(path: name).path }

    private func openssl(_ arguments: String...) throws {
        let (status, text) = try ChildProcess.output(of: "/usr/bin/openssl", arguments)
        try #require(status == 0, "\(arguments): \(text)")
    }

    private func sighting(_ signature: String, _ key: String) -> SignatureSighting {
        EvidenceSigner.inspect(evidence, EvidenceSigning(signature: signature, key: key))
    }

    private func alter() throws {
        try Data("name,owner\nA,C\n".utf8).write(to: URL(filePath: evidence))
    }

    @Test(arguments: ["rsa3072", "ed25519", "nistp256"], [true, false])
    func whatGnuPGSignedIsGood(_ algorithm: String, _ armored: Bool) throws {
        let keyring = try GnuPG()
        let key = try keyring.key("ciso", algorithm)
        let other = try keyring.key("other", algorithm)
        let signature = try keyring.detached(evidence, by: "ciso", armored: armored)
        #expect(sighting(signature, key) == .good)
        #expect(sighting(signature, other) == .bad(reason: "another key made it, or one that cannot sign"))
        try alter()
        #expect(sighting(signature, key) == .bad(reason: "its key did not make it for what is there"))
    }

    @Test func whatOpenSSLSignedIsGood() throws {
        let (sig, key, pub) = (path("r.sig"), path("key.pem"), path("pub.pem"))
        try openssl("genpkey", "-algorithm", "ed25519", "-out", key)
        try openssl("pkey", "-in", key, "-pubout", "-out", pub)
        try openssl("pkeyutl", "-sign", "-inkey", key, "-rawin", "-in", evidence, "-out", sig)
        #expect(sighting(sig, pub) == .good)
        let (rsa, rsaPub) = (path("rsa.pem"), path("rsa.der"))
        try openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", rsa)
        try openssl("pkey", "-in", rsa, "-pubout", "-outform", "DER", "-out", rsaPub)
        for padding in [[], ["-sigopt", "rsa_padding_mode:pss"]] {
            let arguments = ["dgst", "-sha256", "-sign", rsa] + padding + ["-out", sig, evidence]
            #expect(try ChildProcess.output(of: "/usr/bin/openssl", arguments).status == 0)
            #expect(sighting(sig, rsaPub) == .good)
            #expect(sighting(sig, pub) == .bad(reason: "its key did not make it for what is there"))
        }
        try alter()
        #expect(sighting(sig, rsaPub) == .bad(reason: "its key did not make it for what is there"))
    }

    @Test func whatIsMissingOrOfNoUseIsSaid() throws {
        let (key, pub) = (path("key.pem"), path("pub.pem"))
        try openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024", "-out", key)
        try openssl("pkey", "-in", key, "-pubout", "-out", pub)
        #expect(EvidenceSigner.problem(with: pub)?.contains("1024 bits") == true)
        #expect(EvidenceSigner.problem(with: key) != nil && EvidenceSigner.problem(with: path("none")) != nil)
        #expect(sighting(path("absent.sig"), pub) == .missing)
    }

    @Test func noAlteredByteIsGood() throws {
        let keyring = try GnuPG()
        let key = try keyring.key("ciso", "ed25519")
        let signature = Array(
            try Data(contentsOf: URL(filePath: keyring.detached(evidence, by: "ciso", armored: false)))
        )
        let content = Array(try Data(contentsOf: URL(filePath: evidence)))
        let signer = try EvidenceSigner(path: key)
        #expect(signer.sighting(of: signature, over: content) == .good)
        var generator = SeededGenerator(seed: 4880)
        for _ in 0..<150 {
            var other = content
            let place = Int.random(in: 0..<other.count, using: &generator)
            other[place] ^= UInt8.random(in: 1...255, using: &generator)
            #expect(signer.sighting(of: signature, over: other) != .good)
        }
    }

    private func load(_ key: String, _ signature: String) throws -> LoadedConfiguration {
        let text = """
            [Ministry]
            Contact=noc@mfa.example

            [Endpoint www.mfa.example]

            [Attestation Q5]
            Answer=yes
            Owner=CISO
            Date=\(Self.today.adding(days: -10))
            ValidUntil=\(Self.today.adding(days: 100))
            Grade=E3
            Evidence=register.csv
            EvidenceSignature=\(signature)
            EvidenceKey=\(key)

            """
        try Data(text.utf8).write(to: folder.url.appending(path: "chancery.conf"))
        return try LoadedConfiguration.load(
            directory: folder.url.path,
            model: LaboratoryCycle.repository.appending(path: "Config/risk-model.conf").path,
            today: Self.today
        )
    }

    @Test func aSignedFileCountsAndAnAlteredOneIsRefused() async throws {
        let keyring = try GnuPG()
        let key = try keyring.key("ciso", "ed25519")
        let signature = try keyring.detached(evidence, by: "ciso", armored: true)
        let loaded = try load(key, signature)
        let rows = try await AttestationOverview(loaded, store: nil, at: Date()).rows
        let row = try #require(rows.first { $0.standing.item == "Q5" })
        #expect(row.standing.backing == .verified && row.standing.countsAs == .e3)
        try alter()
        let refusal = #expect(throws: ConfigurationRefusal.self) { try load(key, signature) }
        #expect(
            refusal?.text.contains("EvidenceSignature: its key did not make it for what is there") == true
        )
        let later = try await AttestationOverview(loaded, store: nil, at: Date()).rows
        let altered = try #require(later.first { $0.standing.item == "Q5" })
        #expect(altered.standing.backing == .forged)
    }
}
