// SPDX-License-Identifier: Apache-2.0

/// Checks on what a domain says about its mail.
package enum MailChecks {
    package static let all: [any Check.Type] = [
        SPFMissing.self,
        SPFBroken.self,
        SPFPermissive.self,
        DMARCMissing.self,
        DMARCWeak.self,
        DMARCUnreported.self,
        DKIMMissing.self,
        DKIMWeak.self,
        MTASTSMissing.self,
        MTASTSBroken.self,
        TLSReportingMissing.self,
        DANEMissing.self,
        DANEBroken.self,
        NonSendingOpen.self,
        NullMXBroken.self,
        ExchangesWithoutIPv6.self,
        BIMIBroken.self,
        BIMICertificate.self,
    ]
}
