import TestSupport

@testable import HomeSale

/// Turns a payload into one that somebody else might have written: one member other than it was.
enum WalkMutation {
    static func mutate(_ draft: inout WalkDraft, _ corpus: WalkCorpus, _ random: inout SeededRandom) {
        switch Int.random(in: 0..<10, using: &random) {
        case 0: draft.role = Role.allCases.randomElement(using: &random) ?? draft.role
        case 1: draft.attestation = Attestation.allCases.randomElement(using: &random) ?? draft.attestation
        case 2: draft.occurred = shifted(draft.occurred, Int32.random(in: -400...400, using: &random))
        default: draft.payload = changed(draft.payload, draft.name.rawValue, corpus, &random)
        }
    }

    /// The value with one leaf changed, somewhere.
    static func changed(
        _ value: JSONValue, _ path: String, _ corpus: WalkCorpus, _ random: inout SeededRandom
    ) -> JSONValue {
        switch value {
        case .object(var members):
            guard let place = members.indices.randomElement(using: &random) else { return value }
            if Int.random(in: 0..<12, using: &random) == 0 {
                members.remove(at: place)
            } else {
                members[place].value = changed(members[place].value, "\(path).\(members[place].name)", corpus, &random)
            }
            return .object(members)
        case .list(var elements):
            guard let place = elements.indices.randomElement(using: &random) else { return value }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: elements.remove(at: place)
            case 1: elements.append(elements[place])
            default: elements[place] = changed(elements[place], "\(path)[]", corpus, &random)
            }
            return .list(elements)
        case .integer(let number): return .integer(self.number(number, &random))
        case .flag(let flag): return .flag(!flag)
        case .text(let text):
            if let date = CivilDate(text) { return .text("\(shifted(date, Int32.random(in: -400...400, using: &random)))") }
            return corpus.vocabulary[path]?.randomElement(using: &random) ?? value
        case .null: return value
        }
    }

    private static func number(_ number: Int64, _ random: inout SeededRandom) -> Int64 {
        switch Int.random(in: 0..<8, using: &random) {
        case 0: number.adding(1)
        case 1: number.adding(-1)
        case 2: 0
        case 3: number / 2
        case 4: number.multipliedReportingOverflow(by: 2).overflow ? number : number * 2
        case 5: -number
        case 6: 9_007_199_254_740_991
        default: Int64.random(in: 0...300_000_000, using: &random)
        }
    }

    private static func shifted(_ date: CivilDate, _ days: Int32) -> CivilDate {
        CivilDate(dayNumber: max(0, min(date.dayNumber + days, 40_000)))
    }

    /// Every date and instant of a payload, as many days later.
    static func delayed(_ value: JSONValue, _ days: Int32) -> JSONValue {
        switch value {
        case .object(let members): .object(members.map { .init($0.name, delayed($0.value, days)) })
        case .list(let elements): .list(elements.map { delayed($0, days) })
        case .text(let text): .text(delayed(text, days))
        default: value
        }
    }

    private static func delayed(_ text: String, _ days: Int32) -> String {
        if let date = CivilDate(text) { return "\(shifted(date, days))" }
        guard text.utf8.count == 24, text.hasSuffix("Z"), let date = CivilDate(String(text.prefix(10))) else { return text }
        return "\(shifted(date, days))\(text.dropFirst(10))"
    }
}
