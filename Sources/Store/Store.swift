// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Foundation
package import Model
package import Proof

/// What Chancery keeps, in whole values; no SQL in sight.
///
/// Every call is one transaction: what it returned from is kept, whatever happens next. Instants are kept
/// to the whole second, rounded down, so a value read back equals the one given only to that grain.
package protocol Store: Sendable {
    // MARK: Cycles

    /// Opens the next cycle; refused while another one is open (close or abandon that first).
    func open(_ plan: CyclePlan) async throws(StoreError) -> Cycle

    /// The cycle that was opened and neither closed nor abandoned; nil where none is.
    func openCycle() async throws(StoreError) -> Cycle?

    /// Closes a cycle with the posture computed from it.
    func close(_ cycle: Cycle, at finished: Date, posture: Posture) async throws(StoreError)

    /// Gives an open cycle up, with the reason; its measurements stay.
    func abandon(_ cycle: Cycle, at finished: Date, because reason: String) async throws(StoreError)

    /// Closed cycles, newest first.
    func cycles(limit: Int) async throws(StoreError) -> [Cycle]

    /// The estate a cycle was opened with, so that old evidence is judged against the list of its day.
    func estate(of cycle: Cycle) async throws(StoreError) -> Estate

    // MARK: Evidence

    /// Keeps one visit; a fact that was seen before is kept once.
    ///
    /// Idempotent by cycle and subject: the first one kept stands. Refused unless the cycle is open.
    func record(_ measurement: Visit, in cycle: Cycle) async throws(StoreError)

    /// Keeps in an open cycle what an earlier one saw of subjects that are not due, with the instants of then.
    ///
    /// Idempotent as `record`. These visits are no sights of their own: `past` leaves them out.
    func carry(_ visits: [Visit], into cycle: Cycle) async throws(StoreError)

    /// The subjects whose visits a cycle took over from an earlier one.
    func carriedSubjects(in cycle: Cycle.ID) async throws(StoreError) -> Set<Subject>

    /// The subjects already visited in a cycle, so that an interrupted one goes on where it stopped.
    func measuredSubjects(in cycle: Cycle) async throws(StoreError) -> Set<Subject>

    /// The measurements of a cycle, sorted by subject; nil for the newest closed one.
    ///
    /// A fact whose body was pruned is answered as unestablished in phase `reply`.
    func measurements(in cycle: Cycle?) async throws(StoreError) -> [Visit]

    /// The visits of a cycle without what they answered, sorted by subject.
    func visits(in cycle: Cycle) async throws(StoreError) -> [KeptVisit]

    /// What visits of these manifests answered, as `measurements(in:)` has it; a manifest that is not there has nothing.
    func answers(of manifests: Set<KeptVisit.Manifest>) async throws(StoreError)
        -> [KeptVisit.Manifest: [Answer]]

    /// What one subject's visit in a cycle answered; empty where it had none.
    func answers(about subject: Subject, in cycle: Cycle) async throws(StoreError) -> [Answer]

    /// Every different fact of some kinds that cycles started since an instant saw, the open one included, with
    /// the start of the first and of the last cycle that saw it; sorted by subject and first sight.
    ///
    /// A fact whose body was pruned is left out. `last` is the last cycle that counts, the newest where it is nil.
    func past(of kinds: Set<FactKind>, since instant: Date, through last: Cycle.ID?) async throws(StoreError)
        -> [PastFact]

    // MARK: Findings

    /// Keeps verdicts as transitions: only a changed verdict adds a row, and one that closes a failure.
    ///
    /// Changed words of evidence are a transition too, but `since` moves only with state or level; how often
    /// something was tried in vain is no change. Refused unless the cycle is open. Returns every finding with
    /// its history, in the order given.
    func judge(_ findings: [Finding], in cycle: Cycle, at now: Date, closing: Closing)
        async throws(StoreError) -> [TrackedFinding]

    /// The findings of the cycle judged last, sorted by key; what it no longer judged is in `history` alone.
    func findings(_ filter: FindingFilter) async throws(StoreError) -> [TrackedFinding]

    /// How every finding stood when a cycle had been judged, those that it did not judge included.
    ///
    /// - Parameter earlier: only of findings that changed in a later cycle than this; nil for all.
    func standings(after cycle: Cycle.ID, since earlier: Cycle.ID?) async throws(StoreError)
        -> [FindingKey: NumberedStanding]

    /// Every transition of one finding, oldest first.
    func history(of key: FindingKey) async throws(StoreError) -> [FindingTransition]

    // MARK: Postures and reports

    /// The posture a cycle was closed with; nil for the newest, nil as an answer where there is none.
    ///
    /// Only the two newest cycles keep `items`; those of an older one are empty, and are computed again from
    /// its evidence where they are needed.
    /// - Parameter withItems: false for whoever has no use for them, of which a large estate has a million.
    func posture(of cycle: Cycle.ID?, withItems: Bool) async throws(StoreError) -> Posture?

    /// What was open when a cycle was closed; nil where an earlier version closed it.
    func tally(of cycle: Cycle.ID) async throws(StoreError) -> PostureTally?

    /// Keeps the bytes of a risk model's file once, under their SHA-256, by which postures name it.
    func keepModel(_ file: [UInt8]) async throws(StoreError)

    /// The newest two neighbours among closed cycles that different models judged, the later one started since an instant;
    /// nil where there are none.
    func lastModelChange(since instant: Date) async throws(StoreError) -> (before: Cycle.ID, after: Cycle.ID)?

    /// Nil where no file with this SHA-256 (lower-case hex) was kept.
    func model(sha256: String) async throws(StoreError) -> [UInt8]?

    func record(_ report: ReportRecord) async throws(StoreError)

    /// Newest first.
    func reports(limit: Int) async throws(StoreError) -> [ReportRecord]

    // MARK: Observations from missions

    /// Keeps a bundle as it was signed.
    ///
    /// Refused where one of that vantage that ended then or later is kept already: nothing old comes back.
    func keep(_ bundle: KeptBundle) async throws(StoreError)

    /// The bundles that ended at or after an instant, and the newest of each vantage whenever it ended; newest first.
    ///
    /// Those whose bytes were pruned are left out.
    func bundles(since instant: Date) async throws(StoreError) -> [KeptBundle]

    // MARK: The service itself

    /// Keeps an event; the head of the next cycle that ends covers it.
    func note(_ event: ServiceEvent) async throws(StoreError)

    /// Those of some kinds, newest first.
    ///
    /// - Parameter cycle: only those of this one; nil for all.
    func events(of kinds: Set<ServiceEvent.Kind>, in cycle: Cycle.ID?, limit: Int) async throws(StoreError)
        -> [ServiceEvent]

    // MARK: Alerts

    /// What alerts remember, as it was posted last; nil before the first time.
    func alertLedger() async throws(StoreError) -> Data?

    /// Keeps a ledger of alerts together with what it put into the outbox, or neither.
    ///
    /// False, with nothing kept, where the ledger so far is not `before`: somebody else was quicker. What has a route, target and
    /// key that are there already is left out.
    func post(_ drafts: [OutboxDraft], replacing before: Data?, by ledger: Data, at now: Date)
        async throws(StoreError) -> Bool

    /// Entries in some states, newest first.
    func outbox(_ states: Set<OutboxEntry.State>, limit: Int) async throws(StoreError) -> [OutboxEntry]

    /// Whether anything pending may be claimed.
    func isOutboxDue(at now: Date) async throws(StoreError) -> Bool

    /// Takes the oldest due batch, sorted by number, so that nobody else takes it before an instant; empty where nothing is due.
    ///
    /// What has the same route, target and window and was never claimed goes together, and stays together for ever: what is
    /// posted later is a batch of its own. Due is also what waits for longer than `OutboxEntry.longestWait`, as only a clock
    /// that went back lets it.
    func claimOutbox(at now: Date, until: Date) async throws(StoreError) -> [OutboxEntry]

    /// Notes what came of a try to deliver pending entries; those that are settled stay as they are.
    func settle(_ entries: [OutboxEntry], as fate: OutboxFate, at now: Date) async throws(StoreError)

    // MARK: Proof

    /// Closed and abandoned cycles that have no head yet, oldest first.
    func unsealedCycles() async throws(StoreError) -> [Cycle.ID]

    /// What the head of an ended cycle covers.
    ///
    /// - Parameter logs: what the head before took in of each log, and for a head that is there already what it took in
    ///   itself as `through`; nil for all that there is.
    func records(of cycle: Cycle.ID, after logs: [String: Int64], through end: [String: Int64]?)
        async throws(StoreError) -> CycleRecords

    /// Keeps the head of an ended cycle with the hashes of its leaves; refused where it has one, or an older one has none.
    func seal(_ cycle: Cycle.ID, with head: SealedHead, leaves: [[UInt8]]) async throws(StoreError)

    /// All heads, oldest first.
    func seals() async throws(StoreError) -> [CycleSeal]

    /// The hashes that the head of a cycle was made from; nil where it has none.
    func leaves(of cycle: Cycle.ID) async throws(StoreError) -> [[UInt8]]?

    /// The record of each finding's newest change up to a cycle, and of the cycle's posture.
    func provableRecords(through cycle: Cycle.ID) async throws(StoreError) -> ProvableRecords

    /// Keeps how a key became the one that signs from now on.
    func introduce(_ key: SealedKey) async throws(StoreError)

    /// What does not hang together: bodies that do not have their hash, columns that are not what a record says.
    ///
    /// Nothing of this needs a head; a record that was altered together with all that names it is seen by its head alone.
    func inconsistencies() async throws(StoreError) -> [String]

    /// In the order of their introduction.
    func signingKeys() async throws(StoreError) -> [SealedKey]

    // MARK: Housekeeping

    /// Ends it; every later call throws. Nothing is lost where it is not called.
    func close() async throws(StoreError)

    func statistics() async throws(StoreError) -> StoreStatistics

    /// Drops bodies of facts that only cycles started before the instant saw, and returns how many.
    ///
    /// Histories and manifests stay, and so does every body of the newest closed cycle and of an open one. Bundles that
    /// ended before the instant lose their bytes, but for the newest of each vantage; their hashes stay, and are not counted.
    /// Outbox entries that were settled before it go.
    func prune(before instant: Date) async throws(StoreError) -> Int
}

