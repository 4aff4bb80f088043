// SPDX-License-Identifier: Apache-2.0
import Testing
import WebPolicy

struct DatasetDescriptionTests {
    private func read(_ text: String) -> DatasetDescription? { DatasetDescription(Array(text.utf8)) }

    @Test func schemaAndDCATAreRead() throws {
        let catalogue = try #require(
            read(
                #"""
                {"@context": "https://schema.org/", "@type": "DataCatalog", "name": "Visas", "dataset": [
                  {"@type": "Dataset", "license": "https://creativecommons.org/licenses/by/4.0/",
                   "dateModified": "2026-10-01"}, {"@type": "Dataset", "dateModified": "2026-11-02T10:00:00Z"}]}
                """#
            )
        )
        #expect(catalogue.datasets == 3 && catalogue.isLicensed)
        #expect(catalogue.changes == ["2026-10-01", "2026-11-02"])
        let dcat = try #require(
            read(
                #"""
                [{"@graph": [{"@type": ["http://www.w3.org/ns/dcat#Dataset", "x"],
                  "http://purl.org/dc/terms/license": {"@id": "x"}, "dct:modified": {"@value": "2026-01-02"}}]}]
                """#
            )
        )
        #expect(dcat.datasets == 1 && dcat.isLicensed && dcat.changes == ["2026-01-02"])
    }

    @Test(
        arguments: [
            #"{"@type": "Organization", "license": "x", "dateModified": "2026-01-02"}"#, "{}", "[]", "1",
            "null",
            #"{"@type": "DatasetOfOthers"}"#,
        ]
    )
    func otherThingsAreNoDatasets(_ text: String) throws {
        let description = try #require(read(text))
        #expect(description.datasets == 0 && !description.isLicensed && description.changes.isEmpty)
    }

    @Test func whatSaysNothingIsNoLicence() throws {
        let text = #"{"@type": "Dataset", "license": "", "dct:license": [], "dateModified": "last year"}"#
        let description = try #require(read(text))
        #expect(description.datasets == 1 && !description.isLicensed && description.changes.isEmpty)
    }

    @Test func whatIsNoJSONIsNone() {
        for text in ["", "{", "<html>", "{\"@type\": \"Dataset\"", String(repeating: "[", count: 60_000)] {
            #expect(read(text) == nil)
        }
        #expect(read("\"\(String(repeating: "a", count: DatasetDescription.longest))\"") == nil)
    }

    @Test(
        arguments: [
            ("2026-11-26", "2026-11-26"), ("2026-11-26T10:00:00+01:00", "2026-11-26"), ("26.11.2026", nil),
            ("2026-1-2", nil), ("", nil), ("２０２６-11-26", nil),
        ] as [(String, String?)]
    )
    func daysAreThoseOfISO8601(_ text: String, _ expected: String?) {
        #expect(DatasetDescription.day(text) == expected)
    }
}
