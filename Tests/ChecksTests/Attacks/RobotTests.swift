// SPDX-License-Identifier: Apache-2.0
import Checks
import Facts
import Testing

struct RobotTests {
    @Test func theExposureDecides() throws {
        try AttackCase(.robot, levels: ["weak-oracle", "strong-oracle"]).expectVerdicts(of: Robot.self)
    }

    @Test func whatIsNotEstablishedIsNoVerdict() throws {
        try AttackCase(.robot, levels: ["weak-oracle", "strong-oracle"]).expectDoubts(of: Robot.self)
    }
}
