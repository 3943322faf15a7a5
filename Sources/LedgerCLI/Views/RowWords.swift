internal import HomeSale
internal import Ledger
internal import Projections

/// Cells of lists that say in words what a row holds as names of closed lists. What scripts read stays as it is.
enum RowWords {
    /// `offered twice: listing/L-2`, each kind once.
    static func conflicts(_ row: JSONValue, _ point: KnownPoint) -> String {
        guard case .list(let conflicts)? = row["conflicts"] else { return "" }
        return HomeConflict.allCases.compactMap { kind in
            let others = conflicts.filter { $0["kind"] == .text(kind.rawValue) }.compactMap { text("with", of: $0) }
            return others.isEmpty ? nil : tr(kind.wording) + tr(": ", "：") + others.joined(separator: tr(", ", "、"))
        }.joined(separator: tr("; ", "；"))
    }

    /// An instant as clocks in China show it, to the minute.
    static func instant(_ member: String) -> (JSONValue, KnownPoint) -> String {
        { row, _ in
            milliseconds(member, of: row).map { milliseconds in
                let local = CivilTime.text(ofMilliseconds: milliseconds + CivilTime.offsetMilliseconds)
                return local.prefix(10) + " " + local.dropFirst(11).prefix(5)
            } ?? ""
        }
    }

    /// From the day of the question; below zero once the day is past.
    static func daysLeft(_ row: JSONValue, _ point: KnownPoint) -> String {
        milliseconds("dueAt", of: row).map { String(CivilDate(atMilliseconds: $0).dayNumber - point.day.dayNumber) } ?? ""
    }

    private static func milliseconds(_ member: String, of row: JSONValue) -> Int64? {
        guard let text = text(member, of: row) else { return nil }
        return CivilTime.parseInstant(Array(text.utf8).span, 0)
    }

    /// What is due: the step that comes by itself, what a reminder is about, which condition of which loan, where a dispute is heard.
    static func agenda(_ row: JSONValue, _ point: KnownPoint) -> String {
        let detail = text("detail", of: row) ?? "", key = text("key", of: row) ?? ""
        let words: [String] =
            switch text("kind", of: row).flatMap(AgendaKind.init) {
            case .automatic: [EventName(name: detail).map { tr(Catalogue.type(of: $0).title) } ?? detail]
            case .reminder: [FieldWords.word(detail) ?? detail]
            case .condition: [part(key), FieldWords.word(detail) ?? detail]
            case .dispute: [part(key), ValueWords.forums[detail].map { tr($0) } ?? detail]
            case .signing: [tr("to sign the contract", "签订买卖合同")]
            case .transfer: [tr("to transfer at the registry", "办理过户登记")]
            case nil: [detail]
            }
        return words.filter { !$0.isEmpty }.joined(separator: tr(": ", "："))
    }

    /// `loan 1` of the key `loan-1 mortgageRecorded`.
    private static func part(_ key: String) -> String {
        let name = String(key.prefix { $0 != " " })
        return FieldWords.word(name) ?? name
    }

    /// `T01 seizure in force`.
    static func blocks(_ row: JSONValue, _ point: KnownPoint) -> String {
        guard case .list(let blocks)? = row["blocks"] else { return "" }
        return blocks.map { block in
            let id = ViewQuery.cell(block)
            return RiskFactors.named(id).map { "\(id) \(tr($0.title))" } ?? id
        }.joined(separator: tr("; ", "；"))
    }

    /// The phase of a loan, or of the pre-approval before anybody applied.
    static func loanPhase(_ row: JSONValue, _ point: KnownPoint) -> String {
        if let phase = text("phase", of: row) { return LoanCase.Phase(rawValue: phase).map { tr($0.wording) } ?? phase }
        return text("preApproval", of: row).map { state in PreApproval.State(rawValue: state).map { tr($0.wording) } ?? state }
            ?? ""
    }

    static func text(_ member: String, of row: JSONValue) -> String? {
        if case .text(let text)? = row[member] { text } else { nil }
    }
}
