// SPDX-License-Identifier: Apache-2.0

/// Checks on what a domain says about its names, and on who answers for it.
package enum NameChecks {
    package static let all: [any Check.Type] = [
        DNSSECUnsigned.self,
        DNSSECBogus.self,
        DNSSECWeak.self,
        DNSSECEndsSoon.self,
        DSWithoutKey.self,
        CAAMissing.self,
        CAAIssuerDiffers.self,
        NameServersFew.self,
        DelegationDiffers.self,
        NameServerLame.self,
        SerialsDiffer.self,
        NameServerWithoutTCP.self,
        RecursionOffered.self,
        ZoneTransferOpen.self,
        DanglingName.self,
        NameServersWithoutIPv6.self,
        LookAlikesInUse.self,
        HTTPSRecordMalformed.self,
        HTTPSRecordInconsistent.self,
        EncryptedHelloBroken.self,
        DomainRouteOrigin.self,
        NetworksConcentrated.self,
        RegistrationExpiring.self,
        RegistrationUnlocked.self,
        CertificateUnexpected.self,
    ]
}
