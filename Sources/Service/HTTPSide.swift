// SPDX-License-Identifier: Apache-2.0
internal import Foundation
internal import Inventory
internal import Logging
internal import NIOCore
internal import NIOPosix
internal import Pipeline
internal import ServiceLifecycle
internal import Serving
internal import Store

extension DaemonState: DaemonSource {
    func running() -> LoadedConfiguration { configuration }
}

/// What is served over HTTP, apart from all measuring: a place that cannot be served is tried again and again, and nothing
/// of it ends the daemon.
struct HTTPSide: ServiceLifecycle.Service {
    /// Between two tries of a place; twice as long after each, up to a minute.
    private static let firstPause: Duration = .seconds(1)
    private static let longestPause: Duration = .seconds(60)
    /// Between two looks at whether `[HTTP]` has changed; an idle daemon wakes up seldom.
    private static let look: Duration = .seconds(5)

    let store: any Store
    let state: DaemonState
    let environment: Daemon.Environment
    let logger: Logger

    func run() async throws {
        // A loop of its own: connections that measure never wait for one that is served.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let tally = ServingTally()
        let website = Website(
            store: store,
            source: state,
            reports: environment.reportDirectory,
            version: environment.toolVersion,
            tally: tally
        )
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { tasks in
                for descriptor in environment.sockets {
                    tasks.addTask { await serve(.inherited(descriptor), website, tally, group) }
                }
                tasks.addTask { await serveConfigured(website, tally, group) }
            }
        }
        try await group.shutdownGracefully()
    }

    /// What `Listen=` names, anew whenever `[HTTP]` changes.
    private func serveConfigured(
        _ website: Website,
        _ tally: ServingTally,
        _ group: MultiThreadedEventLoopGroup
    ) async {
        while !Task.isCancelled {
            let settings = await state.configuration.settings.http
            await withDiscardingTaskGroup { tasks in
                for address in settings.listen {
                    tasks.addTask { await serve(.address(address), website, tally, group) }
                }
                await change(from: settings)
                tasks.cancelAll()
            }
        }
    }

    private func change(from settings: HTTPSettings) async {
        while !Task.isCancelled {
            guard await state.configuration.settings.http == settings else { return }
            try? await Task.sleep(for: Self.look)
        }
    }

    /// One place until the task is cancelled; each trouble is logged once, until it is another one.
    private func serve(
        _ place: Listener.Place,
        _ website: Website,
        _ tally: ServingTally,
        _ group: MultiThreadedEventLoopGroup
    ) async {
        var pause = Self.firstPause
        var told = ""
        while !Task.isCancelled {
            let settings = await state.configuration.settings.http
            do {
                let token = try settings.token.map { source throws(Token.Unusable) in
                    try Token.read(source, credentials: environment.credentials)
                }
                let listener = Listener(
                    place,
                    settings: settings,
                    token: token,
                    group: group,
                    tally: tally,
                    answer: { await website.answer($0) }
                )
                try await listener.serve { name in logger.notice("listening", metadata: ["at": "\(name)"]) }
            } catch {
                let trouble = "\(error)"
                if trouble != told, !Task.isCancelled {
                    logger.error("\(place) is not served over HTTP, to be tried again: \(trouble)")
                }
                told = trouble
            }
            guard !Task.isCancelled else { return }
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, Self.longestPause)
        }
    }
}
