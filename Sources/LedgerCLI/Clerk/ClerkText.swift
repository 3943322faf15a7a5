internal import HomeSale
internal import Ledger

/// A wording in the user's language.
func tr(_ wording: Wording) -> String { tr(wording.english, wording.chinese) }

/// Fen as people write them: `¥1,234,567.89`.
func yuan(_ fen: Int64) -> String { Yuan.text(fen) }

extension StateField.Value {
    /// For people.
    var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): String(number)
        case .fen(let fen): yuan(fen)
        case .flag(let flag): flag ? tr("yes", "是") : tr("no", "否")
        case .date(let date): "\(date)"
        }
    }
}

extension JSONText {
    /// A field's value: text, whole number or flag; `null` where the field is not there.
    mutating func put(_ name: String, _ value: StateField.Value?) {
        switch value {
        case .text(let text): put(name, text)
        case .number(let number), .fen(let number): put(name, Int(number))
        case .flag(let flag): put(name, flag)
        case .date(let date): put(name, "\(date)")
        case nil: putNull(name)
        }
    }

    mutating func put(_ name: String, _ value: String?) {
        if let value { put(name, value) } else { putNull(name) }
    }

    mutating func put(_ name: String, fen: Int64?) {
        if let fen { put(name, Int(fen)) } else { putNull(name) }
    }

    mutating func put(_ name: String, _ changes: [FieldChange]) {
        put(
            name,
            objects: changes.map { change in
                var one = JSONText()
                one.put("field", change.path)
                one.put("from", change.from)
                one.put("to", change.to)
                return one
            })
    }

    /// All fields of a state as one object.
    init(_ fields: [StateField]) {
        self.init()
        for field in fields { put(field.path, field.value) }
    }
}

/// A change as one line for people: `escrow.balanceFen  ¥0.00 → ¥500.00`, with the path in words where they read Chinese.
func changeCells(_ change: FieldChange, of file: DealFile) -> [String] {
    let cells = [
        change.path, ValueWords.text(change.from, at: change.path, of: file), "→",
        ValueWords.text(change.to, at: change.path, of: file),
    ]
    return Language.current == .chinese ? [FieldWords.label(change.path)] + cells : cells
}

/// Fields one per line, in words.
///
/// - Parameter root: the first part of every path, where the page has said it.
func fieldLines(_ fields: [StateField], without root: String? = nil) -> String {
    pairs(fields.map { (FieldWords.label($0.path, without: root), ValueWords.text($0.value, at: $0.path)) })
}

/// What a person sees where several things stand in a row.
var comma: String { tr(", ", "，") }

/// Rows of two columns without a header: what a thing is, and how it stands.
func pairs(_ rows: [(String, String)]) -> String {
    TableText(rows: rows.map { [$0.0, $0.1] }).text
}

extension Fact {
    /// Who recorded it and as what; one word where nobody was named.
    var who: String { actor == role.rawValue ? tr(role.wording) : "\(tr(role.wording)) \(actor)" }

    /// The money that a step speaks about, where it is one sum.
    var moneyFen: Int64? {
        let names: [StaticString] = [
            "amountFen", "priceFen", "newFen", "paidFen", "principalFen", "valueFen", "requestedFen", "maxFen", "bankBalanceFen",
            "targetOwnFundsFen",
        ]
        for name in names { if let fen = payload.integer(name) { return fen } }
        return nil
    }

    /// Digests of the documents behind the step, as stated.
    var documents: [String] {
        let names: [StaticString] = [
            "docDigest", "receiptDigest", "statementDigest", "inventoryDigest", "termsDigest", "bestInterestDigest",
            "reportDigest",
        ]
        let own = names.compactMap { payload.text($0) }
        return own + payload.objects("evidence").compactMap { $0.text("digest") }
    }
}
