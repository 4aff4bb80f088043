// SPDX-License-Identifier: Apache-2.0
import Model
import Testing

/// What the evidence of attestations is worth after a look at it.
struct ArtefactTests {
    private static let hash = "aa"

    private func attestation(
        _ grade: EvidenceGrade,
        _ evidence: String?,
        sha256: String? = hash
    ) throws -> Attestation {
        Attestation(
            item: "Q5",
            subject: .ministry,
            answer: .yes,
            owner: "CISO",
            date: try #require(CalendarDay("2026-11-01")),
            validUntil: try #require(CalendarDay("2027-05-01")),
            grade: grade,
            evidence: evidence,
            sha256: sha256,
            note: nil
        )
    }

    private func backing(
        _ grade: EvidenceGrade,
        _ evidence: String?,
        sha256: String? = hash,
        _ sighting: ArtefactSighting?
    ) throws -> Backing {
        let sightings = ArtefactSightings(evidence.flatMap { name in sighting.map { [name: $0] } } ?? [:])
        return sightings.backing(of: try attestation(grade, evidence, sha256: sha256))
    }

    @Test func onlyWhatCanBeLookedAtIsAnArtefact() throws {
        #expect(try attestation(.e3, "/r.csv").artefact == .file(path: "/r.csv"))
        #expect(try attestation(.e3, "r.csv").artefact == .file(path: "r.csv"))
        #expect(try attestation(.e3, "https://a.example/r").artefact == .page(address: "https://a.example/r"))
        #expect(try attestation(.e2, "/r.pdf").artefact == .file(path: "/r.pdf"))
        #expect(try attestation(.e4, "/r.pdf").artefact == .file(path: "/r.pdf"))
        // A document of one's files is nothing that a service could look up, and only E3 rests on a page.
        #expect(try attestation(.e2, "Report 2026/117").artefact == nil)
        #expect(try attestation(.e4, "https://a.example/r").artefact == nil)
        #expect(try attestation(.e1, "/r.pdf").artefact == nil)
        #expect(try attestation(.e3, nil).artefact == nil)
    }

    @Test func theRightHashKeepsTheGrade() throws {
        for grade in [EvidenceGrade.e2, .e3, .e4] {
            let backing = try backing(grade, "/r", .found(sha256: Self.hash))
            #expect(backing == Backing(state: .verified, grade: grade))
        }
        let page = try backing(.e3, "https://a.example/", sha256: nil, .found(sha256: nil))
        #expect(page == Backing(state: .verified, grade: .e3))
    }

    @Test func aSignatureStandsForTheHashAndBesideIt() throws {
        let signing = EvidenceSigning(signature: "/r.sig", key: "/k.pem")
        func backing(_ sha256: String?, _ sighting: SignatureSighting?, _ grade: EvidenceGrade = .e3) throws
            -> Backing
        {
            let plain = try attestation(grade, "/r", sha256: sha256)
            let signed = Attestation(
                item: plain.item,
                subject: plain.subject,
                answer: plain.answer,
                owner: plain.owner,
                date: plain.date,
                validUntil: plain.validUntil,
                grade: grade,
                evidence: plain.evidence,
                sha256: sha256,
                note: nil,
                signature: signing
            )
            let signatures = sighting.map { [SignedEvidence("/r", signing): $0] } ?? [:]
            return ArtefactSightings(["/r": .found(sha256: Self.hash)], signatures: signatures).backing(
                of: signed
            )
        }
        for sha256 in [nil, Self.hash] {
            #expect(try backing(sha256, .good) == Backing(state: .verified, grade: .e3))
            #expect(
                try backing(sha256, .bad(reason: "why")) == Backing(state: .forged, grade: .e0, reason: "why")
            )
            #expect(try backing(sha256, .missing).grade == .e1)
            #expect(try backing(sha256, .missing).state == .missing)
            #expect(try backing(sha256, nil).grade == (sha256 == nil ? .e1 : .e2))
            #expect(try backing(sha256, .unseen(reason: "odd"), .e4).grade == .e4)
        }
        #expect(try backing("bb", .good).state == .differs)
    }

    @Test func anotherHashIsNoEvidenceAtAll() throws {
        for grade in [EvidenceGrade.e2, .e3, .e4] {
            let backing = try backing(grade, "/r", .found(sha256: "bb"))
            #expect(backing.state == .differs && backing.grade == .e0)
            #expect(backing.reason == "its SHA-256 is bb")
        }
    }

    @Test func whatIsGoneLeavesTheWordOfItsOwner() throws {
        for grade in [EvidenceGrade.e2, .e3, .e4] {
            let backing = try backing(grade, "/r", .missing)
            #expect(backing.state == .missing && backing.grade == .e1)
        }
    }

    @Test func whatNobodyCouldSeeIsADocumentAtMost() throws {
        for sighting in [nil, ArtefactSighting.unseen(reason: "locked")] {
            #expect(try backing(.e3, "/r", sighting).grade == .e2)
            #expect(try backing(.e3, "https://a.example/", sha256: nil, sighting).grade == .e1)
            // These do not rest on our own look.
            #expect(try backing(.e2, "/r", sighting).grade == .e2)
            #expect(try backing(.e4, "/r", sighting).grade == .e4)
            #expect(try backing(.e3, "/r", sighting).state == .unverified)
        }
        #expect(try backing(.e3, "/r", .unseen(reason: "locked")).reason == "locked")
        // A page that answers, without the hash that is stated.
        #expect(try backing(.e3, "https://a.example/", .found(sha256: nil)).grade == .e2)
    }

    @Test func aReferenceCountsAsItIs() throws {
        #expect(
            try backing(.e4, "Report 2026/117", nil) == Backing(state: .byReference, grade: .e4)
        )
        #expect(try backing(.e1, nil, sha256: nil, nil) == Backing(state: .byReference, grade: .e1))
        #expect(try backing(.e3, nil, sha256: nil, nil).grade == .e1)
    }
}
