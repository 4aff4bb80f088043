// SPDX-License-Identifier: Apache-2.0
internal import Checks
internal import Foundation
internal import Settings
package import Standards

/// Reads the policies, the rating and the remedies of a configuration folder.
package enum StandardFiles {
    /// What this version ships.
    package static func shipped() throws(ConfigurationRefusal) -> Standards {
        do {
            return try Standards.shipped()
        } catch {
            throw ConfigurationRefusal(error.diagnostics)
        }
    }

    /// What this version ships, with `policies/*.conf`, `grade.conf` and `remedies.conf` of the folder of `path` in their
    /// place.
    static func load(beside path: String) throws(ConfigurationRefusal) -> Standards {
        let folder = (path as NSString).deletingLastPathComponent
        let base = folder.isEmpty ? "." : folder
        var refusals: [ConfigurationRefusal] = []
        var policies: [Policy] = []
        for file in names(in: base + "/policies").map({ "\(base)/policies/\($0)" }) {
            do throws(ConfigurationRefusal) {
                let policy = try read(file, PolicyFile.read)
                guard !policies.contains(where: { $0.id == policy.id }) else {
                    throw ConfigurationRefusal(file: file, problem: "[Policy \(policy.id)] stands twice")
                }
                policies.append(policy)
            } catch {
                refusals.append(error)
            }
        }
        let grade = optional(base + "/grade.conf", GradeFile.read, &refusals)
        let remedies = optional(base + "/remedies.conf", RemedyFile.read, &refusals)
        guard refusals.isEmpty else { throw ConfigurationRefusal(joining: refusals) }
        return try shipped().with(policies, grade: grade, remedies: remedies)
    }

    /// Nil where the file is missing, or wrong, which is then among the refusals.
    private static func optional<Value>(
        _ path: String,
        _ parse: ([UInt8], String) throws(StandardErrors) -> Value,
        _ refusals: inout [ConfigurationRefusal]
    ) -> Value? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do throws(ConfigurationRefusal) {
            return try read(path, parse)
        } catch {
            refusals.append(error)
            return nil
        }
    }

    private static func names(in folder: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".conf") && !$0.hasPrefix(".") }.sorted()
    }

    private static func read<Value>(
        _ path: String,
        _ parse: ([UInt8], String) throws(StandardErrors) -> Value
    ) throws(ConfigurationRefusal) -> Value {
        guard let data = try? Data(contentsOf: URL(filePath: path)) else {
            throw ConfigurationRefusal(file: path, problem: "cannot be read")
        }
        do throws(StandardErrors) {
            return try parse(Array(data), path)
        } catch {
            throw ConfigurationRefusal(error.diagnostics)
        }
    }
}
