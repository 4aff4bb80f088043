// SPDX-License-Identifier: Apache-2.0
#if PostgreSQL
internal import Foundation
internal import Store
internal import StoreRecords

extension Schema {
    /// Who may write: one row, the times of which are by the server's clock.
    static let writerTable = """
        CREATE TABLE chancery_writer (
            id BIGINT PRIMARY KEY DEFAULT 1 CHECK (id = 1),
            writer TEXT NOT NULL,
            name TEXT NOT NULL,
            until TIMESTAMPTZ NOT NULL
        );

        """
}

/// The right to write a store for a time; renewed while its holder lives, and taken over when it is past.
struct WriterLease: Hashable, Sendable {
    /// Seconds for which it holds, and from one renewal to the next.
    static let length: Int64 = 60
    static let renewal = Duration.seconds(15)

    /// Names this writer among all that ever were.
    let writer = UUID().uuidString
    /// In words, for whoever finds it taken.
    let name: String

    init(now: Date) {
        let process = ProcessInfo.processInfo
        name = "process \(process.processIdentifier) on \(process.hostName) since \(now.formatted(.iso8601))"
    }

    /// Takes or prolongs it; throws with the holder's name where another has it.
    func take(_ session: Session, at place: String) throws {
        guard try tryTake(session) else { throw try refusal(session, at: place) }
    }

    /// Takes or prolongs it; false where another has it.
    func tryTake(_ session: Session) throws -> Bool {
        try session.run(
            """
            INSERT INTO chancery_writer (writer, name, until)
            VALUES ($1, $2, clock_timestamp() + $3::bigint * interval '1 second')
            ON CONFLICT (id) DO UPDATE
            SET writer = excluded.writer, name = excluded.name, until = excluded.until
            WHERE chancery_writer.writer = excluded.writer OR chancery_writer.until < clock_timestamp()
            """,
            [.text(writer), .text(name), .integer(Self.length)]
        ) == 1
    }

    /// Throws unless it is held, or can be had again because nobody took it meanwhile.
    func require(_ session: Session, at place: String) throws {
        let holder: String? = try session.value("SELECT writer FROM chancery_writer")
        guard holder != writer else { return }
        try take(session, at: place)
    }

    /// Who has it, or had it last.
    func holder(_ session: Session) throws -> String? {
        try session.value("SELECT name FROM chancery_writer")
    }

    /// Lets the next one have it at once, and the work that it holds.
    func release(_ session: Session) throws {
        try session.run(
            "UPDATE chancery_work SET until = NULL, worker = NULL, name = NULL WHERE worker = $1 AND NOT done",
            [.text(writer)]
        )
        try session.run("DELETE FROM chancery_writer WHERE writer = $1", [.text(writer)])
    }

    /// Throws with the name of who has it.
    func refuse(_ session: Session, at place: String) throws -> Never {
        throw try refusal(session, at: place)
    }

    private func refusal(_ session: Session, at place: String) throws -> StoreError {
        .locked(path: place, holder: try holder(session))
    }
}
#endif
