// SPDX-License-Identifier: Apache-2.0

/// Checks on protocol versions, suites, groups and hello parameters.
package enum TLSChecks {
    package static let all: [any Check.Type] = [
        SSL2Offered.self,
        SSL3Offered.self,
        TLS10Offered.self,
        TLS11Offered.self,
        TLS12Missing.self,
        TLS13Missing.self,
        NullSuites.self,
        AnonymousSuites.self,
        ExportSuites.self,
        RC4Suites.self,
        WeakBits.self,
        SmallBlockSuites.self,
        CBCSuites.self,
        NoForwardSecrecy.self,
        WeakGroups.self,
        WeakDH.self,
        CommonDHPrime.self,
        UnsafeDHPrime.self,
        ReusedEphemeralKeys.self,
        NoPostQuantum.self,
        WeakKeyExchangeSignature.self,
        CompressionEnabled.self,
        NoSecureRenegotiation.self,
        NoExtendedMasterSecret.self,
        ClientOrder.self,
        StartTLSMissing.self,
        TicketLifetimeTooLong.self,
        TicketKeyOld.self,
        EarlyDataAccepted.self,
        ClockSkewed.self,
        HelloIntolerant.self,
    ]
}
