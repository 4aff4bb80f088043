// SPDX-License-Identifier: Apache-2.0
internal import Model
package import Settings

/// A table of hosts as a draft of the inventory: a line for each endpoint, by the names of its columns.
package struct InventoryTable: Sendable {
    /// What a column says; the names stand in the first line, in any order and case.
    package enum Column: String, CaseIterable, Sendable {
        case host, mission, role, service, port, name, region, owner
        case missionName = "mission_name"

        package var meaning: String {
            switch self {
            case .host: "the host name or address; the only column that must be there"
            case .mission: "the identifier of the mission, such as paris"
            case .missionName: "the mission's name in reports"
            case .region: "the mission's region"
            case .owner: "who answers for the mission's endpoints"
            case .role: "what it is for: public-website, mail, vpn …; other where it is empty"
            case .service: "what it speaks: https, smtp, imaps …; https where it is empty"
            case .port: "the TCP port; the service's where it is empty"
            case .name: "the endpoint's identity in reports; the host where it is empty"
            }
        }
    }

    package private(set) var draft: InventoryDraft
    /// All that is wrong, in the order of the file; nothing of the draft counts then.
    package private(set) var problems: [Diagnostic]
    private var columns: [Column] = []
    private var missions: [String: (mission: InventoryDraft.Mission, line: Int)] = [:]
    private var identities: [String: Int] = [:]
    private var targets: [String: Int] = [:]

    package init(_ file: SourceFile) {
        let table = CSVRecords(file)
        draft = InventoryDraft(origin: "the table \(Display.escaped(file.name))")
        problems = table.problems
        guard let header = table.records.first else {
            if problems.isEmpty { problems = [Diagnostic(.error, "the table is empty", at: file.whole)] }
            return
        }
        readHeader(header)
        guard columns.contains(.host) || !problems.isEmpty else {
            let message =
                "no column is called host; the first line names the columns, such as host,mission,role,service"
            problems.append(Diagnostic(.error, message, at: header[0].span))
            return
        }
        guard columns.contains(.host) else { return }
        for record in table.records.dropFirst() { read(record) }
        draft.missions = missions.values.map(\.mission).sorted { $0.id < $1.id }
        if draft.endpoints.isEmpty, problems.isEmpty {
            problems = [Diagnostic(.error, "the table names no host", at: file.whole)]
        }
        problems = problems.inFileOrder()
    }

    private mutating func readHeader(_ header: [CSVRecords.Field]) {
        for field in header {
            guard let column = Column(rawValue: field.text.lowercased()) else {
                let names = Column.allCases.map(\.rawValue)
                report(
                    "unknown column \(Display.quoted(field.text)); there are \(names.joined(separator: ", "))",
                    at: field,
                    suggestion: NearestWord.nearest(to: field.text, among: names)
                )
                continue
            }
            if columns.contains(column) { report("the column \(column.rawValue) is there twice", at: field) }
            columns.append(column)
        }
    }

    private mutating func read(_ record: [CSVRecords.Field]) {
        // Where a column is unknown, no place of a later one is known either.
        guard record.count <= columns.count else {
            if problems.isEmpty || record.count > columns.count + problems.count {
                report(
                    "more fields than the \(columns.count) columns of the first line",
                    at: record[columns.count]
                )
            }
            return
        }
        var fields: [Column: CSVRecords.Field] = [:]
        for (column, field) in zip(columns, record) where !field.text.isEmpty { fields[column] = field }
        guard let host = fields[.host] else { return report("the line names no host", at: record[0]) }
        let name = take(.host, .host, fields)
        let service = take(.service, .oneOf(Service.self), fields, or: .https)
        let port = take(.port, .port, fields, or: service?.defaultPort ?? 0)
        let role = take(.role, .oneOf(Role.self), fields, or: .other)
        let identity = take(.name, .identifier, fields, or: "")
        let mission =
            fields[.mission] == nil ? .some(nil) : take(.mission, .identifier, fields).map(Optional.some)
        guard let name, let service, let port, let role, let identity, let mission else { return }
        if let mission, let field = fields[.mission] { note(mission, field, fields) }
        guard isNew("\(service.rawValue)://\(name):\(port)", host) else { return }
        let id = identity.isEmpty ? self.identity(name, port) : identity
        guard isFree(id, fields[.name] ?? host) else { return }
        draft.endpoints.append(
            InventoryDraft.Endpoint(
                id: id,
                host: name,
                service: service,
                port: port,
                role: role,
                mission: mission
            )
        )
    }

    /// The host, or host and port where another endpoint has the host already.
    private func identity(_ host: String, _ port: UInt16) -> String {
        identities[host.lowercased()] == nil ? host : "\(host):\(port)"
    }

    private mutating func isNew(_ target: String, _ host: CSVRecords.Field) -> Bool {
        if let line = targets[target] {
            report("the same host, port and service stand on line \(line) already", at: host)
            return false
        }
        targets[target] = host.span.line
        return true
    }

    private mutating func isFree(_ id: String, _ field: CSVRecords.Field) -> Bool {
        if let line = identities[id.lowercased()] {
            report(
                "the endpoint of line \(line) is called \(Display.quoted(id)), too; give it a name of its own",
                at: field
            )
            return false
        }
        identities[id.lowercased()] = field.span.line
        return true
    }

    /// Lines of one mission must not contradict each other.
    private mutating func note(_ id: String, _ field: CSVRecords.Field, _ fields: [Column: CSVRecords.Field])
    {
        func text(_ column: Column) -> String? { fields[column]?.text }
        guard let (known, line) = missions[id] else {
            let mission = InventoryDraft.Mission(
                id: id,
                name: text(.missionName),
                region: text(.region),
                owner: text(.owner)
            )
            missions[id] = (mission, field.span.line)
            return
        }
        let said: [(Column, String?)] = [
            (.missionName, known.name), (.region, known.region), (.owner, known.owner),
        ]
        for (column, value) in said {
            guard let other = fields[column], let value, other.text != value else { continue }
            report(
                "line \(line) says \(Display.quoted(value)) of the mission \(id)",
                at: other
            )
        }
        missions[id] = (
            InventoryDraft.Mission(
                id: id,
                name: known.name ?? text(.missionName),
                region: known.region ?? text(.region),
                owner: known.owner ?? text(.owner)
            ), line
        )
    }

    /// Nil where the text is no value of the type, which is then reported.
    private mutating func take<Value>(
        _ column: Column,
        _ type: ValueType<Value>,
        _ fields: [Column: CSVRecords.Field],
        or standard: Value? = nil
    ) -> Value? {
        guard let field = fields[column] else { return standard }
        do throws(ValueProblem) {
            return try type.parse(field.text)
        } catch {
            report(
                error.message ?? "expected \(type.expects), found \(Display.quoted(field.text))",
                at: field,
                suggestion: NearestWord.nearest(to: field.text, among: error.candidates)
            )
            return nil
        }
    }

    private mutating func report(_ message: String, at field: CSVRecords.Field, suggestion: String? = nil) {
        problems.append(Diagnostic(.error, message, at: field.span, suggestion: suggestion))
    }
}
