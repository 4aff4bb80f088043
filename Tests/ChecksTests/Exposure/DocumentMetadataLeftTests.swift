// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Model
import Testing

struct DocumentMetadataLeftTests {
    @Test func nothingFoundPasses() throws {
        #expect(
            try Scene.exposed(DocumentMetadata(read: 2, documents: [])).verdict(of: DocumentMetadataLeft.self)
                == .pass
        )
    }

    @Test func withoutTheOwnersWordItIsNotTested() throws {
        let verdict = try Scene.exposed(allowed: false).verdict(of: DocumentMetadataLeft.self)
        #expect(verdict == .notTested(because: "Exposure= of the endpoint does not allow it"))
    }

    @Test func whatWasNotAnsweredIsUnknown() throws {
        let question = Question(DocumentMetadata.self)
        let scene = try Scene.exposed().missing(question, on: Scene.endpoint)
        #expect(try scene.verdict(of: DocumentMetadataLeft.self) == .unknown(because: Scene.silence))
    }

    @Test func otherServicesHaveNoPages() throws {
        let scene = try Scene(endpoints: [.listed("www", service: .imaps)])
            .seeing(AddressSet.resolved("192.0.2.1"), on: Scene.endpoint)
            .seeing(Reachability(suitesPerHello: 0))
        #expect(try scene.verdict(of: DocumentMetadataLeft.self).state == .notApplicable)
    }

    @Test func withoutDocumentsThereIsNothingToStrip() throws {
        let verdict = try Scene.exposed(DocumentMetadata(read: 0, documents: []))
            .verdict(of: DocumentMetadataLeft.self)
        #expect(verdict.state == .notApplicable)
    }

    @Test(arguments: [
        (["software"], "software"), (["software", "author"], "author"), (["location"], "location"),
    ])
    func theWorstTraceSetsTheLevel(_ traces: [String], _ level: String) throws {
        let documents = DocumentMetadata(
            read: 2,
            documents: [.init(path: "/a.pdf", format: "pdf", traces: traces)]
        )
        let verdict = try Scene.exposed(documents).verdict(of: DocumentMetadataLeft.self)
        #expect(
            verdict
                == .fail(
                    level: level,
                    seen: "\(level) in /a.pdf",
                    expected: "none in what was read (documents: 2)"
                )
        )
    }
}
