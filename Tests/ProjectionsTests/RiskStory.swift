import Foundation
import HomeSale

@testable import Projections

/// The deal's streams as a test writes them: the next index, noon of the day unless said otherwise.
struct RiskStory {
    private(set) var facts: [Fact] = []
    private var revisions: [String: UInt32] = [:]

    static let title =
        #""coOwnership":{"form":"sole","owners":[{"partyId":"p-12"}]},"objections":[],"preNotices":[],"#
        + #""residenceRights":[],"restricted":"none","source":"registry""#

    /// Nothing yet.
    static var empty: RiskStory { RiskStory(facts: []) }

    private init(facts: [Fact]) { self.facts = facts }

    /// Opened, the price agreed.
    init(payMode: String = "cash", flags: String = "[]") {
        add(
            "deal/D", .dealOpened,
            #"{"buyerIds":["p-31"],"cityCode":"110000","flags":\#(flags),"listingId":"L","payMode":"\#(payMode)","sellerIds":["p-12"],"unitCode":"U"}"#,
            on: "2026-09-06")
        add(
            "deal/D", .offerMade, #"{"offerId":"O-1","priceFen":98800000}"#, on: "2026-09-07", role: .buyer)
        add("deal/D", .offerAccepted, #"{"offerId":"O-1"}"#, on: "2026-09-08", role: .seller)
    }

    @discardableResult
    mutating func add(
        _ subject: String, _ name: EventName, _ json: String, on: String = "2026-09-10", role: Role = .broker,
        attestation: Attestation = .declared, lateDays: Int64 = 0, lateSeconds: Int64 = 0
    ) -> UInt64 {
        let date = CivilDate(on)!, index = UInt64(facts.count)
        let object = try! JSONSerialization.jsonObject(with: Data(json.utf8))
        let data = try! JSONSerialization.data(withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes])
        revisions[subject, default: 0] += 1
        facts.append(
            Fact(
                index: index, revision: revisions[subject]!,
                timeMilliseconds: (Int64(date.dayNumber) + lateDays) * 86_400_000 + 4 * 3_600_000 + lateSeconds * 1000,
                occurred: date,
                stream: StreamName(subject: subject)!, name: name, actor: "p-12", role: role, attestation: attestation,
                cause: nil, payload: Payload(Array(data))))
        return index
    }

    @discardableResult
    mutating func check(
        mortgages: String = "[]", seizures: String = "[]", on: String = "2026-09-10", owners: String? = nil
    ) -> UInt64 {
        let title = owners.map { Self.title.replacing(#"[{"partyId":"p-12"}]"#, with: $0) } ?? Self.title
        return add(
            "deal/D", .titleChecked,
            #"{"asOf":"\#(on)","mortgages":\#(mortgages),"seizures":\#(seizures),\#(title)}"#, on: on, role: .registryRelay,
            attestation: .relayed)
    }

    var file: DealFile { DealFile(id: "D", facts: facts.filter { $0.stream.kind != .listing }) }

    /// The listing that its own facts tell; `nil` without any.
    var listing: ListingState? {
        let own = facts.filter { $0.stream.kind == .listing }
        return own.isEmpty ? nil : own.reduce(into: ListingState(id: "L")) { $0.apply($1) }
    }

    var score: RiskScore { score() }

    func score(
        besides listings: [ListingState] = [], _ deals: [DealFile] = [], of table: [RiskFactor] = RiskFactors.all
    ) -> RiskScore {
        RiskScore(
            RiskCase(
                file, corrected: Correction.applied(to: facts.filter { $0.stream.kind != .listing }), listing: listing,
                otherListings: listings, otherDeals: deals), of: table)
    }

    func value(_ id: String) -> RiskValue? { score.value(id) }
}

extension RiskReadings: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, RiskReading)...) { self.init(elements) }

    init(_ readings: [(String, RiskReading)]) {
        self.init()
        for (id, reading) in readings { self[id] = reading }
    }
}

extension RiskScore {
    func value(_ id: String) -> RiskValue? { factors.first { $0.factor.id == id }?.value }
}
