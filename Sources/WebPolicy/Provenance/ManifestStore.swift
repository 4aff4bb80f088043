// SPDX-License-Identifier: Apache-2.0

/// A manifest store of C2PA as far as it says who made it and how (C2PA 2.2 §11).
///
/// What is written there, not whether it is true: neither its signature nor its hashes are verified.
package struct ManifestStore: Hashable, Sendable {
    package let manifests: Int
    /// The program that made the claim of the last manifest, the active one, in its own words.
    package let generator: String?
    /// Whether a signature stands beside that claim; nil where it was not read so far.
    package let isSigned: Bool?
    /// Codes of digital source types of all manifests.
    package let sourceTypes: Set<String>
    /// Why there may be more; nil where all of it was read.
    package let gap: String?

    private static let longestGenerator = 100
    private static let mostManifests = 64

    /// Nil where the bytes do not begin one.
    init?(_ bytes: ArraySlice<UInt8>) {
        let outer = JUMBFBox.boxes(in: bytes).boxes.lazy.compactMap(JUMBFSuperbox.init)
        guard let store = outer.first(where: { $0.kind == "c2pa" && $0.label == "c2pa" }) else { return nil }
        let all = store.superboxes
        let read = all.prefix(Self.mostManifests).map(Manifest.init)
        manifests = all.count
        sourceTypes = read.reduce(into: []) { $0.formUnion($1.sourceTypes) }
        guard store.isWhole, all.count <= Self.mostManifests, let active = read.last else {
            (generator, isSigned) = (nil, nil)
            // One that is empty says nothing more.
            gap = all.isEmpty && store.isWhole ? nil : "only the beginning of its manifest store was read"
            return
        }
        generator = active.generator.map { Self.printable($0) }
        isSigned = active.isSigned
        gap = read.lazy.compactMap(\.gap).first
    }

    /// Without control characters, to a bound.
    private static func printable(_ text: String) -> String {
        String(
            text.filter { !$0.unicodeScalars.contains { $0.properties.generalCategory == .control } }.prefix(
                longestGenerator
            )
        )
    }
}

/// One manifest: a claim, its assertions, its signature.
private struct Manifest {
    let generator: String?
    /// Nil where it is compressed.
    let isSigned: Bool?
    let sourceTypes: Set<String>
    let gap: String?

    init(_ box: JUMBFSuperbox) {
        let parts = box.superboxes
        let claim = parts.last { $0.kind == "c2cl" }.flatMap { $0.content("cbor") }.flatMap { CBORItem($0) }
        let assertions = parts.filter { $0.kind == "c2as" }.flatMap(\.superboxes)
        let read = assertions.map(Self.sourceTypes)
        generator = claim.flatMap(Self.generator)
        let isCompressed = box.boxes.contains { $0.type == "brob" }
        isSigned = isCompressed ? nil : parts.contains { $0.kind == "c2cs" && $0.content("cbor") != nil }
        sourceTypes = read.reduce(into: []) { $0.formUnion($1 ?? []) }
        gap =
            if isCompressed {
                "a manifest is compressed"
            } else if claim == nil || !box.isWhole {
                "a manifest cannot be read"
            } else if read.contains(where: { $0 == nil }) {
                "an assertion of a manifest cannot be read"
            } else {
                nil
            }
    }

    /// As version 1 writes it, or by the name and version that both have (C2PA 2.2 §10.2).
    private static func generator(_ claim: CBORItem) -> String? {
        if let text = claim["claim_generator"]?.text { return text }
        var information = claim["claim_generator_info"]
        if case .list(let items)? = information { information = items.first }
        guard let name = information?["name"]?.text else { return nil }
        return information?["version"]?.text.map { "\(name)/\($0)" } ?? name
    }

    /// Nil where it should tell, and cannot be read.
    private static func sourceTypes(_ assertion: JUMBFSuperbox) -> Set<String>? {
        // A second one of a kind has its number behind two underscores.
        let label = assertion.label
        if label.hasPrefix("c2pa.actions") {
            guard let item = assertion.content("cbor").flatMap({ CBORItem($0) }) else { return nil }
            return Set(item.texts(of: "digitalSourceType").compactMap(SourceType.code))
        }
        return assertion.content("json").map { Set(SourceType.codes(in: $0)) } ?? []
    }
}
