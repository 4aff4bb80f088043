// SPDX-License-Identifier: Apache-2.0
import Facts
package import Model
import TLSWire

extension Policy {
    /// What the policy says as of a day; pure, so that any day and any number of policies can be asked.
    package func verdict(on facts: PolicyFacts, day: CalendarDay) -> PolicyVerdict {
        var judgement = PolicyJudgement(PolicyVerdict(self, on: day), facts)
        if let reason = notInForce(on: day) {
            judgement.miss(PolicyVerdict.Gap(rule: id, reason: reason))
            return judgement.verdict
        }
        let rules = rules.compactMap { $0.inForce(on: day) }
        var pools: [PolicyPool] = []
        for rule in rules {
            switch rule.subject {
            case .features: judgement.judgeFeatures(rule)
            case .certificateLifetime: judgement.judgeLifetimes(rule)
            case .cipherStrength: judgement.judgeStrength(rule)
            default:
                let index = pools.firstIndex { $0.subject == rule.subject && $0.versions == rule.versions }
                if let index {
                    pools[index].rules.append(rule)
                } else {
                    pools.append(PolicyPool(subject: rule.subject, versions: rule.versions, rules: [rule]))
                }
            }
        }
        for pool in pools { judgement.judge(pool) }
        return judgement.verdict
    }
}

/// The rules that speak of one subject in the same versions, and so decide together what is not listed.
private struct PolicyPool {
    let subject: PolicySubject
    let versions: [ProtocolVersion]
    var rules: [PolicyRule]

    /// The rule that names an item most closely, and the level it gives; else the rule that speaks of others.
    ///
    /// Of two that name it equally, the later one in the file decides.
    func level(of item: PolicyItem) -> (rule: PolicyRule, level: PolicyLevel) {
        var best: (rule: PolicyRule, level: PolicyLevel, closeness: Int)?
        for rule in rules {
            for (level, words) in rule.listed {
                for closeness in words.compactMap(item.closeness) where closeness >= best?.closeness ?? 0 {
                    best = (rule, level, closeness)
                }
            }
        }
        if let best { return (best.rule, best.level) }
        let strictest = rules.last { $0.others != .notListed } ?? rules[0]
        return (strictest, strictest.others)
    }
}

/// A verdict under construction.
private struct PolicyJudgement {
    private(set) var verdict: PolicyVerdict
    private let facts: PolicyFacts

    init(_ verdict: PolicyVerdict, _ facts: PolicyFacts) {
        self.verdict = verdict
        self.facts = facts
    }

    mutating func miss(_ gap: PolicyVerdict.Gap) { verdict.missing.append(gap) }

    private mutating func add(
        _ rule: PolicyRule,
        _ level: PolicyLevel,
        seen: String,
        inBrief: String? = nil,
        wanted: String
    ) {
        let remark = PolicyRemark(
            rule: rule.id,
            level: level,
            seen: seen,
            seenInBrief: inBrief,
            wanted: wanted,
            clause: rule.clause
        )
        switch level {
        case .required, .forbidden: verdict.violations.append(remark)
        case .phaseOut: verdict.phaseOuts.append(remark)
        case .recommended: verdict.advice.append(remark)
        case .notListed: verdict.unlisted.append(remark)
        case .allowed: break
        }
    }

    // MARK: Lists

    mutating func judge(_ pool: PolicyPool) {
        guard let list = facts.list(of: pool.subject, in: pool.versions) else { return }
        addSeen(list.items, pool)
        addAbsent(list, pool)
    }

    /// What is there and should not be, and what nobody speaks of: one remark a rule and level.
    private mutating func addSeen(_ items: [PolicyItem], _ pool: PolicyPool) {
        var placed: [String: [PolicyLevel: [PolicyItem]]] = [:]
        for item in items {
            let place = pool.level(of: item)
            placed[place.rule.id, default: [:]][place.level, default: []].append(item)
        }
        for rule in pool.rules {
            guard let found = placed[rule.id] else { continue }
            for level in [PolicyLevel.forbidden, .phaseOut, .notListed] {
                guard let found = found[level] else { continue }
                add(
                    rule,
                    level,
                    seen: Self.words(found, atMost: .max),
                    inBrief: Self.words(found, atMost: 3),
                    wanted: Self.wanted(rule, level)
                )
            }
        }
    }

    /// What is not there and should be; a list that may go on leaves that open.
    private mutating func addAbsent(_ list: PolicyFacts.List, _ pool: PolicyPool) {
        for rule in pool.rules {
            var open: Unestablished?
            for word in rule.listed[.required] ?? [] where !list.has(word) {
                if let doubt = doubt(about: word, list, pool) {
                    open = open ?? doubt
                } else {
                    add(rule, .required, seen: "no \(word)", wanted: word)
                }
            }
            let recommended = rule.listed[.recommended] ?? []
            if !recommended.isEmpty, !recommended.contains(where: list.has),
                recommended.allSatisfy({ doubt(about: $0, list, pool) == nil })
            {
                let wanted = recommended.listed()
                add(rule, .recommended, seen: "none of the recommended", wanted: wanted)
            }
            if open == nil, canForbid(rule) { open = doubtAboutForbidden(list, rule, pool) }
            if let open { miss(PolicyVerdict.Gap(rule: rule.id, reason: open)) }
        }
    }

