// SPDX-License-Identifier: Apache-2.0

/// Hands results on one at a time, in a given order as far as a bounded number of waiting ones allows.
actor OrderedDelivery<Element: Sendable> {
    /// How many results wait for one before them; past that they go first.
    private let patience: Int

    private let order: [String]
    private let deliver: @Sendable (Element) async -> Void
    private var waiting: [String: Element] = [:]
    private var next = 0
    private var overtaken: Set<String> = []
    private var isDelivering = false

    init(
        order: [String],
        patience: Int,
        deliver: @escaping @Sendable (Element) async -> Void
    ) {
        self.order = order
        self.patience = patience
        self.deliver = deliver
    }

    func add(_ result: Element, of endpoint: String) async {
        waiting[endpoint] = result
        await drain()
    }

    private func drain() async {
        // The actor takes further results in while one is being delivered; the loop below sees them.
        guard !isDelivering else { return }
        isDelivering = true
        defer { isDelivering = false }
        while let result = takeDue() { await deliver(result) }
    }

    private func takeDue() -> Element? {
        while next < order.count {
            let endpoint = order[next]
            if let result = waiting.removeValue(forKey: endpoint) {
                next += 1
                return result
            }
            guard overtaken.remove(endpoint) != nil else { break }
            next += 1
        }
        guard waiting.count > patience else { return nil }
        guard let endpoint = order[next...].first(where: { waiting[$0] != nil }) else { return nil }
        overtaken.insert(endpoint)
        return waiting.removeValue(forKey: endpoint)
    }
}
