// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import Foundation
internal import Model
internal import Pipeline
internal import Risk
internal import Settings

/// `chancery attest`: who has answered what, and a file to answer with.
struct Attest: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List attestation items by mission, or write a file to fill in.",
        subcommands: [AttestList.self, AttestTemplate.self]
    )
}

/// `chancery attest template`: a commented file to fill in.
struct AttestTemplate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Write a file of attestations to fill in to standard output.",
        discussion: """
            Without --items it has every item that is put to the ministry, or with --mission to that mission, and that \
            nobody has answered. 'chancery config check' names what is still missing, until everything is filled in.

            Exit status: 0 done, 64 an unknown mission or item, 78 configuration.

            Examples:
              chancery attest template > /etc/chancery/attestations.conf.d/2026.conf
              chancery attest template --mission paris
              chancery attest template --items Q2,Q17 --config ./Config
            """
    )

    @OptionGroup var configurationOptions: ConfigurationOptions

    @Option(help: "For this mission; default: for the ministry as a whole.")
    var mission: String?

    @Option(help: ArgumentHelp("Only these items, separated by commas.", valueName: "items"))
    var items: String?

    func run() throws {
        let loaded = try configurationOptions.load(warns: false)
        let (estate, model) = (loaded.estate, loaded.method.model)
        let mission = try self.mission.map { try AttestNames.mission($0, in: estate) }
        let chosen =
            try items.map { try AttestNames.items($0, in: model) }
            ?? AttestationTemplate.unanswered(model, estate, mission: mission)
        let today = CalendarDay(Date())
        guard !chosen.isEmpty else {
            Terminal.say("chancery: every item is answered; name some with --items to answer them anew")
            return
        }
        let subject = mission.map { Subject.mission($0.id) } ?? .ministry
        let answered = Set(estate.attestations.filter { $0.subject == subject }.map(\.item))
        let again = chosen.map(\.id).filter(answered.contains)
        if !again.isEmpty {
            let names = again.joined(separator: ", ")
            Terminal.say("chancery: answered already, so take the old section out: \(names)")
        }
        Terminal.print(AttestationTemplate(chosen, mission: mission, today: today).text)
    }
}

/// Names on the command line, looked up.
enum AttestNames {
    static func mission(_ id: String, in estate: Estate) throws -> Mission {
        guard let mission = estate.mission(id) else {
            let known = estate.missions.map(\.id)
            throw unknown("mission", id, among: known)
        }
        return mission
    }

    static func items(_ text: String, in model: RiskModel) throws -> [AttestationItem] {
        let names = text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
        guard !names.isEmpty else { throw ValidationError("--items names no item") }
        let items = try names.map { name in
            guard let item = model.attestation(name) else {
                throw unknown("attestation item", name, among: model.attestations.map(\.id))
            }
            return item
        }
        var seen: Set<String> = []
        return items.filter { seen.insert($0.id).inserted }
    }

    private static func unknown(_ what: String, _ name: String, among known: [String]) -> ValidationError {
        let hint = NearestWord.nearest(to: name, among: known).map { "; did you mean '\($0)'?" } ?? ""
        return ValidationError("no \(what) '\(Terminal.harmless(name))'\(hint)")
    }
}
