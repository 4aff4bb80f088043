// SPDX-License-Identifier: Apache-2.0
internal import Crypto
package import Foundation
internal import Inventory
internal import Model
internal import Probes
package import Proof

/// A time stamp for a report that was written: the query for it, and taking in what an authority answered.
package struct ReportTimestamp: Sendable {
    private let report: WrittenReport
    private let manifest: Data

    /// Throws where the folder holds no manifest.
    package init(of report: WrittenReport) throws(BrokenTimestamp) {
        guard let manifest = report.read(ProofFiles.manifest), ReportManifest(bytes: manifest) != nil else {
            throw BrokenTimestamp("there is no \(ProofFiles.manifest) of a report in \(report.url.path)")
        }
        self.report = report
        self.manifest = manifest
    }

    /// A query in DER (RFC 3161 §2.4.1) for the SHA-256 of the manifest, with a nonce.
    package func query() throws(BrokenTimestamp) -> Data {
        guard let query = try? TimestampQuery(imprint: SHA256.digest(Array(manifest))) else {
            throw BrokenTimestamp("OpenSSL makes no query")
        }
        return Data(query.der)
    }

    /// Verifies a reply and lays it beside the manifest, with a signature over it where the key is at hand.
    ///
    /// - Parameters:
    ///   - query: what the reply must answer; nil where it is not there any more.
    ///   - authorities: certificates in PEM that are trusted; nil for none.
    ///   - key: signs the reply, so that every byte of it counts; nil where it is not at hand.
    package func take(
        _ reply: Data,
        answering query: Data?,
        authorities: [UInt8]?,
        key: SigningKey?
    ) throws -> ProvenTimestamp {
        var nonce: [UInt8]?
        if let query {
            guard let asked = try? TimestampQuery(der: Array(query)) else {
                throw BrokenTimestamp("the query cannot be read")
            }
            nonce = asked.nonce
        }
        let stamp = try ProvenTimestamp(reply: reply, over: manifest, nonce: nonce, authorities: authorities)
        let place = report.url.appending(path: ProofFiles.timestampSignature)
        if let key {
            try key.sign(reply).write(to: place, options: .atomic)
        } else if FileManager.default.fileExists(atPath: place.path) {
            try FileManager.default.removeItem(at: place)
        }
        try reply.write(to: report.url.appending(path: ProofFiles.timestamp), options: .atomic)
        return stamp
    }

    /// Asks an authority over the network and takes its reply in; throws `Unestablished` where nobody answers.
    package func ask(_ url: String, by settings: MeasuringSettings, authorities: [UInt8]?, key: SigningKey?)
        async throws -> ProvenTimestamp
    {
        let query = try query()
        let instruments = try Instruments(settings)
        let answer = await instruments.timestamps.reply(to: Array(query), from: url)
        await instruments.shutdown()
        return try take(Data(try answer.get()), answering: query, authorities: authorities, key: key)
    }

    /// Asks the authority of a configuration about a report that was written; why there is no time stamp, in words, or nil
    /// where there is one or nobody is to be asked.
    package static func add(to report: URL, by configuration: LoadedConfiguration, state: URL) async
        -> String?
    {
        let reports = configuration.settings.reports
        guard let url = reports.timestampURL else { return nil }
        do {
            let timestamp = try ReportTimestamp(of: WrittenReport(report))
            let authorities = try reports.timestampAuthority.map {
                [UInt8](try Data(contentsOf: URL(filePath: $0)))
            }
            _ = try await timestamp.ask(
                url,
                by: MeasuringSettings(
                    configuration.settings,
                    contact: configuration.estate.ministry.contact
                ),
                authorities: authorities,
                key: timestamp.key(of: state)
            )
            return nil
        } catch let gap as Unestablished {
            return "the report has no time stamp: \(gap.reason)"
        } catch {
            return "the report has no time stamp: \(error)"
        }
    }

    /// The key that signed the report last, where it is at hand and is still the one.
    ///
    /// - Parameter state: where the signing key lies.
    package func key(
        of state: URL,
        credentials: String? = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
    ) -> SigningKey? {
        ReportManifest(bytes: manifest)?.key.flatMap {
            try? Sealer.present($0, of: state, credentials: credentials)
        }
    }
}
