// SPDX-License-Identifier: Apache-2.0

/// What a server of SIP answers to OPTIONS (RFC 3261 §11).
package struct CallServerConduct: Fact {
    package static let kind = FactKind("conference.sip", version: 1)

    /// 200…699; 483 is the right answer of a proxy that may not pass the question on.
    package let status: Int
    /// Fields that name software, `server: kamailio`; sorted.
    package let software: [String]
    /// Methods that it takes; sorted, and empty where it does not say.
    package let methods: [String]
    /// Of its challenges; sorted.
    package let realms: [String]

    package init(status: Int, software: [String] = [], methods: [String] = [], realms: [String] = []) {
        self.status = status
        self.software = Set(software).sorted()
        self.methods = Set(methods).sorted()
        self.realms = Set(realms).sorted()
    }
}
