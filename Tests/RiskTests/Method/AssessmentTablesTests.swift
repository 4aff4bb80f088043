// SPDX-License-Identifier: Apache-2.0
import Model
import Risk
import Testing

/// The tables of NIST SP 800-30r1 against text transcribed from the publication, cell by cell.
@Suite("Assessment tables")
struct AssessmentTablesTests {
    /// Rows: initiation from very high down; columns: adverse impact from very low up.
    private static let g5 = """
        VH  L  M  H  VH VH
        H   L  M  M  H  VH
        M   L  L  M  M  H
        L   VL L  L  M  M
        VL  VL VL L  L  L
        """

    /// Rows: likelihood from very high down; columns: impact from very low up.
    private static let i2 = """
        VH  VL L  M  H  VH
        H   VL L  M  H  VH
        M   VL L  M  M  H
        L   VL L  L  L  M
        VL  VL VL VL L  L
        """

    private static let names = ["VL", "L", "M", "H", "VH"]

    private static func cells(_ text: String) throws -> [(row: Band, column: Band, value: Band)] {
        try text.split(separator: "\n").flatMap { line in
            let words = line.split(separator: " ").map(String.init)
            let bands = try words.map { Band(rank: try #require(names.firstIndex(of: $0))) }
            try #require(bands.count == 6)
            return bands.dropFirst().enumerated().map { (bands[0], Band(rank: $0.offset), $0.element) }
        }
    }

    @Test("table G-5 is as published")
    func overallLikelihood() throws {
        let cells = try Self.cells(Self.g5)
        #expect(cells.count == 25)
        for cell in cells {
            let value = LikelihoodRule.nist.likelihood(initiation: cell.row, adverseImpact: cell.column)
            #expect(value == cell.value, "initiation \(cell.row), adverse impact \(cell.column)")
        }
    }

    @Test("table I-2 is as published")
    func levelOfRisk() throws {
        let cells = try Self.cells(Self.i2)
        #expect(cells.count == 25)
        for cell in cells {
            let value = AssessmentTables.risk(likelihood: cell.row, impact: cell.column)
            #expect(value == cell.value, "likelihood \(cell.row), impact \(cell.column)")
        }
    }

    @Test("the rule min never exceeds either input, where G-5 does")
    func smallerOfTheTwo() {
        for initiation in Band.allCases {
            for adverseImpact in Band.allCases {
                let value = LikelihoodRule.min.likelihood(
                    initiation: initiation,
                    adverseImpact: adverseImpact
                )
                #expect(value == min(initiation, adverseImpact))
            }
        }
        #expect(LikelihoodRule.nist.likelihood(initiation: .veryLow, adverseImpact: .veryHigh) == .low)
    }
}
