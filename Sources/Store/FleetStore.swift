// SPDX-License-Identifier: Apache-2.0
package import Facts
package import Model

/// A store that several daemons work on at once: one leads and writes, the others stand by and measure for it.
///
/// Work is leased in bunches. No address is in two bunches of a cycle, so whoever holds a bunch keeps the budget of its
/// addresses by itself. Leases run by the store's clock; what an earlier holder still tries to record is refused.
package protocol FleetStore: Store {
    /// Who this daemon is among the others, in words.
    var workerName: String { get }

    /// Whether this one leads, as far as it knows.
    var isLeading: Bool { get }

    /// Leads from now on, where it does already or nobody else does; nil then, else the name of who leads.
    func lead() async throws(StoreError) -> String?

    /// Divides the work of an open cycle, once: where it was divided before, that stands. Only who leads may.
    ///
    /// - Parameter bunches: in the order in which they are to be claimed.
    func divide(_ cycle: Cycle, into bunches: [WorkBunch]) async throws(StoreError)

    /// Whether the work of a cycle has been divided.
    func isDivided(_ cycle: Cycle) async throws(StoreError) -> Bool

    /// Takes the first bunch of an open cycle that is not done and that nobody holds; nil where there is none.
    ///
    /// No two claims ever meet in a bunch, however many are made at once.
    func claimWork(in cycle: Cycle) async throws(StoreError) -> WorkClaim?

    /// Prolongs claims, and returns those that are still held.
    func prolong(_ claims: Set<WorkClaim.Key>) async throws(StoreError) -> Set<WorkClaim.Key>

    /// Gives a claim back; `isDone` where nothing of its bunch is left to do. Does nothing where the claim was lost.
    func settle(_ claim: WorkClaim.Key, isDone: Bool) async throws(StoreError)

    /// Keeps a visit to an endpoint of a bunch, as `record`; false, with nothing kept, where the claim was lost.
    func record(_ visit: Visit, under claim: WorkClaim.Key) async throws(StoreError) -> Bool

    /// How far the shared work of a cycle is.
    func sharedProgress(of cycle: Cycle) async throws(StoreError) -> SharedProgress

    /// Who holds work of the open cycle, or did some, by name; empty where none is open.
    func workShares() async throws(StoreError) -> [WorkShare]
}

extension Store {
    /// Whether this daemon does all that only one may: it leads, or the store is one that nobody shares.
    package var isOwn: Bool { (self as? any FleetStore)?.isLeading ?? true }
}

/// Endpoints that are measured by one daemon, as they share addresses.
package struct WorkBunch: Hashable, Sendable {
    /// Ids, the most overdue first.
    package let endpoints: [String]
    /// All that the endpoints had when the work was divided.
    package let addresses: Set<IPAddress>

    package init(endpoints: [String], addresses: Set<IPAddress>) {
        self.endpoints = endpoints
        self.addresses = addresses
    }
}

/// A bunch that is held for a time.
package struct WorkClaim: Hashable, Sendable {
    /// Names one claim among all that ever were.
    package struct Key: Hashable, Sendable {
        package let cycle: Cycle.ID
        /// Of the bunch.
        package let number: Int64
        /// How often the bunch was claimed, this time included.
        package let turn: Int64

        package init(cycle: Cycle.ID, number: Int64, turn: Int64) {
            self.cycle = cycle
            self.number = number
            self.turn = turn
        }
    }

    package let key: Key
    package let bunch: WorkBunch
    /// What was recorded of the bunch before.
    package let visited: Set<Subject>
    /// Who held the bunch and gave no more sign; nil where nobody did.
    package let lost: String?

    package init(key: Key, bunch: WorkBunch, visited: Set<Subject>, lost: String?) {
        self.key = key
        self.bunch = bunch
        self.visited = visited
        self.lost = lost
    }
}

/// How far the shared work of a cycle is.
package struct SharedProgress: Hashable, Sendable {
    /// Endpoints that were measured in the cycle, by whomever.
    package let endpoints: Int
    /// The one that was recorded last; nil where none was.
    package let last: String?
    /// Bunches that are not done, held or not.
    package let unfinished: Int
    /// Those of them that may be claimed.
    package let claimable: Int

    package init(endpoints: Int, last: String?, unfinished: Int, claimable: Int) {
        self.endpoints = endpoints
        self.last = last
        self.unfinished = unfinished
        self.claimable = claimable
    }
}

/// What one daemon has of the work of a cycle.
package struct WorkShare: Hashable, Codable, Sendable {
    package let worker: String
    /// Endpoints of the bunches that it holds.
    package let held: Int
    /// Endpoints of the bunches that it did.
    package let done: Int

    package init(worker: String, held: Int, done: Int) {
        self.worker = worker
        self.held = held
        self.done = done
    }
}