    private func doubt(
        about word: String,
        _ list: PolicyFacts.List,
        _ pool: PolicyPool
    ) -> Unestablished? {
        pool.subject == .versions ? facts.doubt(on: word) : list.doubt
    }

    private func canForbid(_ rule: PolicyRule) -> Bool {
        rule.others == .forbidden || rule.listed[.forbidden]?.isEmpty == false
    }

    /// Why something that the rule forbids may be there all the same.
    private func doubtAboutForbidden(
        _ list: PolicyFacts.List,
        _ rule: PolicyRule,
        _ pool: PolicyPool
    ) -> Unestablished? {
        guard pool.subject == .versions, rule.others != .forbidden else { return list.doubt }
        return (rule.listed[.forbidden] ?? []).compactMap(facts.doubt).foremost
    }

    /// The items by version where they have one.
    private static func words(_ items: [PolicyItem], atMost limit: Int) -> String {
        var versions: [String] = []
        var byVersion: [String: [String]] = [:]
        for item in items {
            let version = item.version?.title ?? ""
            if byVersion[version] == nil { versions.append(version) }
            byVersion[version, default: []].append(item.text)
        }
        return versions.map { version in
            let list = (byVersion[version] ?? []).listed(atMost: limit)
            return version.isEmpty ? list : "\(version): \(list)"
        }.joined(separator: "; ")
    }

    private static func wanted(_ rule: PolicyRule, _ level: PolicyLevel) -> String {
        let words = rule.listed[level] ?? []
        switch level {
        case .forbidden where words.isEmpty: return "nothing beside the \(rule.subject.words) listed"
        case .forbidden: return "no other \(rule.subject.words) than those listed as good"
        case .phaseOut: return "to be phased out"
        default: return "not listed"
        }
    }

    // MARK: Features

    mutating func judgeFeatures(_ rule: PolicyRule) {
        for level in [PolicyLevel.required, .recommended, .phaseOut, .forbidden] {
            for word in rule.listed[level] ?? [] {
                guard let feature = PolicyFeature(rawValue: word) else { continue }
                judge(feature, level, rule)
            }
        }
    }

    private mutating func judge(_ feature: PolicyFeature, _ level: PolicyLevel, _ rule: PolicyRule) {
        let wantsIt = level == .required || level == .recommended
        let name = feature.rawValue.replacing("-", with: " ")
        switch facts.state(of: feature) {
        case .inapplicable: break
        case .unknown(let reason):
            guard level == .required || level == .forbidden else { return }
            if !verdict.missing.contains(where: { $0.rule == rule.id && $0.reason == reason }) {
                miss(PolicyVerdict.Gap(rule: rule.id, reason: reason.about(name)))
            }
        case .on where !wantsIt: add(rule, level, seen: name, wanted: "no \(name)")
        case .off where wantsIt: add(rule, level, seen: "no \(name)", wanted: name)
        case .on, .off: break
        }
    }

    // MARK: Numbers

    mutating func judgeLifetimes(_ rule: PolicyRule) {
        if let reason = facts.certificateDoubt { miss(PolicyVerdict.Gap(rule: rule.id, reason: reason)) }
        for (certificate, days) in facts.lifetimes {
            guard let days else {
                let reason = Unestablished(
                    phase: .reply,
                    reason: "the validity of \(certificate.subject) cannot be read"
                )
                miss(PolicyVerdict.Gap(rule: rule.id, reason: reason))
                continue
            }
            let seen = "\(certificate.subject) lives \(days) days"
            if let maximum = rule.maximum, days > maximum {
                add(rule, .forbidden, seen: seen, wanted: "at most \(maximum) days")
            } else if let maximum = rule.recommendedMaximum, days > maximum {
                add(rule, .recommended, seen: seen, wanted: "at most \(maximum) days")
            }
        }
    }

    mutating func judgeStrength(_ rule: PolicyRule) {
        guard let minimum = rule.minimum else { return }
        let (items, doubt) = facts.strengths
        var weak: [String] = []
        for item in items where item.bits < minimum {
            let text = "\(item.suite) of \(item.bits) bits"
            if !weak.contains(text) { weak.append(text) }
        }
        if !weak.isEmpty {
            add(
                rule,
                .forbidden,
                seen: weak.joined(separator: ", "),
                inBrief: weak.listed(atMost: 3),
                wanted: "ciphers of at least \(minimum) bits"
            )
        } else if let doubt {
            miss(PolicyVerdict.Gap(rule: rule.id, reason: doubt))
        }
    }
}

extension PolicyFacts.List {
    fileprivate func has(_ word: String) -> Bool { items.contains { $0.closeness(to: word) != nil } }
}

extension PolicySubject {
    /// For people.
    package var words: String { rawValue.replacing("-", with: " ") }
}

extension Unestablished {
    /// The same reason with what it is about said before.
    fileprivate func about(_ what: String) -> Unestablished {
        Unestablished(phase: phase, reason: "\(what): \(reason)", attempts: attempts)
    }
}
