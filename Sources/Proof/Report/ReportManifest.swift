// SPDX-License-Identifier: Apache-2.0
internal import Facts
package import Foundation
package import Model

/// What a report folder holds, to the byte, and under which head it was written.
///
/// Its canonical bytes (RFC 8785) are `manifest.json`; `manifest.json.sig` is the bare signature over them.
package struct ReportManifest: Hashable, Codable, Sendable {
    package static let schema = "chancery.manifest/1"

    /// One file, by its path in the folder.
    package struct File: Hashable, Codable, Sendable {
        package let path: String
        package let length: Int
        /// Lower-case hex.
        package let sha256: String

        package init(path: String, length: Int, sha256: String) {
            self.path = path
            self.length = length
            self.sha256 = sha256
        }
    }

    /// The risk model that judged, as its posture names it.
    package struct Method: Hashable, Codable, Sendable {
        package let name: String
        /// Of the file as read, lower-case hex.
        package let sha256: String
        package let version: String

        package init(_ model: ModelStamp) {
            name = model.name
            sha256 = model.sha256
            version = model.version
        }
    }

    package let schema: String
    /// The folder's name: a day or a period.
    package let report: String
    package let written: Date
    /// Version of Chancery.
    package let tool: String
    package let model: Method
    package let cycle: Cycle.ID
    /// The head of the cycle; nil where it was not signed when the report was written.
    package let head: SealedText?
    /// How each key became the one that signs, oldest first.
    package let keys: [SealedText]
    /// Fingerprint of the key that signs this manifest; nil where none was at hand.
    package let key: String?
    /// By path; without the manifest and what lies beside it.
    package let files: [File]

    package init(
        report: String,
        written: Date,
        tool: String,
        model: ModelStamp,
        cycle: Cycle.ID,
        head: SealedHead?,
        keys: [SealedKey],
        key: String?,
        files: [File]
    ) {
        schema = Self.schema
        self.report = report
        self.written = written
        self.tool = tool
        self.model = Method(model)
        self.cycle = cycle
        self.head = head.map { SealedText($0) }
        self.keys = keys.map { SealedText($0) }
        self.key = key
        self.files = files.sorted { $0.path < $1.path }
    }

    /// The bytes that are signed.
    package var bytes: Data { get throws { try CanonicalJSON.encode(self) } }

    /// Nil where the bytes are no manifest, not the canonical ones of it, or lead out of the folder.
    package init?(bytes: Data) {
        guard let read = try? CanonicalJSON.decode(Self.self, from: bytes), read.schema == Self.schema,
            read.files.allSatisfy({ Self.isInside($0.path) && $0.length >= 0 }),
            Set(read.files.map(\.path)).count == read.files.count,
            (try? read.bytes) == bytes
        else { return nil }
        self = read
    }

    /// Whether a path names something below the folder that it is read from.
    package static func isInside(_ path: String) -> Bool {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        return path.utf8.count <= 4096 && !path.utf8.contains(0)
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }
}

/// The files that prove a report, by their names in its folder.
package enum ProofFiles {
    package static let manifest = "manifest.json"
    package static let signature = "manifest.json.sig"
    package static let proofs = "proofs.json"
    package static let key = "signing-key.pem"
    package static let timestamp = "manifest.tsr"
    package static let timestampSignature = "manifest.tsr.sig"

    /// Those that no manifest can list.
    package static let beside: Set<String> = [manifest, signature, timestamp, timestampSignature]

    /// Verifies the signature without Chancery.
    package static let command =
        "openssl pkeyutl -verify -pubin -inkey \(key) -rawin -in \(manifest) -sigfile \(signature)"
    /// Prints the fingerprint of the public key without Chancery.
    package static let fingerprintCommand = "openssl pkey -pubin -in \(key) -outform DER | sha256sum"
}
