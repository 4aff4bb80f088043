// SPDX-License-Identifier: Apache-2.0

/// Which of the page's own scripts come with a map that leads back to their source.
package struct SourceMaps: Fact {
    package static let kind = FactKind("web.source-maps", version: 1)

    /// A map that is there for everybody.
    package struct Map: Codable, Hashable, Sendable {
        /// Path of the script.
        package let script: String
        /// Path of the map; nil where it stands within the script.
        package let path: String?
        /// Whether the sources themselves stand in it, as far as it was read.
        package let holdsSources: Bool

        package init(script: String, path: String?, holdsSources: Bool) {
            self.script = script
            self.path = path
            self.holdsSources = holdsSources
        }
    }

    /// How many scripts were looked at.
    package let scripts: Int
    /// By script.
    package let maps: [Map]

    package init(scripts: Int, maps: [Map]) {
        self.scripts = scripts
        self.maps = maps.sorted { $0.script < $1.script }
    }
}
