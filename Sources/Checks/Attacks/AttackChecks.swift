// SPDX-License-Identifier: Apache-2.0

/// Checks on named attacks that were looked for; those that follow from what is offered are checks on that.
package enum AttackChecks {
    package static let all: [any Check.Type] = [
        Heartbleed.self,
        CCSInjection.self,
        Ticketbleed.self,
        Robot.self,
        InsecureRenegotiation.self,
        ClientRenegotiation.self,
        Breach.self,
        PaddingOracles.self,
        NoFallbackProtection.self,
        RaccoonKeyReuse.self,
        Alpaca.self,
        StarttlsInjection.self,
        OpossumPair.self,
    ]
}
