internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

extension Views {
    /// Rows are stored in steps of so many things, each a commit: a rebuild can be given up at any of them.
    private static let thingsAtOnce = 2_000
    /// How long somebody waits for another's rebuild before it is called busy.
    private static let longestRebuildMilliseconds = 600_000
    /// Entries looked at in one step of catching up.
    public static let entriesAtOnce: UInt64 = 20_000

    /// Brings every model up to the log: follows what was appended, and builds anew what is absent or of another version.
    ///
    /// - Parameters:
    ///   - atMost: entries to take in one step; what is stored does not depend on it.
    ///   - goesOn: asked between steps.
    public func catchUp(atMost: UInt64 = Views.entriesAtOnce, while goesOn: () -> Bool = { true }) throws {
        if try !absent().isEmpty {
            // Whoever waited for another's rebuild finds less to do, or nothing.
            try alone { try rebuildAlone(try absent(), below: nil, while: goesOn) }
        }
        while goesOn() {
            let behind = try states().compactMap { $0.state?.position }.min() ?? 0
            let size = try ledger.head()?.size ?? 0
            if behind >= size { return }
            let target = min(size, behind + max(1, atMost))
            try ledger.withReader { log in try follow(log, from: behind, to: target, try knownMarket(log, below: target)) }
        }
    }

    /// Models that are not built, or of another version.
    private func absent() throws -> [any ReadModel.Type] {
        var absent: [any ReadModel.Type] = []
        for (model, state) in try states() {
            let version = state.map(\.version)
            if version != model.version { absent.append(model) }
        }
        return absent
    }

    /// Runs `body` while no other process rebuilds.
    private func alone(_ body: () throws -> Void) throws {
        guard let rebuilding else { preconditionFailure("these views may not be written") }
        try rebuilding.lock(waitMilliseconds: Self.longestRebuildMilliseconds)
        defer { rebuilding.unlock() }
        try body()
    }

    /// What ties things together below a size; what this process knows of it already is not read again.
    private func knownMarket(_ log: LogReader, below size: UInt64) throws -> Market {
        // Taken out, so that what is added copies nothing.
        var known = market.withLock { market in
            defer { market = KnownMarket() }
            return market
        }
        if known.position > size { known = KnownMarket() }
        try known.catchUp(log, below: size)
        market.withLock { $0 = known }
        return known.market
    }

    /// The deals that parties are named in below a size, likewise.
    private func deals(of parties: Set<Thing>, _ log: LogReader, below size: UInt64) throws -> [Thing] {
        if parties.isEmpty { return [] }
        return try partyDeals.withLock { known in
            if known.position > size { known = PartyDeals() }
            try known.catchUp(log, below: size)
            return parties.flatMap { known.deals(of: $0.id) }.map { Thing(.deal, $0) }
        }
    }

    /// Takes the entries from `first` to `target` into every model that stands in between.
    private func follow(_ log: LogReader, from first: UInt64, to target: UInt64, _ market: Market) throws {
        var changed: Set<Thing> = [], parties: Set<Thing> = []
        for index in first..<target {
            let subject = try log.withLine(at: index) { line in
                (try? parseEntryLine(line)).map { String(copying: line.extracting($0.range(.subject))) }
            }
            guard let subject = subject ?? nil, let thing = Thing(subject: subject) else { continue }
            if thing.kind == .party {
                parties.insert(thing)
            } else {
                changed.formUnion(market.touched(by: thing))
            }
        }
        changed.formUnion(try deals(of: parties, log, below: target))
        let teller = ViewTeller(log, below: target, market), things = Array(changed)
        try environment.write { transaction in
            // Another process may have been here first, or swapped in what it built of a shorter log.
            let models = try ReadModels.things.filter { model in
                guard let state = try state(model, transaction), state.version == model.version else { return false }
                return (first..<target).contains(state.position)
            }
            // So many at a time are told and let go: one party may be named in any number of deals.
            for start in stride(from: 0, to: things.count, by: Self.thingsAtOnce) {
                let some = try things[start..<min(things.count, start + Self.thingsAtOnce)].map { try teller.told($0) }
                for model in models { try replace(some, in: model, &transaction) }
            }
            for model in models {
                guard let state = try state(model, transaction) else { continue }
                let change = try ViewChange(state, tables(of: model, state.generation))
                try put(change.state(at: target), of: model, &transaction)
            }
            for model in ReadModels.tallies {
                guard let state = try state(model, transaction), state.version == model.version,
                    (first..<target).contains(state.position)
                else { continue }
                var change = try ViewChange(state, tables(of: model, state.generation))
                var position = state.position
                while position < target {
                    let part = try model.rows(log, position..<target)
                    try change.sum(model, part.rows, &transaction)
                    position = part.end
                }
                try put(change.state(at: target), of: model, &transaction)
            }
        }
    }

