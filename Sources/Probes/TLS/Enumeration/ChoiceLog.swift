// SPDX-License-Identifier: Apache-2.0
internal import Facts

/// What a server chose out of which offers, in one dimension: suites, groups or signature schemes.
///
/// Every answered hello counts, whatever it was sent for.
struct ChoiceLog: Sendable {
    struct Choice: Hashable, Sendable {
        let offered: [UInt16]
        let chosen: UInt16
    }

    /// Everything worth offering, in the order in which it is offered.
    let universe: [UInt16]
    /// What some servers with an order of their own still take first for who puts it first: ChaCha20 by OpenSSL's
    /// SSL_OP_PRIORITIZE_CHACHA, which HAProxy sets.
    let favourites: Set<UInt16>
    private(set) var choices: [Choice] = []
    private(set) var seen: [UInt16] = []
    /// Whose order the choices follow, where they show it.
    ///
    /// `.server` as soon as one choice was not the first of the offered values that the server has. Choices
    /// by the client's order never rule out that the server's order is the same: nil, and a hello with the
    /// order turned round decides.
    private(set) var order: PreferenceOrder? = .single
    private var contradiction = Contradiction()

    init(universe: [UInt16], favourites: Set<UInt16> = []) {
        self.universe = universe
        self.favourites = favourites
    }

    var unseen: [UInt16] { unseen(among: universe) }

    /// In the same order.
    func unseen(among values: [UInt16]) -> [UInt16] {
        // Looking through a few costs less than hashing.
        guard seen.count > 32 else { return values.filter { !seen.contains($0) } }
        let known = Set(seen)
        return values.filter { !known.contains($0) }
    }

    /// Everything, the unseen first: a server that follows the client's order shows something new by it.
    var unseenFirst: [UInt16] { unseen + seen }

    /// Whether it shows what is offered first, as far as the choices tell.
    var followsOffers: Bool { seen.count > 1 && order != .server }

    /// What was seen in an order that does not depend on which hello came first: the server's where it has one,
    /// else that in which it is offered.
    var listed: [UInt16] {
        guard order != .server else { return seen }
        let rank = Dictionary(uniqueKeysWithValues: universe.enumerated().map { ($1, $0) })
        return seen.sorted { (rank[$0] ?? .max, $0) < (rank[$1] ?? .max, $1) }
    }

    /// Notes an answer; one given under restrictions in other dimensions, or not among those offered, shows
    /// what the server has and nothing of its order.
    mutating func note(_ chosen: UInt16, of offered: [UInt16], isFree: Bool = true) {
        if isFree, offered.contains(chosen) { choices.append(Choice(offered: offered, chosen: chosen)) }
        if !seen.contains(chosen) { seen.append(chosen) }
        // Nothing that is seen later makes a value that was passed over the first.
        if order != .server { order = shownOrder() }
    }

    private mutating func shownOrder() -> PreferenceOrder? {
        guard seen.count > 1 else { return .single }
        // A few values: looking through them costs less than hashing.
        let passedOver = choices.contains { choice in
            choice.offered.first(where: seen.contains) != choice.chosen
        }
        if passedOver { return .server }
        // Of two values, one of which wins where it is first, the server's order and the client's are the same.
        contradiction.note(choices, without: hasFavouritesAmongOthers ? favourites : [])
        return contradiction.isShown ? .client : nil
    }

    /// Puts what was seen into an order established otherwise.
    mutating func reorder(_ values: [UInt16]) {
        guard Set(values) == Set(seen) else { return }
        seen = values
    }

    private var hasFavouritesAmongOthers: Bool {
        seen.contains(where: favourites.contains) && seen.count { !favourites.contains($0) } > 1
    }

    /// Whether a server with an order of its own takes a favourite before what it likes better, where that is offered
    /// first.
    ///
    /// Nil where no choice shows it, or it could make no difference.
    var putsFavouritesFirst: Bool? {
        guard order == .server else { return nil }
        let telling = choices.filter { choice in
            choice.offered.first.map { favourites.contains($0) && seen.contains($0) } ?? false
        }
        if telling.contains(where: { !favourites.contains($0.chosen) }) { return false }
        let isShown = telling.contains { choice in
            choice.offered.contains(where: preferred(to: choice.chosen).contains)
        }
        return isShown ? true : nil
    }

    /// Whether there is a favourite that the server itself puts after something else.
    var hasFavouriteBehind: Bool { behind != nil }

    /// What was seen, in an order that shows besides whether the server puts favourites first, where that is all that
    /// is open.
    var revealing: [UInt16] {
        guard putsFavouritesFirst == nil, let behind else { return seen }
        let before = preferred(to: behind)
        let others = seen.filter { !favourites.contains($0) }
        return [behind] + others.filter(before.contains) + others.filter { !before.contains($0) }
    }

    private var behind: UInt16? {
        guard order == .server else { return nil }
        return seen.first { favourites.contains($0) && !preferred(to: $0).isEmpty }
    }

    /// What was taken although a favourite was offered, after others.
    private func preferred(to favourite: UInt16) -> Set<UInt16> {
        let choices = choices.filter { choice in
            choice.offered.contains(favourite) && !favourites.contains(choice.chosen)
                && !favourites.contains(choice.offered.first ?? favourite)
        }
        return Set(choices.map(\.chosen))
    }

    /// The order to offer in a deciding hello: what was seen, turned round against the last offers.
    var turnedRound: [UInt16] { demoted(ranked.reversed()) }

    /// What was seen, as it is offered at first.
    var turnedBack: [UInt16] { demoted(ranked) }

    private var ranked: [UInt16] {
        let rank = Dictionary(uniqueKeysWithValues: universe.enumerated().map { ($1, $0) })
        return seen.sorted { (rank[$0] ?? 0) < (rank[$1] ?? 0) }
    }

    /// With the favourites last, where a hello that begins with one would decide nothing.
    private func demoted(_ values: [UInt16]) -> [UInt16] {
        guard hasFavouritesAmongOthers else { return values }
        return values.filter { !favourites.contains($0) } + values.filter(favourites.contains)
    }
}

/// Whether no fixed order of the server's can explain its choices.
///
/// It took *a* before *b* and *b* before *a*, having been offered both each time. Each pair of choices is looked at once.
private struct Contradiction: Sendable {
    private(set) var isShown = false
    private var compared = 0
    private var ignored: Set<UInt16>

    init(ignored: Set<UInt16> = []) { self.ignored = ignored }

    /// - Parameters:
    ///   - choices: the same as before, and those that came since.
    ///   - ignored: what was chosen for reasons of its own.
    mutating func note(_ choices: [ChoiceLog.Choice], without ignored: Set<UInt16>) {
        if ignored != self.ignored { self = Contradiction(ignored: ignored) }
        while compared < choices.count, !isShown {
            let later = choices[compared]
            isShown = choices[..<compared].contains { contradict($0, later) }
            compared += 1
        }
    }

    private func contradict(_ first: ChoiceLog.Choice, _ later: ChoiceLog.Choice) -> Bool {
        first.chosen != later.chosen && !ignored.contains(first.chosen) && !ignored.contains(later.chosen)
            && later.offered.contains(first.chosen) && first.offered.contains(later.chosen)
    }
}
