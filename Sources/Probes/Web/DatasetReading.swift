// SPDX-License-Identifier: Apache-2.0
internal import Facts
internal import Foundation
internal import HTTPWire
internal import Markup
internal import Model
internal import WebPolicy

extension DatasetMetadata {
    private static let linkedTypes: Set<String> = [
        "application/ld+json", "application/rdf+xml", "application/n-triples", "text/turtle",
    ]

    /// - Parameters:
    ///   - document: nil where the content is no HTML.
    ///   - gap: why not all of it was read.
    ///   - now: when it was answered.
    init(_ document: HTMLDocument?, _ head: HTTPHead, gap: String?, at now: Date) {
        var found = Found()
        for text in document?.data ?? [] { found.take(DatasetDescription(Array(text.utf8))) }
        for element in document?.elements ?? [] { found.take(element) }
        let isCut = document?.isDataCut ?? false
        self.init(
            formats: Array(found.formats),
            datasets: found.datasets,
            isLicensed: found.isLicensed,
            changed: found.changes.max() ?? Self.lastModified(head, at: now),
            gap: gap ?? (isCut ? "not all of its JSON-LD was kept" : nil)
        )
    }

    /// A day that lies behind; a page that is made anew for every visitor would otherwise be another each day.
    private static func lastModified(_ head: HTTPHead, at now: Date) -> String? {
        guard let text = head.values(of: "last-modified").first, let seconds = FeedDate.seconds(text),
            Double(seconds) < now.timeIntervalSince1970 - 2 * 86_400
        else { return nil }
        return CalendarDay(Date(timeIntervalSince1970: Double(seconds))).description
    }

    private struct Found {
        var formats: Set<String> = []
        var datasets = 0
        var isLicensed = false
        var changes: [String] = []

        mutating func take(_ description: DatasetDescription?) {
            guard let description, description.datasets > 0 else { return }
            formats.insert("json-ld")
            datasets += description.datasets
            isLicensed = isLicensed || description.isLicensed
            changes += description.changes
        }

        mutating func take(_ element: HTMLElement) {
            for (attribute, format) in [("typeof", "rdfa"), ("itemtype", "microdata")]
            where words(element[attribute]).contains(where: DatasetDescription.isDataset) {
                formats.insert(format)
                datasets += 1
            }
            let relations = words(element["rel"])
            let properties = relations + words(element["property"]) + words(element["itemprop"])
            if properties.contains(where: DatasetDescription.isLicence) { isLicensed = true }
            if properties.contains(where: DatasetDescription.isChange),
                let day = (element["content"] ?? element["datetime"]).flatMap(DatasetDescription.day)
            {
                changes.append(day)
            }
            let type = (element["type"] ?? "").lowercased()
            if element.name == "link" || element.name == "a", element["href"] != nil,
                DatasetMetadata.linkedTypes.contains(type)
            {
                formats.insert("link")
            }
        }

        private func words(_ text: String?) -> [String] {
            (text ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        }
    }
}
