// SPDX-License-Identifier: Apache-2.0

/// What is read of a document, and where reading stops.
package struct HTMLLimits: Hashable, Sendable {
    package var bytes = 1 << 20
    /// Elements within each other.
    package var depth = 512
    package var elements = 50_000
    /// Of visible text that is kept.
    package var textBytes = 1 << 18

    package init(bytes: Int = 1 << 20, depth: Int = 512, elements: Int = 50_000, textBytes: Int = 1 << 18) {
        self.bytes = bytes
        self.depth = depth
        self.elements = elements
        self.textBytes = textBytes
    }
}

/// An element where it begins.
package struct HTMLElement: Hashable, Sendable {
    /// In lower case.
    package let name: String
    /// Names in lower case; of one that is repeated, the first counts.
    package let attributes: [String: String]
    /// 0 for the root.
    package let depth: Int
    /// On which its start tag ends, the first being 1; 0 where that is not known.
    package let line: Int

    package init(name: String, attributes: [String: String], depth: Int, line: Int = 0) {
        self.name = name
        self.attributes = attributes
        self.depth = depth
        self.line = line
    }

    package subscript(_ attribute: String) -> String? { attributes[attribute] }
}

/// Text between two tags, where it is not only white space.
package struct HTMLText: Hashable, Sendable {
    /// How many elements began before it.
    package let place: Int
    /// 1 for what stands in the root.
    package let depth: Int
    /// At most its first 400 bytes; of what lies beyond `HTMLLimits.textBytes`, one letter for each text.
    package let text: String

    package init(place: Int, depth: Int, text: String) {
        self.place = place
        self.depth = depth
        self.text = text
    }
}

/// A document of HTML as a flat list, in its order.
package struct HTMLDocument: Hashable, Sendable {
    /// Which bound cut it short.
    package enum Cut: String, Codable, Hashable, Sendable { case bytes, depth, elements }

    package let elements: [HTMLElement]
    /// In their order, that of titles among them, without scripts and styles.
    package let texts: [HTMLText]
    /// Without white space around it; nil without such an element.
    package let title: String?
    /// What a reader sees, without scripts and styles, as far as it is kept.
    package let text: String
    /// What scripts of JSON-LD hold, in their order, each at most 64 KiB and 16 of them (JSON-LD 1.1 §7).
    package let data: [String]
    /// Whether there was more of these.
    package let isDataCut: Bool
    /// What elements of style hold, at most 256 KiB of it.
    package let styles: String
    /// What `noscript` says to readers without scripts, at most 4 KiB of it.
    package let appeal: String
    /// Nil where all of it was read.
    package let cut: Cut?
}
