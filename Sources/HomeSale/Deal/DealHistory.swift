/// A fact, the state after it, and what it changed.
public struct HistoryStep<State: Sendable>: Sendable {
    /// As it was recorded, whatever corrected it later.
    public let fact: Fact
    public let state: State
    public let changes: [FieldChange]
    /// The last entry that corrects this one.
    public internal(set) var correctedBy: Mark?
}

extension HistoryStep where State == DealFile {
    public var phase: Phase { state.phase }
    public var overlays: [Overlay] { state.overlays }
}

/// One deal, step by step: what history, replay, diff and blame are read from.
public struct DealHistory: Sendable {
    public let id: String
    /// In the order of the log.
    public let steps: [HistoryStep<DealFile>]

    /// - Parameter facts: of the deal's streams, in the order of the log.
    public init(id: String, facts: [Fact]) {
        self.id = id
        var file = DealFile(id: id)
        var steps: [HistoryStep<DealFile>] = []
        for (place, fact) in facts.enumerated() {
            let before = file.fields
            if fact.name == .dealCorrected {
                // A correction speaks about the past: everything up to here is read anew.
                file = DealFile(id: id, facts: Array(facts[...place]))
            } else {
                file.apply(fact)
            }
            steps.append(HistoryStep(fact: fact, state: file, changes: FieldChange.between(before, file.fields)))
        }
        for (entry, mark) in Correction.marks(in: facts) {
            for place in steps.indices where steps[place].fact.reference == entry && steps[place].fact.index < mark.index {
                steps[place].correctedBy = mark
            }
        }
        self.steps = steps
    }

    /// The deal as the first `size` entries of the log tell it.
    public func file(below size: UInt64) -> DealFile {
        steps.last { $0.fact.index < size }?.state ?? DealFile(id: id)
    }

    /// What differs between two points of the log.
    public func changes(from: UInt64, to: UInt64) -> [FieldChange] {
        FieldChange.between(file(below: from).fields, file(below: to).fields)
    }

    /// A field as it stands, and the step that gave it its value.
    public struct Blame: Sendable {
        public let field: StateField
        public let step: HistoryStep<DealFile>
    }

    /// Who is answerable for each field as it stands now.
    ///
    /// - Parameter path: only this field and those under it, such as `escrow`; all where absent.
    public func blame(_ path: String? = nil) -> [Blame] {
        guard let last = steps.last else { return [] }
        var answerable: [String: Int] = [:]
        for (place, step) in steps.enumerated() {
            for change in step.changes { answerable[change.path] = place }
        }
        return FieldChange.unique(last.state.fields).compactMap { field in
            if let path, field.path != path, !field.path.hasPrefix(path + ".") { return nil }
            return answerable[field.path].map { Blame(field: field, step: steps[$0]) }
        }
    }
}

extension DealFile {
    /// Folds a deal's facts, corrected.
    ///
    /// - Parameters:
    ///   - facts: in the order of the log, as far as they are to be known.
    ///   - effective: takes only what had happened by that day. Corrections count whenever they were made: they say what is
    ///     known, not what happened. DESIGN.md section 6, two time axes.
    public init(id: String, facts: [Fact], effective: CivilDate? = nil) {
        self.init(id: id, corrected: Correction.applied(to: facts), effective: effective)
    }

    /// As ``init(id:facts:effective:)``, of facts as their corrections make them read.
    public init(id: String, corrected facts: [Fact], effective: CivilDate? = nil) {
        self.init(id: id)
        for place in facts.indices {
            if let effective, facts[place].occurred > effective { continue }
            apply(facts[place])
        }
    }
}

/// One listing, step by step.
public struct ListingHistory: Sendable {
    public let id: String
    public let steps: [HistoryStep<ListingState>]

    /// - Parameter facts: of the listing's stream, in the order of the log.
    public init(id: String, facts: [Fact]) {
        self.id = id
        var state = ListingState(id: id)
        steps = facts.map { fact in
            let before = state.fields
            state.apply(fact)
            return HistoryStep(fact: fact, state: state, changes: FieldChange.between(before, state.fields))
        }
    }
}
