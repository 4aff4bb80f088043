// SPDX-License-Identifier: Apache-2.0

/// Answers of one visit that several inquiries rest on: asked for by the first, awaited by the others.
actor SharedAnswers {
    private var foreignName: Task<NameAnswer, Never>?
    private var page: Task<PageLooks, Never>?

    /// What a hello with a foreign server name comes to.
    func foreignName(_ ask: @escaping @Sendable () async -> NameAnswer) async -> NameAnswer {
        let task = foreignName ?? Task { await ask() }
        foreignName = task
        return await task.value
    }

    /// What is served at `/`.
    func page(_ ask: @escaping @Sendable () async -> PageLooks) async -> PageLooks {
        let task = page ?? Task { await ask() }
        page = task
        return await task.value
    }

    /// What is served at `/`, nil where nobody asked for it.
    var pageLooks: PageLooks? {
        get async { await page?.value }
    }
}
