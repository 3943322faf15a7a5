internal import CanonicalJSON
internal import HomeSale

extension DealFile {
    /// Members of a payload that the deal itself knows, so that a question about a step is about this deal and no example.
    ///
    /// Only what the rules compare with the deal; sums that a person decides on stay made up.
    func knownMembers(of type: EventType) -> [JSONValue.Member] {
        let opened = deal.opened
        var known: [JSONValue.Member] = []
        func add(_ name: String, _ value: JSONValue?) {
            if let value, type.members.contains(where: { $0.name == name }) { known.append(.init(name, value)) }
        }
        func texts(_ values: [String]) -> JSONValue? { values.isEmpty ? nil : .list(values.map { .text($0) }) }
        let priceFen = deal.contract?.priceFen ?? deal.acceptedOffer?.priceFen
        add("unitCode", opened.map { .text($0.unitCode) })
        add("cityCode", opened.map { .text($0.cityCode) })
        add("listingId", opened.map { .text($0.listingId) })
        add("buyerIds", texts(deal.buyers))
        add("sellerIds", texts(deal.sellers))
        if type.name != .offerMade { add("priceFen", priceFen.map { .integer($0) }) }
        add("areaCentiSqm", deal.contract.map { .integer($0.areaCentiSqm) })
        add("offerId", (deal.offers.last { $0.status == .open } ?? deal.offers.last).map { .text($0.id) })
        add("acceptanceNo", registration.pending.last.map { .text($0.number) })
        add("filingNo", deal.filing.map { .text($0.number) })
        if type.name == .restrictionLifted { add("docNo", deal.liveRestrictions.last.map { .text($0.docNo) }) }
        add("lenderId", legs.last?.loan.lender.map { .text($0) })
        addTax(type, add)
        addSigning(type, priceFen, add)
        return known
    }

    private func addTax(_ type: EventType, _ add: (String, JSONValue?) -> Void) {
        guard type.name == .taxPaid, let due = tax.open.first else { return }
        add("kind", .text(due.kind))
        add("payer", .text(due.payer))
        add("amountFen", .integer(due.amountFen - due.paidFen))
    }

    /// A plan that adds up, everybody's signature with the broker's, and the buyers as holders in equal parts.
    private func addSigning(_ type: EventType, _ priceFen: Int64?, _ add: (String, JSONValue?) -> Void) {
        if type.name == .contractSigned, let priceFen {
            add(
                "plan",
                .list([
                    .object([
                        .init("amountFen", .integer(priceFen)), .init("dueRule", .object([])), .init("kind", .text("ownFunds")),
                    ])
                ]))
            let signers =
                deal.buyers.map { ($0, "buyer") } + deal.sellers.map { ($0, "seller") } + [("broker", "broker")]
            add("signatures", .list(signers.map { .object([.init("partyId", .text($0.0)), .init("role", .text($0.1))]) }))
        }
        if type.name == .registrationRecorded, !deal.buyers.isEmpty {
            add("holders", .list(deal.buyers.map { .object([.init("partyId", .text($0))]) }))
        }
    }
}

/// `text` as a canonical JSON object; `nil` where it is none.
func canonicalObject(_ text: String) -> [UInt8]? {
    let units = Array(text.utf8)
    var out = ByteBuilder(capacity: units.count + 64)
    var canonicalizer = Canonicalizer()
    do throws(Fault) {
        let start = skipSpace(units.span, 0)
        let end = skipSpace(units.span, try canonicalizer.write(units.span, start, depth: 1, to: &out))
        guard end == units.count else { return nil }
    } catch { return nil }
    let bytes = out.bytes
    return bytes.first == 0x7B ? bytes : nil
}
