internal import HomeSale

/// One row for every supervised account: what came in by source, what went out to whom, what is held and what the bank says.
public enum EscrowModel: ThingModel {
    public static let name = "escrow"
    public static let version: UInt32 = 2
    public static let kind = Thing.Kind.deal
    public static let members = [
        "deal", "phase", "agent", "targetOwnFundsFen", "isOwnFundsTargetMet", "depositedFen", "interestFen", "releasedFen",
        "refundedFen", "feesFen", "balanceFen", "heldFen", "retainedTailFen", "sources", "payees", "holds", "bankBalanceFen",
        "differenceFen", "reconciledOn", "last",
    ]
    public static let indexed = ["phase", "agent"]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        let file = told.file, escrow = file.escrow
        guard escrow.phase != .none || !escrow.postings.isEmpty else { return [] }
        var paidFen: [String: Int64] = [:]
        for posting in escrow.postings where posting.kind == .released {
            // Below 2^53: the account itself keeps its sums there.
            paidFen[posting.party, default: 0] += posting.amountFen
        }
        let payees = paidFen.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return [
            ViewRow { row in
                row.put("deal", file.id)
                row.put("phase", escrow.phase.rawValue)
                row.put("agent", escrow.agreement?.agent)
                row.put("targetOwnFundsFen", escrow.agreement?.targetOwnFundsFen)
                row.put("isOwnFundsTargetMet", escrow.isOwnFundsTargetMet)
                row.put("depositedFen", escrow.depositedFen)
                row.put("interestFen", escrow.interestFen)
                row.put("releasedFen", escrow.releasedFen)
                row.put("refundedFen", escrow.refundedFen)
                row.put("feesFen", escrow.feesFen)
                row.put("balanceFen", escrow.balanceFen)
                row.put("heldFen", escrow.heldFen)
                row.put("retainedTailFen", escrow.retainedTailFen)
                row.put("sources", objects: escrow.sources) { source, one in
                    one.put("depositedFen", escrow.depositedFen(by: source))
                    one.put("heldFen", escrow.heldFen(of: source))
                    one.put("party", source)
                    one.put("refundedFen", escrow.refundedTo[source] ?? 0)
                    one.put("unspentFen", escrow.unspentFen(of: source))
                }
                row.put("payees", objects: payees) { payee, one in
                    one.put("party", payee)
                    one.put("releasedFen", paidFen[payee] ?? 0)
                }
                row.put("holds", objects: escrow.holds.filter { $0.amountFen > 0 }) { hold, one in
                    one.put("amountFen", hold.amountFen)
                    one.put("docNo", hold.docNo)
                    one.put("index", hold.mark.index)
                    one.put("scope", hold.scope)
                }
                row.put("bankBalanceFen", escrow.reconciliation?.bankBalanceFen)
                row.put("differenceFen", escrow.reconciliation?.differenceFen)
                row.put("reconciledOn", escrow.reconciliation?.mark.on)
                row.put("last", escrow.lastMark.map { Int64($0.index) })
            }
        ]
    }
}
