// SPDX-License-Identifier: Apache-2.0
package import NIOCore

/// Runs tasks on an event loop, so that a dialogue and what its visit makes of it need neither a second thread nor its
/// wake-up.
///
/// A task that is given it as its preference must end before the loop does.
package final class LoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    package init(_ loop: any EventLoop) { self.loop = loop }

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { unsafe job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
