// SPDX-License-Identifier: Apache-2.0

/// What the page at `/` answers to a request that names a foreign origin (Fetch §3.3).
package struct CrossOriginAccess: Fact {
    package static let kind = FactKind("web.cross-origin", version: 1)

    /// The foreign origin that was named.
    package let asked: String
    /// As sent; nil without the field.
    package let allowOrigin: String?
    package let allowCredentials: String?

    package init(asked: String, allowOrigin: String?, allowCredentials: String?) {
        self.asked = asked
        self.allowOrigin = allowOrigin
        self.allowCredentials = allowCredentials
    }
}
