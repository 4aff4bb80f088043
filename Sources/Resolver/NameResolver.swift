// SPDX-License-Identifier: Apache-2.0
internal import CUnbound
internal import Dispatch
internal import Model

/// Asks for names through libunbound, which validates (DNSSEC) and caches; it never throws for what a server does.
package actor NameResolver: Resolving {
    /// A question under way: libunbound calls back with its address, from inside `ub_process`.
    ///
    /// The actor's table holds it until the answer has come or libunbound has promised not to call back.
    private final class Question {
        let continuation: CheckedContinuation<DNSAnswer, Never>
        var number: Int32 = 0
        var answer: DNSAnswer?

        init(_ continuation: CheckedContinuation<DNSAnswer, Never>) { self.continuation = continuation }
    }

    /// Ends the watching when the resolver goes.
    private final class Watch {
        let source: any DispatchSourceRead

        init(_ source: any DispatchSourceRead) { self.source = source }

        deinit { source.cancel() }
    }

    private let executor = QueueExecutor(label: "chancery.resolver")
    private let context: UnboundContext
    private let deadline: Duration
    private let validates: Bool
    private var watch: Watch?
    private var questions: [UInt64: Question] = [:]
    private var nextID: UInt64 = 0

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        unsafe executor.asUnownedSerialExecutor()
    }

    package init(_ settings: ResolverSettings) throws(ResolverError) {
        context = try UnboundContext(settings)
        deadline = settings.deadline
        validates = settings.validates
    }

    /// All addresses of a host; a literal address, bare or in brackets, needs no question.
    package func addresses(of host: String) async -> Resolution {
        let bare = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
        if let literal = IPAddress(bare) { return Resolution(literal: literal) }
        async let ipv4 = records(of: host, type: 1)
        async let ipv6 = records(of: host, type: 28)
        return await Resolution(ipv4: ipv4, ipv6: ipv6)
    }

    /// The records of one type, by its number at IANA, in class IN.
    package func records(of name: String, type: UInt16) async -> DNSAnswer {
        guard !Task.isCancelled else { return DNSAnswer(.cancelled) }
        startWatching()
        let id = nextID
        nextID += 1
        let timer = Task { [deadline] in
            try await Task.sleep(for: deadline)
            abandon(id, as: .timedOut)
        }
        defer { timer.cancel() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                ask(name, type: type, id: id, question: Question(continuation))
            }
        } onCancel: {
            Task { await self.abandon(id, as: .cancelled) }
        }
    }

    private func startWatching() {
        guard watch == nil else { return }
        let source = DispatchSource.makeReadSource(fileDescriptor: context.descriptor, queue: executor.queue)
        source.setEventHandler { [weak self] in self?.assumeIsolated { $0.takeAnswers() } }
        // The context, and with it the descriptor, must outlive the source.
        source.setCancelHandler { [context] in withExtendedLifetime(context) {} }
        source.activate()
        watch = Watch(source)
    }

    private func ask(_ name: String, type: UInt16, id: UInt64, question: Question) {
        questions[id] = question
        let argument = unsafe Unmanaged.passUnretained(question).toOpaque()
        let code = unsafe ub_resolve_async(
            context.pointer,
            name,
            Int32(type),
            1,
            argument,
            { argument, error, result in
                guard let argument = unsafe argument else { return unsafe ub_resolve_free(unsafe result) }
                let question = unsafe Unmanaged<Question>.fromOpaque(argument).takeUnretainedValue()
                question.answer = unsafe DNSAnswer(error: error, result: result?.pointee)
                unsafe ub_resolve_free(result)
            },
            &question.number
        )
        if code != 0 {
            questions[id] = nil
            question.continuation.resume(returning: DNSAnswer(.failed(unboundReason(code))))
        }
    }

    private func takeAnswers() {
        _ = unsafe ub_process(context.pointer)
        for (id, question) in questions {
            guard let answer = question.answer else { continue }
            questions[id] = nil
            question.continuation.resume(returning: validates ? answer : answer.withoutValidation)
        }
    }

    private func abandon(_ id: UInt64, as outcome: LookupOutcome) {
        guard let question = questions[id], question.answer == nil else { return }
        // Whatever it returns, libunbound does not call back for this question from here on:
        // callbacks run inside `ub_process` alone, which runs here alone.
        _ = unsafe ub_cancel(context.pointer, question.number)
        questions[id] = nil
        question.continuation.resume(returning: DNSAnswer(outcome))
    }
}
