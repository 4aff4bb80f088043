// SPDX-License-Identifier: Apache-2.0
package import Model

/// A first inventory as a settings file that people go on with: what is known is stated, what they must decide is a comment.
package struct InventoryDraft: Sendable {
    package struct Mission: Hashable, Sendable {
        package let id: String
        /// Nil where nobody said it; the identifier then stands in its place.
        package let name: String?
        package let region: String?
        package let owner: String?
    }

    package struct Endpoint: Hashable, Sendable {
        package let id: String
        package let host: String
        package let service: Service
        /// Nil for the service's.
        package let port: UInt16?
        package let role: Role
        package let mission: String?
        /// Lines of a comment before the section.
        package let notes: [String]
        /// Whether its host is run by somebody else, so that it is asked with care until that is settled.
        package let isForeign: Bool

        package init(
            id: String,
            host: String,
            service: Service,
            port: UInt16? = nil,
            role: Role,
            mission: String? = nil,
            notes: [String] = [],
            isForeign: Bool = false
        ) {
            self.id = id
            self.host = host
            self.service = service
            self.port = port == service.defaultPort ? nil : port
            self.role = role
            self.mission = mission
            self.notes = notes
            self.isForeign = isForeign
        }
    }

    package struct Domain: Hashable, Sendable {
        package let name: String
        package let notes: [String]

        package init(name: String, notes: [String] = []) {
            self.name = name
            self.notes = notes
        }
    }

    /// Where it comes from, in a few words, for the head of the file.
    package let origin: String
    package var missions: [Mission] = []
    package var domains: [Domain] = []
    package var endpoints: [Endpoint] = []

    package init(origin: String) { self.origin = origin }

    /// The file, in the form of `endpoints.d/*.conf`.
    package var text: String {
        let head = """
            # A first inventory, written by "chancery init" from \(Self.plain(origin)).
            #
            # Only hosts listed here, and what the domains point to inside listed domains, ever receive a packet. Take out what
            # is not yours to measure, add what is missing, and look at what stands behind a # below: it is for you to decide.
            # Every key is explained in 00-example.conf and in chancery-endpoints(5).

            """
        let sections = missions.map(Self.text) + domains.map(Self.text) + endpoints.map(Self.text)
        return head + sections.map { "\n" + $0.joined(separator: "\n") + "\n" }.joined()
    }

    private static func text(_ mission: Mission) -> [String] {
        var lines = ["[Mission \(mission.id)]"]
        if mission.name == nil { lines.append("# The name in reports, such as Embassy in Paris.") }
        lines.append("Name=\(value(mission.name ?? mission.id))")
        lines.append(mission.region.map { "Region=\(value($0))" } ?? "#Region=Europe")
        lines.append("#Languages=fr, en")
        lines.append(mission.owner.map { "Owner=\(value($0))" } ?? "#Owner=")
        return lines
    }

    private static func text(_ domain: Domain) -> [String] {
        domain.notes.map { "# \(plain($0))" } + [
            "[Domain \(domain.name)]",
            "# The DKIM selectors that its senders use, a list; no questions of DNS can find them.",
            "#DKIMSelector=",
            "# Whether it sends mail: yes or no.",
            "#SendsMail=",
            "# Whether names that may be taken for it are looked for in DNS.",
            "#LookAlikes=no",
        ]
    }

    private static func text(_ endpoint: Endpoint) -> [String] {
        var lines = endpoint.notes.map { "# \(plain($0))" }
        lines.append("[Endpoint \(endpoint.id)]")
        lines.append(endpoint.mission.map { "Mission=\($0)" } ?? "#Mission=")
        if endpoint.host != endpoint.id { lines.append("Host=\(endpoint.host)") }
        lines.append("Service=\(endpoint.service.rawValue)")
        if let port = endpoint.port { lines.append("Port=\(port)") }
        lines.append("Role=\(endpoint.role.rawValue)")
        lines.append("#SecrecyLifetime=10y")
        if endpoint.isForeign {
            lines.append("# Ordinary handshakes only, until whoever runs it has agreed to more.")
            lines.append("Authorised=passive")
        }
        return lines
    }

    /// One line that no reader of settings takes for more; a backslash at its end would join the next.
    private static func plain(_ text: String) -> String {
        var line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        while line.hasSuffix("\\") { line.removeLast() }
        return line
    }

    private static func value(_ text: String) -> String { plain(text) }
}
