// SPDX-License-Identifier: Apache-2.0

/// What elements of one name hold of text that readers do not see, to a bound.
struct HTMLAside {
    let element: String
    /// In bytes.
    let longest: Int
    private var bytes: [UInt8] = []
    private var depth: Int?

    init(element: String, longest: Int) {
        self.element = element
        self.longest = longest
    }

    mutating func begin(_ name: String, depth: Int) {
        if self.depth == nil, name == element { self.depth = depth }
    }

    mutating func end(depth: Int) {
        guard self.depth == depth else { return }
        self.depth = nil
        if bytes.count < longest { bytes.append(0x0A) }
    }

    mutating func read(_ more: UnsafeBufferPointer<UInt8>) {
        guard depth != nil else { return }
        unsafe bytes.append(contentsOf: more.prefix(max(0, longest - bytes.count)))
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}
