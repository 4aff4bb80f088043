// SPDX-License-Identifier: Apache-2.0

/// What pictures of a host of statements carry of where they are from: marks that were seen, none of them verified.
package struct ProvenanceMarks: Fact {
    package static let kind = FactKind("web.provenance", version: 1)

    /// A manifest of C2PA as it stands in a picture; neither its signature nor its hashes were verified.
    package struct Manifest: Codable, Hashable, Sendable {
        /// How many stand in the picture, those that it was made from among them.
        package let count: Int
        /// The program that made the last one's claim, in its own words; nil where that was not read.
        package let generator: String?
        /// Whether a signature stands beside that claim; nil where that was not read.
        package let isSigned: Bool?

        package init(count: Int, generator: String?, isSigned: Bool?) {
            self.count = count
            self.generator = generator
            self.isSigned = isSigned
        }
    }

    package struct Picture: Codable, Hashable, Sendable {
        package let path: String
        /// `jpeg`, `png`, `webp` or `bmff`; nil where it was not read as one of these.
        package let format: String?
        /// Nil where none was seen.
        package let manifest: Manifest?
        /// Whether the picture or the answer names a manifest that lies elsewhere, which is not asked for.
        package let hasReference: Bool
        /// Codes of the IPTC's digital source types, out of manifests and XMP; sorted.
        package let sourceTypes: [String]
        /// Those of them that say that a trained model made the picture or a part of it; sorted.
        package let generated: [String]
        /// Why there may be more; nil where all of it that could tell was read.
        package let gap: String?

        package init(
            path: String,
            format: String? = nil,
            manifest: Manifest? = nil,
            hasReference: Bool = false,
            sourceTypes: [String] = [],
            generated: [String] = [],
            gap: String? = nil
        ) {
            self.path = path
            self.format = format
            self.manifest = manifest
            self.hasReference = hasReference
            self.sourceTypes = sourceTypes.sorted()
            self.generated = generated.sorted()
            self.gap = gap
        }

        /// A manifest without a signature is anybody's.
        package var isMarked: Bool {
            hasReference || manifest.map { $0.count > 0 && $0.isSigned != false } ?? false
        }
    }

    /// Those that were asked for, two at most, by path.
    package let pictures: [Picture]

    package init(pictures: [Picture]) { self.pictures = pictures.sorted { $0.path < $1.path } }
}
