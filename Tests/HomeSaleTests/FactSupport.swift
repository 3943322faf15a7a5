import Foundation
import Testing

@testable import HomeSale

/// Canonical bytes of any JSON text: spaces and member order do not matter where a test writes it.
func payload(_ json: String) -> Payload {
    guard json != "{}" else { return .empty }
    let object = try! JSONSerialization.jsonObject(with: Data(json.utf8))
    let data = try! JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
    return Payload(Array(data))
}

/// Noon in China on that date, in milliseconds since 1970.
func noon(_ date: CivilDate) -> Int64 { Int64(date.dayNumber) * 86_400_000 + 4 * 3_600_000 }

/// A recorded fact, outside any log.
///
/// - Parameters:
///   - subject: the stream, such as `deal/X/escrow`.
///   - json: the payload; spaces and member order are free.
///   - on: when it happened, `YYYY-MM-DD`; recorded at noon of that day unless `timeMilliseconds` is given.
func fact(
    _ subject: String, _ name: EventName, _ json: String = "{}", on: String = "2026-09-10", index: UInt64 = 1,
    revision: UInt32 = 1, timeMilliseconds: Int64? = nil, actor: String = "broker-1", role: Role = .broker,
    attestation: Attestation = .declared, cause: UInt64? = nil
) -> Fact {
    let date = CivilDate(on)!
    return Fact(
        index: index, revision: revision, timeMilliseconds: timeMilliseconds ?? noon(date), occurred: date,
        stream: StreamName(subject: subject)!, name: name, actor: actor, role: role, attestation: attestation, cause: cause,
        payload: payload(json))
}

/// A step that nobody has judged yet; arguments as for ``fact(_:_:_:on:index:revision:timeMilliseconds:actor:role:attestation:cause:)``.
func step(
    _ subject: String, _ name: EventName, _ json: String = "{}", on: String = "2026-09-10", index: UInt64 = 1_000_000,
    timeMilliseconds: Int64? = nil, actor: String = "broker-1", role: Role = .broker, attestation: Attestation = .declared,
    cause: UInt64? = nil
) -> Step {
    let date = CivilDate(on)!
    return Step(
        index: index, timeMilliseconds: timeMilliseconds ?? noon(date), occurred: date, stream: StreamName(subject: subject)!,
        name: name, actor: actor, role: role, attestation: attestation, cause: cause, payload: payload(json))
}

/// Every state, folded in memory from the facts it was given: what `decide` asks, without a store.
final class MemoryWorld: World {
    private(set) var facts: [Fact] = []
    private var parties: [String: PartyState] = [:]
    private var listings: [String: ListingState] = [:]
    private var deals: [String: DealFile] = [:]
    private var revisions: [String: UInt32] = [:]
    private var listingsByUnit: [String: [String]] = [:]
    private var dealsByListing: [String: [String]] = [:]

    /// Records a fact without judging it: the next index, the next revision of its stream.
    ///
    /// - Returns: the fact; its `reference` is what payloads name it by.
    @discardableResult
    func record(
        _ subject: String, _ name: EventName, _ json: String = "{}", on: String = "2026-09-10", actor: String = "broker-1",
        role: Role = .broker, attestation: Attestation = .declared, cause: UInt64? = nil
    ) -> Fact {
        let revision = revisions[subject, default: 0] + 1
        let made = fact(
            subject, name, json, on: on, index: UInt64(facts.count), revision: revision, actor: actor, role: role,
            attestation: attestation, cause: cause)
        revisions[subject] = revision
        facts.append(made)
        apply(made)
        return made
    }

    /// The step as the log would judge it now: its index is the next one.
    func next(
        _ subject: String, _ name: EventName, _ json: String = "{}", on: String = "2026-09-10", actor: String = "broker-1",
        role: Role = .broker, attestation: Attestation = .declared, cause: UInt64? = nil
    ) -> Step {
        step(
            subject, name, json, on: on, index: UInt64(facts.count), actor: actor, role: role, attestation: attestation,
            cause: cause)
    }

    private func apply(_ fact: Fact) {
        let id = fact.stream.id
        switch fact.stream.kind {
        case .party, .consent: parties[id, default: PartyState()].apply(fact)
        case .listing:
            listings[id, default: ListingState()].apply(fact)
            if fact.name == .listingDrafted, let unit = fact.payload.text("unitCode") {
                listingsByUnit[unit, default: []].append(id)
            }
        case .deal, .escrow, .loan, .registration, .tax, .decoration, .dispute:
            deals[id, default: DealFile(id: id)].apply(fact)
            if fact.name == .dealOpened, let listing = fact.payload.text("listingId") {
                dealsByListing[listing, default: []].append(id)
            }
        case .rule, .evidence, .observed: break
        }
    }

    func facts(of kind: StreamKind, _ id: String) -> [Fact] {
        facts.filter { $0.stream.id == id && $0.stream.family == StreamName(kind, id).family }
    }

    func rules() -> RuleTable { facts.reduce(into: PublishedRules()) { $0.apply($1) }.table }

    func party(_ id: String) -> PartyState { parties[id] ?? PartyState() }
    func listing(_ id: String) -> ListingState { listings[id] ?? ListingState() }
    func deal(_ id: String) -> DealFile { deals[id] ?? DealFile(id: id) }
    func listings(ofUnit unitCode: String) -> [String] { listingsByUnit[unitCode] ?? [] }
    func deals(ofListing listing: String) -> [String] { dealsByListing[listing] ?? [] }
}

/// Expects `body` to be refused by the rule of this id, and gives back the refusal.
@discardableResult
func expectRefused(
    _ id: String, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Void
) -> Refusal? {
    do {
        try body()
        Issue.record("accepted, not refused by \(id)", sourceLocation: sourceLocation)
    } catch let refusal as Refusal {
        #expect(refusal.rule.id == id, sourceLocation: sourceLocation)
        return refusal
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
    return nil
}
