internal import CanonicalJSON
public import Ledger

/// The states of one log, folded when they are asked for and kept up to date by what is accepted.
///
/// A ``LogReader`` is valid for one call only, so it is lent with ``reading(_:_:)``. Names are told apart byte by byte. Not Sendable.
public final class LogWorld: World {
    private var reader: LogReader?
    /// `nil` while a deal is lent.
    private var files: [ByteName: Kept<DealFile?>] = [:]
    private var listingStates: [ByteName: Kept<ListingState>] = [:]
    private var parties: [ByteName: Kept<PartyState>] = [:]
    /// Which listings a unit has, and which deals a listing has: read whole at the first question.
    private var market: Market?
    /// Read whole at the first question too.
    private var published: PublishedRules?
    /// Deals that a correction of an earlier entry makes read otherwise: folded anew once it is stored.
    private var outdated: Set<ByteName> = []
    /// What each state was before the batch under way touched it; `nil` outside a batch.
    private var undo: Undo?

    /// A state at a place of its own: it is large, and a dictionary would move all of it for every change.
    private final class Kept<State> {
        var state: State

        init(_ state: State) { self.state = state }
    }

    private struct Undo {
        var files: [ByteName: DealFile] = [:]
        var listings: [ByteName: ListingState] = [:]
        var parties: [ByteName: PartyState] = [:]
        var market: Market?
        var published: PublishedRules?
        /// What was accepted since: the log does not have it yet.
        var facts: [Fact] = []
    }

    /// States kept at most, so that a long run does not hold every deal there ever was.
    private static let keptStates = 20_000

    public init() {}

    /// Runs `body` while questions are answered out of `log`.
    public func reading<R>(_ log: LogReader, _ body: () throws -> R) rethrows -> R {
        reader = log
        defer { reader = nil }
        return try body()
    }

    // MARK: World

    // Whoever asks for the deal that is lent gets it told anew.
    public func deal(_ id: String) throws -> DealFile {
        try keptDeal(id).state ?? DealFile(id: id, facts: facts(of: .deal, id))
    }

    public func withDeal(_ id: String, _ body: (DealFile) throws -> Void) throws {
        let kept = try keptDeal(id)
        guard let file = kept.state.take() else { return try body(deal(id)) }
        do {
            try body(file)
        } catch {
            kept.state = file
            throw error
        }
        kept.state = file
    }

    public func listing(_ id: String) throws -> ListingState { try keptListing(id).state }
    public func party(_ id: String) throws -> PartyState { try keptParty(id).state }

    private func keptDeal(_ id: String) throws -> Kept<DealFile?> {
        let name = ByteName(id)
        if !outdated.isEmpty, outdated.remove(name) != nil { files[name] = nil }
        if let kept = files[name] { return kept }
        let kept = Kept<DealFile?>(DealFile(id: id, facts: try facts(of: .deal, id)))
        makeRoom()
        files[name] = kept
        return kept
    }

    private func keptListing(_ id: String) throws -> Kept<ListingState> {
        let name = ByteName(id)
        if let kept = listingStates[name] { return kept }
        let kept = Kept(ListingState(id: id))
        for fact in try facts(of: .listing, id) { kept.state.apply(fact) }
        makeRoom()
        listingStates[name] = kept
        return kept
    }

    private func keptParty(_ id: String) throws -> Kept<PartyState> {
        let name = ByteName(id)
        if let kept = parties[name] { return kept }
        let kept = Kept(PartyState(id: id))
        for fact in try facts(of: .party, id) { kept.state.apply(fact) }
        makeRoom()
        parties[name] = kept
        return kept
    }

    public func facts(of kind: StreamKind, _ id: String) throws -> [Fact] {
        let stored = try log().facts(of: kind, id)
        guard let fresh = undo?.facts, !fresh.isEmpty else { return stored }
        let family = StreamName(kind, id).family
        return stored + fresh.filter { $0.stream.family == family && ByteName($0.stream.id) == ByteName(id) }
    }

    public func rules() throws -> RuleTable {
        try keepRules()
        return published?.table ?? .national
    }

    public func listings(ofUnit unitCode: String) throws -> [String] {
        try keepMarket()
        return market?.listings(ofUnit: unitCode) ?? []
    }

    public func deals(ofListing listing: String) throws -> [String] {
        try keepMarket()
        return market?.deals(ofListing: listing) ?? []
    }

    // MARK: Keeping up

    /// Takes up a step that was accepted.
    public func accept(_ fact: Fact) throws {
        let id = fact.stream.id, name = ByteName(id)
        // The states must be there before the change, or they would be folded with it and then get it again. Nobody else may
        // hold one while it changes, or all of it would be copied: outside a batch nothing is put by.
        switch fact.stream.kind {
        case .party, .consent:
            let kept = try keptParty(id)
            if undo?.parties.keys.contains(name) == false { undo?.parties[name] = kept.state }
            kept.state.apply(fact)
        case .listing:
            let kept = try keptListing(id)
            if undo?.listings.keys.contains(name) == false { undo?.listings[name] = kept.state }
            kept.state.apply(fact)
        case .rule:
            try keepRules()
            if undo != nil, undo?.published == nil { undo?.published = published }
            published?.apply(fact)
        case .evidence, .observed: break
        default:
            let kept = try keptDeal(id)
            if undo?.files.keys.contains(name) == false { undo?.files[name] = kept.state }
            kept.state?.apply(fact)
            if fact.name == .dealCorrected { outdated.insert(name) }
        }
        undo?.facts.append(fact)
        if Market.types.contains(fact.name) {
            try keepMarket()
            if undo != nil, undo?.market == nil { undo?.market = market }
            market?.note(fact)
        }
    }

    public func beginBatch() { undo = Undo() }
    public func endBatch() { undo = nil }

    /// Everything accepted since ``beginBatch()`` did not happen.
    public func rollBack() {
        guard let undo else { return }
        for (name, before) in undo.files {
            files[name] = Kept(before)
            outdated.remove(name)
        }
        for (name, before) in undo.listings { listingStates[name] = Kept(before) }
        for (name, before) in undo.parties { parties[name] = Kept(before) }
        if let before = undo.market { market = before }
        if let before = undo.published { published = before }
        self.undo = nil
    }

    /// The log is not what it was.
    public func forget() {
        files.removeAll()
        listingStates.removeAll()
        parties.removeAll()
        market = nil
        published = nil
        undo = nil
        outdated.removeAll()
    }

    /// Drops everything rather than choose: it happens once in many thousand steps, and what is needed is folded anew.
    private func makeRoom() {
        guard undo == nil, files.count + listingStates.count + parties.count >= Self.keptStates else { return }
        files.removeAll(keepingCapacity: true)
        listingStates.removeAll(keepingCapacity: true)
        parties.removeAll(keepingCapacity: true)
    }

    // MARK: Reading

    private func log() -> LogReader {
        guard let reader else { preconditionFailure("asked outside of reading(_:_:)") }
        return reader
    }

    private func keepRules() throws {
        if published == nil { published = try log().publishedRules() }
    }

    private func keepMarket() throws {
        if market != nil { return }
        var found = Market()
        for name in Market.types {
            try log().forEachLine(ofType: name.rawValue) { _, line in
                if let fact = Fact(line: line) { found.note(fact) }
                return true
            }
        }
        market = found
    }
}
