// SPDX-License-Identifier: Apache-2.0
import Checks
import Model

/// A control of a catalogue with the objective that findings speak of.
struct ControlObjective: Hashable, Sendable, Comparable {
    let catalogue: String
    let control: String

    /// As the catalogues of NIST in OSCAL have it, `sc-8.1` for SC-8(1); others begin with the catalogue's name.
    var controlID: String {
        let isNIST = catalogue.hasPrefix("NIST SP 800-53")
        let name = isNIST ? control.replacing("(", with: ".").replacing(")", with: "") : control
        return OSCALText.token(isNIST ? name : "\(catalogue)-\(name)")
    }

    var objectiveID: String { "\(controlID)_obj" }

    static func < (left: ControlObjective, right: ControlObjective) -> Bool {
        (left.catalogue, left.control) < (right.catalogue, right.control)
    }
}

/// What the findings say of each control.
struct OSCALControls: Sendable {
    /// Those that some check touches, by catalogue.
    let objectives: [ControlObjective]
    private let register: OSCALRegister
    private let standings: [Standing]
    /// The numbers of objectives about which something can be said.
    private let decided: [Int]

    /// Findings by number.
    private struct Standing: Sendable {
        var failing: [Int] = []
        var passing: [Int] = []
        var unknown = 0
    }

    init(_ register: OSCALRegister) {
        self.register = register
        let index = register.context.index
        let byCheck = index.document.checks.mapValues { check in
            check.controls.flatMap { catalogue, controls in
                controls.map { ControlObjective(catalogue: catalogue, control: $0) }
            }
        }
        let objectives = Set(byCheck.values.joined()).sorted()
        let positions = Dictionary(uniqueKeysWithValues: zip(objectives, objectives.indices))
        let places = byCheck.mapValues { $0.compactMap { positions[$0] } }
        var standings = [Standing](repeating: Standing(), count: objectives.count)
        for (number, tracked) in index.findings.enumerated() {
            for place in places[tracked.finding.check] ?? [] {
                if tracked.isOpen {
                    // What is held for a false positive speaks neither for the control nor against it.
                    guard index.item(tracked.finding.key)?.dispute == nil else { continue }
                    standings[place].failing.append(number)
                } else if tracked.finding.verdict.state == .pass {
                    standings[place].passing.append(number)
                } else if tracked.finding.verdict.state == .unknown {
                    standings[place].unknown += 1
                }
            }
        }
        self.objectives = objectives
        self.standings = standings
        decided = standings.indices.filter {
            !standings[$0].failing.isEmpty || (standings[$0].unknown == 0 && !standings[$0].passing.isEmpty)
        }
    }

    /// One for each control that fails somewhere, or passes wherever it applies; what is unknown leaves it undecided.
    var findings: JSONValue? { .list(of: decided, finding) }

    private func finding(_ place: Int) -> JSONValue {
        let (objective, standing) = (objectives[place], standings[place])
        let fails = !standing.failing.isEmpty
        let related = fails ? standing.failing : standing.passing
        let allBorne = standing.failing.allSatisfy { register.finding($0).item?.isBorne == true }
        let identity = register.context.identity
        return .members([
            "uuid": .string(identity.uuid("control", objective.catalogue, objective.control)),
            "title": .string(OSCALText.markup("\(objective.catalogue) \(objective.control)")),
            "description": .string(
                "\(standing.failing.count) failing, \(standing.passing.count) passing, \(standing.unknown) unknown."
            ),
            "props": .list(
                [
                    OSCALText.own("catalogue", objective.catalogue),
                    OSCALText.own("control", objective.control),
                ]
                .compactMap(\.self)
            ),
            "origins": register.context.origins,
            "target": [
                "type": "objective-id", "target-id": .string(objective.objectiveID),
                "status": .members([
                    "state": .string(fails ? "not-satisfied" : "satisfied"),
                    "reason": .string(fails ? (allBorne ? "other" : "fail") : "pass"),
                    "remarks": fails && allBorne ? "Every failure is accepted." : nil,
                ]),
            ],
            "related-observations": .list(
                related.map { ["observation-uuid": .string(register.observations[$0])] }
            ),
            "related-risks": .list(
                standing.failing.map { ["risk-uuid": .string(register.risks[$0])] }
            ),
        ])
    }

    /// All of which something could have been said, catalogue by catalogue.
    var reviewed: JSONValue {
        let byCatalogue = Dictionary(grouping: objectives, by: \.catalogue).sorted { $0.key < $1.key }
        guard !byCatalogue.isEmpty else { return ["control-selections": [["include-all": [:]]]] }
        let selections = byCatalogue.map { catalogue, objectives -> JSONValue in
            [
                "description": .string(OSCALText.markup(catalogue)),
                "include-controls": .array(
                    objectives.map { ["control-id": .string($0.controlID)] }
                ),
            ]
        }
        return ["control-selections": .array(selections)]
    }

    /// The objectives that findings speak of, for no catalogue is imported.
    var definitions: JSONValue? {
        JSONValue.list(
            objectives.map { objective in
                [
                    "control-id": .string(objective.controlID),
                    "parts": [
                        [
                            "id": .string(objective.objectiveID), "name": "assessment-objective",
                            "prose": .string(
                                OSCALText.markup(
                                    "No check that touches \(objective.catalogue) \(objective.control) fails."
                                )
                            ),
                        ]
                    ],
                ]
            }
        )
        .map { ["objectives-and-methods": $0] }
    }
}
