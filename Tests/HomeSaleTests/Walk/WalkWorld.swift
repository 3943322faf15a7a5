@testable import HomeSale

/// A ledger's worth of states in memory, with the ledger's way of judging a step: what `deedlog append` and `deedlog tick` do,
/// without a store.
final class WalkWorld: World {
    enum Answer {
        case accepted(Fact)
        case refused(Refusal)
    }

    private(set) var facts: [Fact] = []
    private(set) var nowMilliseconds: Int64 = 0
    private var factsOfDeal: [String: [Fact]] = [:]
    private var parties: [String: PartyState] = [:]
    private var listings: [String: ListingState] = [:]
    private var deals: [String: DealFile] = [:]
    private var revisions: [String: UInt32] = [:]
    private var listingsOfUnit: [String: [String]] = [:]
    private var dealsOfListing: [String: [String]] = [:]
    private var published = PublishedRules()
    /// Automatic steps that were made: none is made twice.
    private var made: Set<String> = []
    /// Told of every step that was judged.
    var witness: ((Step, Answer, _ before: DealFile?, _ after: DealFile?) -> Void)?

    func advance(to milliseconds: Int64) { nowMilliseconds = max(nowMilliseconds + 1000, milliseconds) }

    func take(_ draft: WalkDraft) throws -> Answer {
        let step = draft.step(index: UInt64(facts.count), timeMilliseconds: nowMilliseconds)
        let before = draft.stream.isOfDeal ? deal(draft.stream.id) : nil
        let answer: Answer
        do {
            try decide(step, Catalogue.type(of: step.name), self)
            let revision = revisions[step.stream.subject].map { $0 + 1 } ?? 0
            revisions[step.stream.subject] = revision
            let fact = step.fact(revision: revision)
            apply(fact)
            answer = .accepted(fact)
        } catch let refusal as Refusal {
            answer = .refused(refusal)
        }
        witness?(step, answer, before, draft.stream.isOfDeal ? deal(draft.stream.id) : nil)
        return answer
    }

    /// Makes what is due by now, until nothing new is.
    ///
    /// - Returns: what was made.
    func tick() throws -> [Fact] {
        var result: [Fact] = []
        for _ in 0..<16 {
            let before = result.count
            for due in dueSteps() where !made.contains("\(due.stream.subject) \(due.key)") {
                let draft = WalkDraft(due, at: nowMilliseconds)
                precondition(draft.isWellFormed, "\(due.key): \(draft.payload)")
                guard case .accepted(let fact) = try take(draft) else { continue }
                made.insert("\(due.stream.subject) \(due.key)")
                result.append(fact)
            }
            if result.count == before { break }
        }
        return result
    }

    private func dueSteps() -> [DueStep] {
        var steps: [DueStep] = []
        for id in deals.keys.sorted() {
            let file = deal(id)
            steps += DueSteps.of(file, file.deal.opened.map { listing($0.listingId) }, nowMilliseconds: nowMilliseconds)
        }
        for id in listings.keys.sorted() {
            let state = listing(id)
            let others = (state.unitCode.map(listings(ofUnit:)) ?? []).filter { $0 != id }.map(listing)
            steps += DueSteps.of(state, others: others, nowMilliseconds: nowMilliseconds)
        }
        return steps
    }

    private func apply(_ fact: Fact) {
        facts.append(fact)
        let id = fact.stream.id
        switch fact.stream.kind {
        case .party, .consent: parties[id, default: PartyState(id: id)].apply(fact)
        case .listing:
            listings[id, default: ListingState(id: id)].apply(fact)
            if fact.name == .listingDrafted, let unit = fact.payload.text("unitCode") {
                listingsOfUnit[unit, default: []].append(id)
            }
        case .rule: published.apply(fact)
        case .evidence, .observed: break
        default:
            factsOfDeal[id, default: []].append(fact)
            if fact.name == .dealCorrected {
                deals[id] = DealFile(id: id, facts: facts(ofDeal: id))
            } else {
                deals[id, default: DealFile(id: id)].apply(fact)
            }
            if fact.name == .dealOpened, let listing = fact.payload.text("listingId") {
                dealsOfListing[listing, default: []].append(id)
            }
        }
    }

    var dealIDs: [String] { deals.keys.sorted() }
    func facts(ofDeal id: String) -> [Fact] { factsOfDeal[id] ?? [] }
    func facts(of kind: StreamKind, _ id: String) -> [Fact] {
        facts.filter { $0.stream.id == id && $0.stream.family == StreamName(kind, id).family }
    }

    func rules() -> RuleTable { published.table }

    func party(_ id: String) -> PartyState { parties[id] ?? PartyState(id: id) }
    func listing(_ id: String) -> ListingState { listings[id] ?? ListingState(id: id) }
    func deal(_ id: String) -> DealFile { deals[id] ?? DealFile(id: id) }
    func listings(ofUnit unitCode: String) -> [String] { listingsOfUnit[unitCode] ?? [] }
    func deals(ofListing listing: String) -> [String] { dealsOfListing[listing] ?? [] }
}
