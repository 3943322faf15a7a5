/// One side of a sale.
public enum Side: String, CaseIterable, Hashable, Sendable { case buyer, seller }

/// A side says that the contract is over. 民法典 562 to 565.
public struct RescissionNotice: Hashable, Sendable {
    public let mark: Mark
    public let ground: String
    public let deliveredOn: CivilDate
    /// Last day to perform after all.
    public let cureUntil: CivilDate?
    /// `nil` where the record does not tell whose notice it is.
    public let by: Side?

    /// Whether performing that day undoes it: for a breach, within the time it gave.
    func isCured(by day: CivilDate) -> Bool { ground == "breach" && cureUntil.map { day <= $0 } ?? false }

    init(_ data: Payload, _ mark: Mark, by side: Side?) {
        self.mark = mark
        by = side
        ground = data.text("ground") ?? "other"
        deliveredOn = data.date("deliveredOn") ?? mark.on
        cureUntil = data.date("cureUntil")
    }
}

extension DealState {
    /// Whose step it is: by the party it is taken for, or else by the role.
    func side(of fact: Fact) -> Side? {
        if let party = fact.payload.text("onBehalfOf") { return side(of: party) }
        switch fact.role {
        case .buyer: return .buyer
        case .seller: return .seller
        default: return nil
        }
    }

    func side(of party: String) -> Side? { buyers.contains(party) ? .buyer : sellers.contains(party) ? .seller : nil }

    /// Whose fault the end is, in the words of `rescission.effective`: unknown is nobody's, so that nobody loses a deposit by it.
    func faultBehind(_ notice: RescissionNotice) -> String {
        switch notice.ground {
        case "breach":
            // What was cured too late was a breach all the same.
            breaches.last { $0.cured.map { !notice.isCured(by: $0.on) } ?? true }.flatMap { side(of: $0.by) }?.rawValue ?? "none"
        case "rescissoryDeposit": notice.by?.rawValue ?? "none"
        default: "none"
        }
    }

    /// How the deposit divides into what binds and what does not, by the rule of the day of its agreement; `nil` where none covers it.
    var depositSettlement: DepositSettlement? {
        guard let agreed = depositAgreed, let priceFen = contract?.priceFen ?? acceptedOffer?.priceFen else { return nil }
        return try? DepositSettlement(
            priceFen: priceFen, paidFen: depositReceivedFen, kind: DepositKind(rawValue: agreed.kind) ?? .plain,
            asOf: agreed.mark.on)
    }

    /// Who gets what of the deposit; `nil` where no rule covers its day.
    func depositItems(buyer: String, seller: String) -> [SettlementItem]? {
        guard depositReceivedFen > 0, let agreed = depositAgreed else { return [] }
        guard let outcome = try? depositSettlement?.outcome(Breach(rescissionFault)) else { return nil }
        let holder = agreed.payTo == "escrow" ? "escrow" : seller
        let backFen = min(outcome.toBuyerFen, depositReceivedFen)
        return [
            SettlementItem(from: holder, to: buyer, reason: "deposit.return", amountFen: backFen),
            SettlementItem(from: holder, to: seller, reason: "deposit.forfeit", amountFen: outcome.keptBySellerFen),
            SettlementItem(from: seller, to: buyer, reason: "deposit.penalty", amountFen: outcome.fromSellerFen),
        ].filter { $0.amountFen > 0 }
    }
}

extension Breach {
    /// From the `fault` of `rescission.effective`.
    init(_ fault: String?) {
        switch fault {
        case "buyer": self = .buyer
        case "seller": self = .seller
        case "both": self = .both
        default: self = .neither
        }
    }
}
