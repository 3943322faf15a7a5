internal import HomeSale

/// One row for every loan leg of a deal: what was asked for, decided, paid out and paid back.
public enum LoansModel: ThingModel {
    public static let name = "loans"
    public static let version: UInt32 = 2
    public static let kind = Thing.Kind.deal
    public static let members = [
        "deal", "leg", "phase", "preApproval", "kind", "lender", "appliedOn", "applications", "appliedFen", "approvedFen",
        "ratePpm", "termMonths", "method", "approvedUntil", "conditions", "ltvBp", "dtiHousingBp", "dtiAllBp", "disbursedFen",
        "disbursedOn", "balanceFen", "paidInstalments", "nextInstalment", "settledOn", "reversedOn",
    ]
    public static let indexed = ["phase", "lender"]

    public static func rows(of told: ToldThing) throws -> [ViewRow] {
        let file = told.file
        return file.legs.map { number, loan in
            let current = loan.current, repayment = current?.repayment, next = repayment?.nextRow
            let approval = current?.approval, application = current?.application
            let ratios = approval?.ratios
            let valueFen = [file.deal.contract?.priceFen, current?.appraisal?.valueFen].compactMap { $0 }.min()
            let ltvBp: Int64? = approval.flatMap { approval in
                valueFen.flatMap { $0 > 0 ? basisPoints(approval.amountFen, of: $0) : nil }
            }
            let schedule = next.map { row in
                JSONValue.object([
                    .init("interestFen", .integer(row.interestFen)), .init("no", .integer(Int64(row.no))),
                    .init("principalFen", .integer(row.principalFen)),
                ])
            }
            return ViewRow([numbered(number)]) { row in
                row.put("deal", file.id)
                row.put("leg", Int64(number))
                row.put("phase", current?.phase.rawValue)
                row.put("preApproval", loan.preApproval?.state.rawValue)
                row.put("kind", application?.leg)
                row.put("lender", current?.lender)
                row.put("appliedOn", application?.mark.on)
                row.put("applications", Int64(loan.earlier.count + (current == nil ? 0 : 1)))
                row.put("appliedFen", application?.principalFen)
                row.put("approvedFen", approval?.amountFen)
                row.put("ratePpm", repayment?.ratePpm ?? approval?.ratePpm)
                row.put("termMonths", current?.termMonths)
                row.put("method", application?.method?.rawValue)
                row.put("approvedUntil", approval?.validUntil)
                row.put("conditions", objects: approval?.conditions ?? []) { code, one in
                    one.put("code", code)
                    one.put("status", (current?.conditions[code]?.status ?? .open).rawValue)
                }
                row.put("ltvBp", ltvBp)
                row.put("dtiHousingBp", ratios?.housingBp ?? application?.ratios.housingBp)
                row.put("dtiAllBp", ratios?.allBp ?? application?.ratios.allBp)
                row.put("disbursedFen", current?.disbursement?.amountFen)
                row.put("disbursedOn", current?.disbursement?.mark.on)
                row.put("balanceFen", repayment?.balanceFen)
                row.put("paidInstalments", repayment.map { Int64($0.paidNo) })
                row.put("nextInstalment", json: schedule)
                row.put("settledOn", repayment?.settled?.on)
                row.put("reversedOn", current?.reversed?.on)
            }
        }
    }

    /// Two digits: rows stand in the order of the legs.
    private static func numbered(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Rounded up: a share is never told lower than it is.
    private static func basisPoints(_ partFen: Int64, of wholeFen: Int64) -> Int64? {
        let (product, overflow) = partFen.multipliedReportingOverflow(by: 10_000)
        return overflow || partFen < 0 ? nil : (product + wholeFen - 1) / wholeFen
    }
}
