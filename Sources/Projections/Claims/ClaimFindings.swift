public import HomeSale

/// The measures that claims ask for, over the rows of ``ClaimsModel``. Pure: the same rows give the same findings.
public struct ClaimFindings: Sendable {
    private let findings: [ClaimMeasure: ClaimFinding]

    /// - Parameter claims: whose answers will be asked for.
    public init(rows: [JSONValue], for claims: [Claim] = Claims.all) {
        let rows = rows.map { ClaimRow($0) }
        // The last day on which anything of any deal was recorded: what is due by then is due, whoever asks and when.
        let day = rows.compactMap(\.changedOn).max()
        findings = Dictionary(
            uniqueKeysWithValues: Set(claims.compactMap(\.test.measure)).map { ($0, Self.finding($0, rows, day)) })
    }

    public func answer(_ claim: Claim) -> ClaimAnswer { ClaimAnswer(claim, claim.test.measure.flatMap { findings[$0] }) }

    private static func finding(_ measure: ClaimMeasure, _ rows: [ClaimRow], _ day: CivilDate?) -> ClaimFinding {
        var parts: [ClaimFinding.Part] = []
        func add(_ row: ClaimRow, _ value: Int64, of whole: Int64? = nil, _ members: ClaimMember?...) {
            parts.append(
                .init(deal: row.deal, value: value, of: whole, members: members.compactMap { $0 }, rests: row.rests))
        }
        let value: ClaimValue?
        switch measure.statistic {
        case .median(let member), .largest(let member), .smallest(let member):
            for row in rows { if let value = row.numbers[member] { add(row, value, member) } }
            value = pick(measure.statistic, of: parts.map(\.value).sorted()).map { ClaimValue(Int128($0)) }
        case .mean(let member, let other, let unit):
            for row in rows {
                guard let part = row.numbers[member] else { continue }
                let whole = other.map { row.numbers[$0] ?? 0 } ?? 1
                if whole > 0 { add(row, part, of: other == nil ? nil : whole, member, other) }
            }
            value = share(parts, unit)
        case .overdueShare:
            for row in rows {
                guard let owedFen = row.numbers[.owedFen], let due = row.dueOn, let day else { continue }
                add(row, due.days(to: day) > graceDays ? owedFen : 0, of: owedFen, .owedFen)
            }
            value = share(parts, 10_000)
        case .distinct(let kind):
            // Identifiers are compared byte by byte, never by Unicode equivalence.
            var different: Set<[UInt8]> = []
            for row in rows {
                let names = kind == .cities ? row.city : row.lenders
                if names.isEmpty { continue }
                different.formUnion(names.map { Array($0.utf8) })
                add(row, Int64(names.count))
            }
            value = different.isEmpty ? nil : ClaimValue(Int128(different.count))
        case .perMonth:
            var months: [Int] = []
            for row in rows {
                guard let month = row.soldMonth else { continue }
                months.append(month.year * 12 + month.month)
                add(row, 1, .daysToClose)
            }
            value = months.max().flatMap { last in
                months.min().map { ClaimValue(Int128(months.count), over: Int128(last - $0 + 1)) }
            }
        }
        return ClaimFinding(measure: measure, parts: parts, value: value)
    }

    /// More than so many days late, and a loan no longer performs.
    private static let graceDays = 90

    /// - Parameter sorted: rising. Of an even count the lower of the two in the middle.
    private static func pick(_ statistic: ClaimMeasure.Statistic, of sorted: [Int64]) -> Int64? {
        if sorted.isEmpty { return nil }
        switch statistic {
        case .largest: return sorted.last
        case .smallest: return sorted.first
        default: return sorted[(sorted.count - 1) / 2]
        }
    }

    private static func share(_ parts: [ClaimFinding.Part], _ unit: Int64) -> ClaimValue? {
        let whole = parts.reduce(Int128(0)) { $0 + Int128($1.of ?? 1) }
        let part = parts.reduce(Int128(0)) { $0 + Int128($1.value) }
        return whole > 0 ? ClaimValue(part * Int128(unit), over: whole) : nil
    }
}