extension Store {
    /// With its items, as far as they are kept.
    package func posture(of cycle: Cycle.ID?) async throws(StoreError) -> Posture? {
        try await posture(of: cycle, withItems: true)
    }

    package func standings(after cycle: Cycle.ID) async throws(StoreError) -> [FindingKey: NumberedStanding] {
        try await standings(after: cycle, since: nil)
    }

    /// Judges what was measured.
    package func judge(_ findings: [Finding], in cycle: Cycle, at now: Date) async throws(StoreError)
        -> [TrackedFinding]
    {
        try await judge(findings, in: cycle, at: now, closing: .confirmed)
    }

    package func past(of kinds: Set<FactKind>, since instant: Date) async throws(StoreError) -> [PastFact] {
        try await past(of: kinds, since: instant, through: nil)
    }
}

/// What a cycle is opened with.
package struct CyclePlan: Hashable, Sendable {
    package let started: Date
    package let estate: Estate
    package let vantage: String
    package let toolVersion: String

    package init(started: Date, estate: Estate, vantage: String, toolVersion: String) {
        self.started = started
        self.estate = estate
        self.vantage = vantage
        self.toolVersion = toolVersion
    }
}

/// One change of one finding's verdict.
package struct FindingTransition: Hashable, Codable, Sendable {
    package let number: Int64
    package let cycle: Cycle.ID
    package let at: Date
    package let verdict: Verdict

    package init(number: Int64, cycle: Cycle.ID, at: Date, verdict: Verdict) {
        self.number = number
        self.cycle = cycle
        self.at = at
        self.verdict = verdict
    }
}

/// A report that was written.
package struct ReportRecord: Hashable, Codable, Sendable {
    package let cycle: Cycle.ID
    package let written: Date
    /// `html`, `json`.
    package let format: String
    package let path: String
    package let sha256: String

    package init(cycle: Cycle.ID, written: Date, format: String, path: String, sha256: String) {
        self.cycle = cycle
        self.written = written
        self.format = format
        self.path = path
        self.sha256 = sha256
    }
}
