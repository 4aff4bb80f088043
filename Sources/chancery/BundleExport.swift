// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Inventory
internal import Model
internal import Observations
internal import Pipeline

/// One look from here, written as a bundle with its signature.
struct BundleExport: Sendable {
    let targets: [String]
    let directory: String?
    let contact: String?
    let vantage: String
    let signer: VantageKey

    func run(to path: String) async throws {
        let (endpoints, settings) = try plan()
        guard !endpoints.isEmpty else {
            Terminal.say("chancery: nothing is listed to look at; name targets, or a folder with --config")
            throw ExitCode.badConfiguration
        }
        let instruments: Instruments
        do {
            instruments = try Instruments(settings)
        } catch {
            Terminal.say("chancery: \(error)")
            throw ExitCode.badConfiguration
        }
        let bar = ProgressBar()
        let counter = FinishedCount()
        let observer = VantageObserver(
            instruments: instruments,
            vantage: vantage,
            toolVersion: Chancery.version
        )
        let bundle = await observer.observe(endpoints) { endpoint in
            await bar.show(counter.next(), of: endpoints.count, endpoint.id)
        }
        await bar.clear()
        await instruments.shutdown()
        let bytes = try bundle.bytes
        let signature = try signer.sign(bytes)
        // The signature comes first: a bundle that is there has one.
        try signature.write(to: URL(filePath: path + ".sig"), options: .atomic)
        try bytes.write(to: URL(filePath: path), options: .atomic)
        let count = Terminal.count(endpoints.count, "endpoint")
        Terminal.print("\(Terminal.harmless(path)): \(count) seen from \(vantage), \(bundle.reached) reached")
        Terminal.print("Send it together with \(Terminal.harmless(path)).sig.")
        if bundle.reached == 0 { throw ExitCode.nothingReachable }
    }

    private func plan() throws -> (endpoints: [Endpoint], settings: MeasuringSettings) {
        var service = ServiceSettings()
        var contact = contact
        var listed: [Endpoint] = []
        if let folder = directory ?? (targets.isEmpty ? "/etc/chancery" : nil) {
            let loaded = try ConfigurationOptions.parse(["--config", folder]).load()
            service = loaded.settings
            contact = contact ?? loaded.estate.ministry.contact
            listed = loaded.estate.endpoints
        }
        let named = targets.isEmpty ? listed : try ScanCommand.parse(targets).endpoints()
        return (named, MeasuringSettings(service, contact: contact))
    }
}

/// Counts endpoints as they are through.
private actor FinishedCount {
    private var count = 0

    func next() -> Int {
        count += 1
        return count
    }
}
