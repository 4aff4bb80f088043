// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline
internal import Proof

/// `chancery timestamp`: has somebody else say when a report was there.
struct TimestampCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "timestamp",
        abstract: "Put a time stamp of an authority (RFC 3161) beside a report.",
        discussion: """
            The authority sees a hash of the report's manifest and nothing else. Ask it from here with --url, through the \
            HTTPProxy= of the configuration; or write the query, carry it to where there is a network, and bring the reply \
            back. Both are files that 'openssl ts' reads, too.

            Exit status: 0 done, 1 the reply is no time stamp of this report, 64 usage, 69 nobody answered, 70 a file cannot \
            be read or written.

            Examples:
              chancery timestamp ./reports/2026-11 --url http://tsa.example --authority tsa-root.pem
              chancery timestamp ./reports/2026-11 --query ask.tsq
              curl -H 'Content-Type: application/timestamp-query' --data-binary @ask.tsq https://tsa.example > got.tsr
              chancery timestamp ./reports/2026-11 --query ask.tsq --reply got.tsr --authority tsa-root.pem
            """
    )

    @Argument(help: ArgumentHelp("The folder of a report.", valueName: "dir"), completion: .directory)
    var path: String

    @Option(
        help: ArgumentHelp(
            "Where the query is written; with --reply, what it must answer.",
            valueName: "file"
        ),
        completion: .file()
    )
    var query: String?

    @Option(help: ArgumentHelp("What the authority answered.", valueName: "file"), completion: .file())
    var reply: String?

    @Option(
        help: ArgumentHelp(
            "PEM file with the certificates of authorities that you trust.",
            valueName: "file"
        ),
        completion: .file()
    )
    var authority: String?

    @Option(help: ArgumentHelp("Ask the authority at this address now.", valueName: "url"))
    var url: String?

    @OptionGroup var state: StateOptions
    @OptionGroup var configurationOptions: ConfigurationOptions

    func validate() throws {
        guard (url == nil) != (query == nil && reply == nil) else {
            throw ValidationError(
                "--url URL asks; or --query FILE writes a query, and --reply FILE takes an answer in"
            )
        }
    }

    func run() async throws {
        do {
            let report = try ReportTimestamp(of: WrittenReport(URL(filePath: path)))
            if url == nil, reply == nil {
                try write(try report.query())
            } else {
                try await stamp(report)
            }
        } catch let error as BrokenTimestamp {
            Terminal.say("chancery: \(Terminal.harmless(error.description))")
            throw ExitCode.findingAboveGate
        } catch let gap as Unestablished {
            Terminal.say("chancery: \(Terminal.harmless(gap.reason))")
            throw ExitCode.nothingReachable
        }
    }

    private func write(_ asked: Data) throws {
        guard let query else { return }
        try asked.write(to: URL(filePath: query), options: .withoutOverwriting)
        Terminal.print(query)
    }

    private func stamp(_ report: ReportTimestamp) async throws {
        let key = report.key(of: state.url)
        let authorities = try authority.map { [UInt8](try Data(contentsOf: URL(filePath: $0))) }
        let stamp: ProvenTimestamp
        if let url {
            let loaded = try configurationOptions.load(warns: false)
            let settings = MeasuringSettings(loaded.settings, contact: loaded.estate.ministry.contact)
            stamp = try await report.ask(url, by: settings, authorities: authorities, key: key)
        } else {
            stamp = try report.take(
                try Data(contentsOf: URL(filePath: reply ?? "")),
                answering: try query.map { try Data(contentsOf: URL(filePath: $0)) },
                authorities: authorities,
                key: key
            )
        }
        let name = Terminal.harmless(stamp.authority ?? "an authority without a name")
        Terminal.print("\(stamp.time.formatted(.iso8601)) by \(name)")
        if !stamp.isTrusted {
            Terminal.say("chancery: nobody vouches for the authority; --authority names whom you trust")
        }
        if key == nil {
            Terminal.say("chancery: the key of the report is not at hand, so the reply itself is not signed")
        }
    }
}
