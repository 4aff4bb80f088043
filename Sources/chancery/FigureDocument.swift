// SPDX-License-Identifier: Apache-2.0
internal import Model
internal import Pipeline

/// An assessment as documents on several cycles have it.
struct FigureDocument: Encodable {
    let band: Band
    let residual: RiskEstimate
    let inherent: RiskEstimate
    let established: Int
    let applicable: Int
    /// The headline is then not the band.
    let evidenceIsInsufficient: Bool

    init(_ assessment: Assessment) { self.init(TrendPoint(assessment, open: nil)) }

    init(_ point: TrendPoint) {
        band = point.residual.band
        residual = point.residual
        inherent = point.inherent
        established = point.coverage.established
        applicable = point.coverage.applicable
        evidenceIsInsufficient = point.evidenceIsInsufficient
    }
}
