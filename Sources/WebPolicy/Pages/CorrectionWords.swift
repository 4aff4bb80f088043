// SPDX-License-Identifier: Apache-2.0

/// Words by which a site names its page of corrections, as of 2026-11; a heuristic.
package enum CorrectionWords {
    /// As a reader sees them, in lower case.
    package static let phrases = PhraseList([
        "corrections", "correction policy", "corrections policy", "clarifications", "errata", "erratum",
        "fact check", "fact-check", "rectificatif", "rectification", "mise au point", "mises au point",
        "démenti",
        "korrekturen", "berichtigung", "richtigstellung", "rectificaciones", "fe de erratas", "correcciones",
        "correções", "retificações", "rettifiche", "errata corrige", "rectificaties", "correcties", "ralat",
        "koreksi berita", "klarifikasi", "düzeltmeler", "tekzip", "sprostowania", "sprostowanie", "rättelser",
        "rettelser", "исправления", "опровержения", "спростування", "تصويبات", "تصحيحات", "توضيحات", "更正",
        "勘误",
        "勘誤", "辟谣", "訂正", "정정",
    ])

    /// Parts of paths that lead there, in lower case.
    package static let segments: Set<String> = [
        "corrections", "correction", "corrections-policy", "clarifications", "errata", "erratum", "factcheck",
        "fact-check", "fact-checks", "rectificatifs", "rectifications", "mises-au-point", "korrekturen",
        "berichtigungen", "richtigstellungen", "rectificaciones", "fe-de-erratas", "correcciones",
        "correcoes",
        "retificacoes", "rettifiche", "rectificaties", "correcties", "ralat", "klarifikasi", "duzeltmeler",
        "sprostowania", "rattelser", "rettelser",
    ]

    /// Whether a path leads to corrections, by one of its parts, endings like `.html` aside.
    package static func lead(_ path: String) -> Bool {
        path.lowercased().split(separator: "/").contains { part in
            segments.contains(String(part.prefix { $0 != "." }))
        }
    }
}
