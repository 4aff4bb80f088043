// SPDX-License-Identifier: Apache-2.0

/// Answers of one visit that several inquiries rest on, and the requests that they may make together.
struct SharedAnswers: Sendable {
    /// Of web pages, where the service has any.
    let requests: WebAllowance
    private let foreignName = SharedAnswer<NameAnswer>()
    private let page = SharedAnswer<PageLooks>()

    init(requests: Int = PageErrand.none.requests) { self.requests = WebAllowance(requests) }

    /// What a hello with a foreign server name comes to.
    func foreignName(_ ask: @Sendable () async -> NameAnswer) async -> NameAnswer {
        await foreignName.value(ask)
    }

    /// What is served at `/`.
    func page(_ ask: @Sendable () async -> PageLooks) async -> PageLooks { await page.value(ask) }

    /// What is served at `/`; nil where nobody asked for it.
    var pageLooks: PageLooks? {
        get async { await page.known }
    }
}

/// Asked for by the first who wants it, within its own task, and awaited by the others.
private actor SharedAnswer<Value: Sendable> {
    private(set) var known: Value?
    private var isAsked = false
    private var waiting: [CheckedContinuation<Value, Never>] = []

    func value(_ ask: @Sendable () async -> Value) async -> Value {
        if let known { return known }
        if isAsked { return await withCheckedContinuation { waiting.append($0) } }
        isAsked = true
        let answer = await ask()
        known = answer
        for other in waiting { other.resume(returning: answer) }
        waiting = []
        return answer
    }
}
