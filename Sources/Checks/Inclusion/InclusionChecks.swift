// SPDX-License-Identifier: Apache-2.0

/// Checks on who cannot reach an endpoint.
package enum InclusionChecks {
    package static let all: [any Check.Type] = [
        AccessibilityBarriers.self,
        AccessibilityPractice.self,
        AccessibilityStrained.self,
        AccessibilityUnreviewed.self,
        ClientsExcluded.self,
        IPv6Missing.self,
        LanguagesMismarked.self,
        LanguagesMissing.self,
        PageOrigins.self,
        PageSlow.self,
        PageUncached.self,
        PageUncompressed.self,
        ScriptNeeded.self,
    ]
}
