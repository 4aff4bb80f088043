// SPDX-License-Identifier: Apache-2.0
package import HTTPWire

/// A request that passed the gate, as far as anybody needs to know it.
package struct WebRequest: Sendable {
    package let target: RequestTarget
    /// The value of `Accept`; empty where there is none.
    package let accept: String

    package init(target: RequestTarget, accept: String = "") {
        self.target = target
        self.accept = accept
    }
}
