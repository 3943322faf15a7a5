internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

extension Views {
    /// Folds every model afresh, each at its own position, and compares row by row, both ways. Changes nothing.
    ///
    /// Cost: models of one kind at one position share the fold of each thing. Memory: one thing at a time, and the names of all.
    public func audit() throws -> [ViewVerdict] {
        try environment.read { transaction in
            let size = try ledger.head()?.size ?? 0
            var verdicts: [String: ViewVerdict] = [:]
            var together: [Fold: [(any ThingModel.Type, ViewComparison)]] = [:]
            for model in ReadModels.all {
                let state = try state(model, transaction)
                guard let state, state.version == model.version, state.position <= size else {
                    verdicts[model.name] = ViewVerdict(unfit: model, state, size)
                    continue
                }
                let comparison = ViewComparison(model, state, tables(of: model, state.generation))
                if let model = model as? any ThingModel.Type {
                    together[Fold(kind: model.kind, position: state.position), default: []].append((model, comparison))
                } else if let model = model as? any TallyModel.Type {
                    let rows = try ledger.withReader { log in try model.allRows(log, below: state.position) }
                    try comparison.compare(rows, transaction)
                    verdicts[model.name] = comparison.verdict(size)
                }
            }
            for (fold, comparisons) in together {
                try compare(comparisons, fold, transaction)
                for (_, comparison) in comparisons { verdicts[comparison.model.name] = comparison.verdict(size) }
            }
            return ReadModels.all.compactMap { verdicts[$0.name] }
        }
    }

    /// What models must have in common to be compared in one pass.
    private struct Fold: Hashable {
        let kind: Thing.Kind
        let position: UInt64
    }

    private func compare(
        _ models: [(model: any ThingModel.Type, comparison: ViewComparison)], _ fold: Fold,
        _ transaction: borrowing ReadTransaction
    ) throws {
        try ledger.withReader { log in
            let teller = ViewTeller(log, below: fold.position, try KnownMarket.below(fold.position, log))
            var named: Set<[UInt8]> = []
            for thing in try ViewTeller.things(fold.kind, log) {
                let told = try teller.told(thing)
                if told.facts.isEmpty { continue }
                named.insert(ViewKey.bytes([thing.id]))
                for (model, comparison) in models where comparison.finding == nil {
                    try comparison.compare(told.thing, try ViewTeller.rows(model, of: told), transaction)
                }
            }
            for (_, comparison) in models { try comparison.end(named, transaction) }
        }
    }
}

extension ViewVerdict {
    /// Of a model that cannot be compared: absent, of another version, or said to be further than the log.
    fileprivate init(unfit model: any ReadModel.Type, _ state: ViewState?, _ size: UInt64) {
        let isAhead = state.map { $0.version == model.version && $0.position > size } ?? false
        let finding = ViewFinding(
            kind: .ahead, model: model.name, key: "position", expected: "at most \(size)", found: "\(state?.position ?? 0)")
        self.init(
            model: model.name, standing: isAhead ? .broken : state == nil ? .absent : .otherVersion,
            position: state?.position ?? 0, rows: state?.rows ?? 0, finding: isAhead ? finding : nil)
    }
}
