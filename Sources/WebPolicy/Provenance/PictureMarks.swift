// SPDX-License-Identifier: Apache-2.0

/// What a picture says of where it is from: a manifest of C2PA and a digital source type in XMP.
///
/// Marks that were seen, not verified. What watermarks, fingerprints and files beside a picture say is not seen.
package struct PictureMarks: Hashable, Sendable {
    package enum Format: String, Codable, Hashable, Sendable, CaseIterable {
        case jpeg, png, webp
        /// ISO base media: AVIF, HEIC, MP4.
        case bmff
    }

    package let format: Format
    /// Nil where it carries none.
    package let manifest: ManifestStore?
    /// Whether XMP names a manifest that lies elsewhere (C2PA 2.2 §11.5).
    package let hasReference: Bool
    /// Codes of digital source types, in the manifest and in XMP.
    package let sourceTypes: Set<String>
    /// Why there may be more; nil where all of it that could tell was read.
    package let gap: String?

    private static let reference = Array("dcterms:provenance".utf8)

    /// Nil where they are no picture of these kinds.
    ///
    /// - Parameter isWhole: whether the bytes are all of the file, not its beginning alone.
    package init?(_ bytes: [UInt8], isWhole: Bool) {
        let parts: PictureParts
        switch Self.format(of: bytes) {
        case .jpeg?: (format, parts) = (.jpeg, PictureParts(jpeg: bytes[...]))
        case .png?: (format, parts) = (.png, PictureParts(png: bytes[...]))
        case .webp?: (format, parts) = (.webp, PictureParts(webp: bytes[...]))
        case .bmff?: (format, parts) = (.bmff, PictureParts(media: bytes[...], isWhole: isWhole))
        case nil: return nil
        }
        manifest = parts.store.flatMap { ManifestStore($0) }
        hasReference = parts.packets.contains(where: Self.namesManifest)
        let codes = parts.packets.flatMap { SourceType.codes(in: $0) }
        sourceTypes = (manifest?.sourceTypes ?? []).union(codes)
        if parts.store != nil, manifest?.gap != nil || manifest == nil {
            gap = manifest?.gap ?? "what it has as a manifest store cannot be read"
        } else if !parts.isComplete {
            gap = isWhole ? "its parts do not follow each other" : "only its beginning was read"
        } else {
            gap = nil
        }
    }

    /// An address behind it, as an attribute or an element; a reference into the picture itself may outlive what it names.
    private static func namesManifest(_ packet: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(packet)
        guard let start = bytes.index(of: reference, from: 0) else { return false }
        let value = bytes[(start + reference.count)...].prefix(16).drop { " =\"'>\r\n\t".utf8.contains($0) }
        return value.starts(with: Array("http".utf8))
    }

    private static func format(of bytes: [UInt8]) -> Format? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
        if bytes.starts(with: PictureParts.pngSignature) { return .png }
        guard bytes.count >= 12 else { return nil }
        if bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8) { return .webp }
        return bytes[4..<8].elementsEqual("ftyp".utf8) ? .bmff : nil
    }
}

/// The parts of a picture that may tell where it is from.
struct PictureParts {
    /// The manifest store, or as much of it as is there; nil where none was met.
    var store: ArraySlice<UInt8>?
    /// Packets of XMP.
    var packets: [ArraySlice<UInt8>] = []
    /// Whether all places where a store may stand were passed.
    var isComplete = false
}
