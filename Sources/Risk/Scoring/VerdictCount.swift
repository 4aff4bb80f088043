// SPDX-License-Identifier: Apache-2.0
import Model

/// How often a check passed, failed and could not tell.
struct VerdictCount {
    private(set) var passes = 0
    private(set) var failures = 0
    private(set) var unknowns = 0
    /// Failures that were clean once and not seen since.
    private(set) var unseen = 0

    mutating func add(_ verdict: Verdict, isSeen: Bool = true) {
        switch verdict.state {
        case .pass: passes += 1
        case .fail:
            failures += 1
            if !isSeen { unseen += 1 }
        case .unknown: unknowns += 1
        case .notApplicable, .notTested: break
        }
    }

    var applicable: Int { passes + failures + unknowns }

    /// Laplace's rule of succession over what is known: 1/2 where nothing is.
    var likelihoodOfFailure: Double { Double(failures + 1) / Double(passes + failures + 2) }

    /// The share that fails, unknowns taken as passes; 0 where nothing applies.
    var breadth: Double { applicable == 0 ? 0 : Double(failures) / Double(applicable) }

    /// The share that was seen to fail.
    var breadthAtBest: Double { applicable == 0 ? 0 : Double(failures - unseen) / Double(applicable) }

    /// The share that fails, unknowns taken as failures; 0 where nothing applies.
    var breadthAtWorst: Double { applicable == 0 ? 0 : Double(failures + unknowns) / Double(applicable) }
}
