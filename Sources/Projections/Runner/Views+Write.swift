internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

extension Views {
    /// Rows are stored in steps of so many things, each a commit: a rebuild can be given up at any of them.
    private static let thingsAtOnce = 2_000
    /// Entries looked at in one step of catching up.
    public static let entriesAtOnce: UInt64 = 20_000

    /// Brings every model up to the log: follows what was appended, and builds anew what is absent or of another version.
    ///
    /// - Parameters:
    ///   - atMost: entries to take in one step; what is stored does not depend on it.
    ///   - goesOn: asked between steps.
    public func catchUp(atMost: UInt64 = Views.entriesAtOnce, while goesOn: () -> Bool = { true }) throws {
        for (model, state) in try states() {
            if state?.version == model.version { continue }
            guard goesOn() else { return }
            try rebuild(model, while: goesOn)
        }
        var market = Market()
        while goesOn() {
            let behind = try states().compactMap { $0.state?.position }.min() ?? 0
            let size = try ledger.head()?.size ?? 0
            if behind >= size { return }
            let target = min(size, behind + max(1, atMost))
            try ledger.withReader { log in
                try market.catchUp(log, below: target)
                try follow(log, from: behind, to: target, market)
            }
        }
    }

    /// Takes the entries from `first` to `target` into every model that stands in between.
    private func follow(_ log: LogReader, from first: UInt64, to target: UInt64, _ market: Market) throws {
        var changed: Set<Thing> = []
        for index in first..<target {
            let subject = try log.withLine(at: index) { line in
                (try? parseEntryLine(line)).map { String(copying: line.extracting($0.range(.subject))) }
            }
            guard let subject = subject ?? nil, let thing = Thing(subject: subject) else { continue }
            changed.formUnion(market.touched(by: thing))
        }
        let teller = ViewTeller(log, below: target, market)
        let things = try changed.sorted().map { try teller.told($0) }
        try write { transaction in
            for model in ReadModels.all {
                // Another process may have been here first.
                guard let state = try state(model, transaction), state.version == model.version, state.position < target else {
                    continue
                }
                var change = try ViewChange(state, table(model, state.generation))
                for told in things where told.thing.kind == model.kind {
                    try change.replace(told.thing, try model.rows(of: told), &transaction)
                }
                try put(change.state(at: target), of: model, &transaction)
            }
        }
    }

    /// Builds a model anew beside the live one and swaps. Given up half-way, the old one stays in use.
    public func rebuild(_ model: any ReadModel.Type, while goesOn: () -> Bool = { true }) throws {
        let size = try ledger.head()?.size ?? 0
        let old = try environment.read { try state(model, $0) }
        let generation = 1 - (old?.generation ?? 1), table = table(model, generation)
        try write { try $0.empty(table) }
        var market = Market()
        let things = try ledger.withReader { log in
            try market.catchUp(log, below: size)
            return try ViewTeller.things(model.kind, log)
        }
        var change = ViewChange(version: model.version, generation, table)
        for start in stride(from: 0, to: things.count, by: Self.thingsAtOnce) {
            guard goesOn() else { return }
            let some = things[start..<min(things.count, start + Self.thingsAtOnce)]
            try ledger.withReader { log in
                let teller = ViewTeller(log, below: size, market)
                try write { transaction in
                    for thing in some {
                        let told = try teller.told(thing)
                        if told.facts.isEmpty { continue }
                        try change.add(thing, try model.rows(of: told), &transaction)
                    }
                }
            }
        }
        guard goesOn() else { return }
        try write { try put(change.state(at: size), of: model, &$0) }
    }

    /// Tells one thing anew in every model of its kind, at the position where each stands.
    public func rebuild(_ thing: Thing) throws {
        for (model, state) in try states() where model.kind == thing.kind {
            guard let state, state.version == model.version else { continue }
            try ledger.withReader { log in
                var market = Market()
                try market.catchUp(log, below: state.position)
                let told = try ViewTeller(log, below: state.position, market).told(thing)
                try write { transaction in
                    guard let now = try self.state(model, transaction), now == state else { return }
                    var change = try ViewChange(state, table(model, state.generation))
                    try change.replace(thing, try model.rows(of: told), &transaction)
                    try put(change.state(at: state.position), of: model, &transaction)
                }
            }
        }
    }

    private func write(_ body: (inout WriteTransaction) throws -> Void) throws { try environment.write(body) }
}

extension Views {
    /// Takes every model for built on an empty log, so that all of it is followed: what a ledger that is just made does anyway.
    public func beginEmpty() throws {
        try write { transaction in
            for model in ReadModels.all where try state(model, transaction) == nil {
                let change = ViewChange(version: model.version, 0, table(model, 0))
                try put(change.state(at: 0), of: model, &transaction)
            }
        }
    }
}
