// SPDX-License-Identifier: Apache-2.0

extension Schema {
    /// Schema version 2: what a finding went through between failing and clean.
    ///
    /// `clean` is the first clean measurement since it last failed, or ever; `closed` when its last failure was closed;
    /// `failed` the transition with its last failure, while that is open and not the last verdict; `reopened_at` when it
    /// failed again last; `turns` the newest changes between failing and clean, as JSON. `resolved` says from now on whether
    /// `closed` is there.
    ///
    /// What version 1 held for resolved, and what did not apply any more, counts as closed with its first such verdict, as
    /// it was weighed then; so a cycle of its time, judged again, comes to the posture of its time. Records stay as they are.
    static let secondStep = """
        ALTER TABLE transition ADD COLUMN clean INTEGER;
        ALTER TABLE transition ADD COLUMN closed INTEGER;
        ALTER TABLE transition ADD COLUMN reopened_at INTEGER;
        ALTER TABLE transition ADD COLUMN failed INTEGER REFERENCES transition;
        ALTER TABLE transition ADD COLUMN turns TEXT;

        DROP TRIGGER transition_is_final;

        -- The last failure up to each transition, and the first clean verdict since.
        CREATE TABLE course (id INTEGER PRIMARY KEY, failed INTEGER, clean INTEGER) STRICT;
        INSERT INTO course (id, failed)
        SELECT id, max(CASE state WHEN 'fail' THEN id END) OVER (PARTITION BY finding ORDER BY id)
        FROM transition;
        UPDATE course SET clean = (
            SELECT min(other.id) FROM transition AS other
            JOIN transition AS own ON own.id = course.id AND other.finding = own.finding
            WHERE other.id <= course.id AND other.id > ifnull(course.failed, 0)
            AND other.state IN ('pass', 'not_applicable')
        );
        UPDATE transition SET
            clean = (SELECT at.since FROM course JOIN transition AS at ON at.id = course.clean
                WHERE course.id = transition.id),
            failed = (SELECT course.failed FROM course WHERE course.id = transition.id
                AND course.clean IS NULL AND course.failed < transition.id),
            reopened_at = CASE WHEN reopened > 0 THEN (
                SELECT min(other.since) FROM transition AS other
                WHERE other.finding = transition.finding AND other.reopened = transition.reopened
            ) END;
        UPDATE transition SET closed = clean WHERE first_failed IS NOT NULL;
        DROP TABLE course;

        -- Every change between failing and clean.
        CREATE TABLE turn (id INTEGER PRIMARY KEY, finding INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
        CREATE INDEX turn_finding ON turn (finding);
        INSERT INTO turn (id, finding, at)
        SELECT id, finding, since FROM (
            SELECT id, finding, since, state = 'fail' AS fails,
            lag(state = 'fail') OVER (PARTITION BY finding ORDER BY id) AS failed
            FROM transition WHERE state IN ('fail', 'pass', 'not_applicable')
        ) WHERE failed <> fails;
        UPDATE transition SET turns = (
            SELECT json_group_array(at) FROM (
                SELECT at FROM (
                    SELECT id, at FROM turn
                    WHERE turn.finding = transition.finding AND turn.id <= transition.id
                    ORDER BY id DESC LIMIT 32
                ) ORDER BY id
            )
        ) WHERE EXISTS (
            SELECT 1 FROM turn WHERE turn.finding = transition.finding AND turn.id <= transition.id
        );
        DROP TABLE turn;

        CREATE TRIGGER transition_is_final BEFORE UPDATE ON transition
        BEGIN SELECT RAISE(ABORT, 'transition is append-only'); END;
        """
}
