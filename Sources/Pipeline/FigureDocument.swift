// SPDX-License-Identifier: Apache-2.0
package import Model

/// An assessment as documents on several cycles have it.
package struct FigureDocument: Encodable, Sendable {
    package let band: Band
    package let residual: RiskEstimate
    package let inherent: RiskEstimate
    package let established: Int
    package let applicable: Int
    /// The headline is then not the band.
    package let evidenceIsInsufficient: Bool

    package init(_ assessment: Assessment) { self.init(TrendPoint(assessment, open: nil)) }

    package init(_ point: TrendPoint) {
        band = point.residual.band
        residual = point.residual
        inherent = point.inherent
        established = point.coverage.established
        applicable = point.coverage.applicable
        evidenceIsInsufficient = point.evidenceIsInsufficient
    }
}
