import HomeSale

/// Gives a scenario other names, so that many copies of it can stand side by side: deals, listings, parties and actors get a
/// copy's number behind them, units get it as the number of their parcel and its zone. Whatever names one of them elsewhere is renamed too.
struct Renaming {
    /// Digits of a number; a fixed width keeps the places of all numbers in a text.
    static let digits = 6

    /// What is between the first and the second slash of the scenario's subjects.
    private let ids: Set<String>
    private let number: String

    init(_ steps: [RehearsedStep], _ number: Int) {
        ids = Set(steps.compactMap { Self.parts($0.subject)?[1] })
        let text = String(number)
        precondition(text.utf8.count <= Self.digits, "too many copies")
        self.number = String(repeating: "0", count: Self.digits - text.utf8.count) + text
    }

    /// The text of a step's draft under its new names.
    func draft(of step: RehearsedStep) -> [UInt8] {
        guard case .object(var members) = JSONValue(canonical: step.draft) else { preconditionFailure("a draft is an object") }
        for place in members.indices {
            switch (members[place].name, members[place].value) {
            // Everybody is somebody else in another copy: the ledger counts refusals by actor.
            case ("actor", .text(let actor)): members[place].value = .text(name(actor))
            case ("subject", let value), ("data", let value): members[place].value = renamed(value)
            default: break
            }
        }
        return JSONValue.object(members).bytes
    }

    func name(_ id: String) -> String { "\(id)-\(number)" }

    private func renamed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .text(let text): .text(renamed(text))
        case .list(let elements): .list(elements.map(renamed))
        case .object(let members): .object(members.map { .init($0.name, renamed($0.value)) })
        case .null, .flag, .integer: value
        }
    }

    private func renamed(_ text: String) -> String {
        if ids.contains(text) || Self.isName(text) { return name(text) }
        if UnitCode(text) != nil {
            // The parcel's number has five digits; the sixth goes where that of its zone begins.
            let zone = String(text.prefix(9)) + String(number.prefix(1)), parcel = String(number.dropFirst())
            return "\(zone)\(text.dropFirst(10).prefix(4))\(parcel)\(text.suffix(9))"
        }
        guard var parts = Self.parts(text) else { return text }
        // `deal/D-1:3` names an entry; the number is the revision.
        let colon = parts[1].firstIndex(of: ":") ?? parts[1].endIndex
        parts[1] = name(String(parts[1][..<colon])) + parts[1][colon...]
        return parts.joined(separator: "/")
    }

    /// `p-31`, `b-1`: how scenarios call parties that have no stream of their own, offers and the like.
    private static func isName(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && (1...2).contains(parts[0].count) && parts[0].allSatisfy(\.isLetter)
            && (1...4).contains(parts[1].count) && parts[1].allSatisfy(\.isNumber)
    }

    private static func parts(_ subject: String) -> [String]? {
        let parts = subject.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let isKind = parts[0] == "ext" || StreamKind(rawValue: parts[0]) != nil
        guard parts.count >= 2, isKind else { return nil }
        return parts
    }
}
