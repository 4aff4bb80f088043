// SPDX-License-Identifier: Apache-2.0

/// One server of the laboratory: a sound one, or a sound one with one fault.
package struct Specimen: Hashable, Sendable {
    /// The name that it is asked for, and that its certificate is for.
    package let host: String
    /// The last byte of its address.
    package let number: UInt8
    /// Nil for a sound server.
    package let fault: Fault?

    package init(host: String, number: UInt8, fault: Fault? = nil) {
        self.host = host
        self.number = number
        self.fault = fault
    }

    /// Where it listens: an address of its own, so that it has a budget of its own.
    ///
    /// Linux answers on all of 127.0.0.0/8.
    package var address: String { "127.88.0.\(number)" }

    var blueprint: Blueprint {
        var blueprint = Blueprint(host: host)
        fault?.plant(&blueprint)
        return blueprint
    }
}