    /// Puts the rows of things in place of those they have; the model stays where it stands.
    private func replace(
        _ things: [ToldThing], in model: any ThingModel.Type, _ transaction: inout WriteTransaction
    ) throws {
        guard let state = try state(model, transaction) else { return }
        var change = try ViewChange(state, tables(of: model, state.generation))
        for told in things where told.thing.kind == model.kind {
            try change.replace(told.thing, try model.rows(of: told), &transaction)
        }
        try put(change.state(at: state.position), of: model, &transaction)
    }

    /// Builds models anew beside the live ones and swaps, all of one size of the log. Given up half-way, the old ones stay in use.
    ///
    /// - Parameter bound: only the entries below it; all where `nil`.
    public func rebuild(
        _ models: [any ReadModel.Type] = ReadModels.all, below bound: UInt64? = nil, while goesOn: () -> Bool = { true }
    ) throws {
        try alone { try rebuildAlone(models, below: bound, while: goesOn) }
    }

    private func rebuildAlone(
        _ models: [any ReadModel.Type], below bound: UInt64?, while goesOn: () -> Bool
    ) throws {
        let head = try ledger.head()?.size ?? 0, size = min(bound ?? head, head)
        let market = try ledger.withReader { try knownMarket($0, below: size) }
        let places = try ledger.linePlaces(below: size)
        for kind in Thing.Kind.allCases {
            let some = models.compactMap { $0 as? any ThingModel.Type }.filter { $0.kind == kind }
            if !some.isEmpty { try rebuild(some, kind, size, market, places, while: goesOn) }
            guard goesOn() else { return }
        }
        for case let model as any TallyModel.Type in models { try rebuild(model, size, while: goesOn) }
    }

    /// Part by part, each a commit.
    private func rebuild(_ model: any TallyModel.Type, _ size: UInt64, while goesOn: () -> Bool) throws {
        let generation = try 1 - (environment.read { transaction in try state(model, transaction)?.generation ?? 1 })
        let tables = tables(of: model, generation)
        var change = ViewChange(version: model.version, generation, tables)
        try environment.write { transaction in try tables.empty(&transaction) }
        var position: UInt64 = 0
        while position < size {
            guard goesOn() else { return }
            let part = try ledger.withReader { log in try model.rows(log, position..<size) }
            try environment.write { transaction in try change.sum(model, part.rows, &transaction) }
            position = part.end
        }
        try environment.write { transaction in try put(change.state(at: size), of: model, &transaction) }
    }

    /// Models of one kind together: each thing is told once.
    private func rebuild(
        _ models: [any ThingModel.Type], _ kind: Thing.Kind, _ size: UInt64, _ market: Market, _ places: LinePlaces,
        while goesOn: () -> Bool
    ) throws {
        let live = try environment.read { transaction in try models.map { try state($0, transaction)?.generation ?? 1 } }
        let fillings = zip(models, live).map { ViewFilling($0, 1 - $1, tables(of: $0, 1 - $1)) }
        try environment.write { transaction in for filling in fillings { try filling.tables.empty(&transaction) } }
        let things = try ledger.withReader { try ViewTeller.things(kind, $0) }
        for start in stride(from: 0, to: things.count, by: Self.thingsAtOnce) {
            guard goesOn() else { return }
            let some = things[start..<min(things.count, start + Self.thingsAtOnce)]
            try ledger.withReader(knowing: places) { log in
                let teller = ViewTeller(log, below: size, market)
                try environment.write { transaction in
                    for thing in some {
                        let told = try teller.told(thing)
                        if told.facts.isEmpty { continue }
                        for filling in fillings { try filling.add(told, &transaction) }
                    }
                }
            }
        }
        guard goesOn() else { return }
        // One commit: whoever asks sees all of the old or all of the new.
        try environment.write { transaction in
            for filling in fillings { try put(filling.state(at: size), of: filling.model, &transaction) }
        }
    }

    /// Tells one thing anew in every model of its kind, at the position where each stands.
    public func rebuild(_ thing: Thing) throws {
        for model in ReadModels.things where model.kind == thing.kind {
            let known = try environment.read { transaction in try self.state(model, transaction) }
            guard let state = known, state.version == model.version else { continue }
            try ledger.withReader { log in
                let market = try KnownMarket.below(state.position, log)
                let told = try ViewTeller(log, below: state.position, market).told(thing)
                try environment.write { transaction in
                    guard let now = try self.state(model, transaction), now == state else { return }
                    var change = try ViewChange(state, tables(of: model, state.generation))
                    try change.replace(thing, try model.rows(of: told), &transaction)
                    try put(change.state(at: state.position), of: model, &transaction)
                }
            }
        }
    }
}
