// SPDX-License-Identifier: Apache-2.0

/// Checks on the pages of endpoints.
package enum WebChecks {
    package static let all: [any Check.Type] = [
        HTTPSNotForced.self,
        RedirectInsecure.self,
        TransportSecurityMissing.self,
        TransportSecurityWeak.self,
        PreloadUnfit.self,
        SecurityPolicyMissing.self,
        SecurityPolicyWeak.self,
        FramingAllowed.self,
        SniffingAllowed.self,
        ReferrerPolicyUnsafe.self,
        PermissionsOpen.self,
        IsolationMissing.self,
        CrossOriginReflected.self,
        CookieInsecure.self,
        CookieLifetimeTooLong.self,
        MixedContent.self,
        IntegrityMissing.self,
        ForeignOriginsMany.self,
        VersionDisclosed.self,
        SecurityTextMissing.self,
        SecurityTextBroken.self,
        SecurityTextSignatureUnverified.self,
        PagesDiffer.self,
        ErrorPageLeaks.self,
        StatementsStale.self,
        ContentReplaced.self,
        AIAgentsUnaddressed.self,
        ChatbotUndisclosed.self,
        CorrectionsUnlinked.self,
    ]
}
