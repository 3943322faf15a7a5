internal import HomeSale

/// One row for every supervised account: what came in by source, what went out to whom, what is held and what the bank says.
public enum EscrowModel: ThingModel {
    public static let name = "escrow"
    public static let version: UInt32 = 1
    public static let kind = Thing.Kind.deal
    public static let members = [
        "deal", "phase", "agent", "targetOwnFundsFen", "isOwnFundsTargetMet", "depositedFen", "interestFen", "releasedFen",
        "refundedFen", "feesFen", "balanceFen", "heldFen", "retainedTailFen", "sources", "payees", "holds", "bankBalanceFen",
        "differenceFen", "reconciledOn", "last",
    ]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        let file = told.file, escrow = file.escrow
        guard escrow.phase != .none || !escrow.postings.isEmpty else { return [] }
        let sources = escrow.sources.map { source in
            JSONValue.object([
                .init("depositedFen", .integer(escrow.depositedFen(by: source))),
                .init("heldFen", .integer(escrow.heldFen(of: source))), .init("party", .text(source)),
                .init("refundedFen", .integer(escrow.refundedTo[source] ?? 0)),
                .init("unspentFen", .integer(escrow.unspentFen(of: source))),
            ])
        }
        var paidFen: [String: Int64] = [:]
        for posting in escrow.postings where posting.kind == .released {
            // Below 2^53: the account itself keeps its sums there.
            paidFen[posting.party, default: 0] += posting.amountFen
        }
        let payees = paidFen.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { payee in
            JSONValue.object([.init("party", .text(payee)), .init("releasedFen", .integer(paidFen[payee] ?? 0))])
        }
        let holds = escrow.holds.filter { $0.amountFen > 0 }.map { hold in
            JSONValue.object([
                .init("amountFen", .integer(hold.amountFen)), .init("docNo", .text(hold.docNo)),
                .init("index", .integer(Int64(hold.mark.index))), .init("scope", .text(hold.scope)),
            ])
        }
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
                row.put("sources", list: sources)
                row.put("payees", list: payees)
                row.put("holds", list: holds)
                row.put("bankBalanceFen", escrow.reconciliation?.bankBalanceFen)
                row.put("differenceFen", escrow.reconciliation?.differenceFen)
                row.put("reconciledOn", escrow.reconciliation?.mark.on)
                row.put("last", escrow.lastMark.map { Int64($0.index) })
            }
        ]
    }
}
