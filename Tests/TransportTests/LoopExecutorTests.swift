// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOPosix
import Testing
import Transport

struct LoopExecutorTests {
    @Test func aTaskAndItsChildrenRunOnTheLoopAndGoBackToIt() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 2)
        let loops = Array(group.makeIterator())
        for loop in loops {
            let seen = await withTaskExecutorPreference(LoopExecutor(loop)) {
                var seen = [loop.inEventLoop]
                seen.append(await Counter().isOn(loop))
                async let child = loop.inEventLoop
                seen.append(await child)
                try? await Task.sleep(for: .milliseconds(1))
                seen.append(loop.inEventLoop)
                // What another loop does takes the task nowhere.
                let other = loops.first { $0 !== loop } ?? loop
                _ = try? await other.submit { 7 }.get()
                return seen + [loop.inEventLoop]
            }
            #expect(seen == [true, true, true, true, true])
        }
        try await group.shutdownGracefully()
    }

    private actor Counter {
        func isOn(_ loop: any EventLoop) -> Bool { loop.inEventLoop }
    }
}
