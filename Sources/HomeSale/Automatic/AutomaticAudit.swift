/// Recomputes every automatic step of a log: each must follow from the entries before it at the instant it names, under the
/// rules in force, and none that was due then may be absent. DESIGN.md section 5.
///
/// Feed it every fact in the order of the log, then ask for the result. Cost: one fold, and once for each thing that changed
/// since the last tick its automatic steps.
public struct AutomaticAudit {
    public enum Kind: String, CaseIterable, Hashable, Sendable {
        /// Nothing on record asked for it.
        case unfounded = "automatic.unfounded"
        /// It would have been due later.
        case early = "automatic.early"
        /// Its payload is not what the rules make.
        case payload = "automatic.payload"
        /// It names other rows than those in force.
        case rules = "automatic.rules"
        /// It names an instant after it was recorded.
        case future = "automatic.future"
        /// Due, and never made.
        case absent = "automatic.absent"
    }

    public struct Finding: Hashable, Sendable {
        public let kind: Kind
        /// The entry; of an absent step, the tick that passed it over.
        public let index: UInt64
        public let expected: String
        public let found: String
    }

    public private(set) var findings: [Finding] = []
    /// Steps of rules that this program does not know: nobody can say whether they are right.
    public private(set) var unknownRules: [(index: UInt64, rule: String)] = []
    /// Automatic steps that were recomputed.
    public private(set) var checked: UInt64 = 0

    private var states: AutomaticStates
    /// The tick under way: its instant and its last entry.
    private var tick: (asOf: Int64, index: UInt64)?
    /// Steps that a tick passed over, by stream and key: found absent unless they come later.
    private var awaited: [String: Finding] = [:]
    /// Steps that were made, by stream and key: right or wrong, none can be made again.
    private var made: Set<String> = []

    /// - Parameter refold: a deal as the entries below an index tell it; asked for when a correction makes its past read otherwise.
    public init(refold: @escaping (_ deal: String, _ below: UInt64) throws -> DealFile) {
        states = AutomaticStates(refold: refold)
    }

    public mutating func take(_ fact: Fact) throws {
        if fact.role == .system && AutomaticRule.makes(fact.name) {
            let asOf = fact.payload.instantMilliseconds("asOf")
            if let tick, tick.asOf != asOf { try endTick() }
            try check(fact, asOf)
            let place = "\(fact.stream.subject) \(Self.key(of: fact))"
            awaited[place] = nil
            made.insert(place)
            if let asOf { tick = (asOf, fact.index) }
        } else if tick != nil {
            try endTick()
        }
        try states.apply(fact)
    }

    /// Ends the audit; nothing may be taken after it.
    ///
    /// - Parameter now: what has fallen due until then is reported, never a fault.
    /// - Returns: what is due.
    public mutating func finish(now: Int64) throws -> [DueStep] {
        if tick != nil { try endTick() }
        findings += awaited.values
        findings.sort { ($0.index, $0.kind.rawValue) < ($1.index, $1.kind.rawValue) }
        return try states.due(at: now)
    }

    private mutating func check(_ fact: Fact, _ asOf: Int64?) throws {
        let id = fact.payload.text("rule") ?? ""
        guard let rule = AutomaticRule.rule(id) else {
            unknownRules.append((fact.index, id))
            return
        }
        checked += 1
        func find(_ kind: Kind, _ expected: String, _ found: String) {
            findings.append(Finding(kind: kind, index: fact.index, expected: expected, found: found))
        }
        guard let asOf, asOf <= fact.timeMilliseconds else {
            return find(.future, "asOf <= time", fact.payload.text("asOf") ?? "")
        }
        func step(at instant: Int64) throws -> DueStep? {
            try states.steps(about: fact.stream, at: instant).first {
                $0.stream == fact.stream && $0.rule == rule && $0.cause == fact.cause && $0.names(fact)
            }
        }
        guard let step = try step(at: asOf) ?? step(at: .max) else {
            return find(.unfounded, "\(rule.id)", "cause \(fact.cause.map(String.init) ?? "-")")
        }
        if step.dueMilliseconds > asOf {
            return find(
                .early, "\(CivilDate(atMilliseconds: step.dueMilliseconds))", fact.payload.text("asOf") ?? "")
        }
        let data = step.data(asOf: asOf)
        if data == fact.payload.bytes { return }
        let expected = Payload(data)
        if expected.text("ruleSet") != fact.payload.text("ruleSet") {
            find(.rules, expected.text("ruleSet") ?? "", fact.payload.text("ruleSet") ?? "")
        } else {
            find(.payload, String(decoding: data, as: UTF8.self), String(decoding: fact.payload.bytes, as: UTF8.self))
        }
    }

    private mutating func endTick() throws {
        guard let (asOf, index) = tick else { return }
        tick = nil
        for step in try states.due(at: asOf) {
            let place = "\(step.stream.subject) \(step.key)"
            if awaited[place] == nil && !made.contains(place) {
                awaited[place] = Finding(
                    kind: .absent, index: index, expected: "\(step.name.rawValue) \(place)", found: "-")
            }
        }
    }

    /// The key that the step must have, whatever it has: two entries of one key cannot be.
    private static func key(of fact: Fact) -> String {
        let rule = fact.payload.text("rule") ?? ""
        return DueStep.key(rule, fact.cause ?? 0, suffix: DueStep.suffix(of: fact))
    }
}
