/// What is known of a person's age on one day. The birth date itself stays sealed. 民法典 19-20; 个人信息保护法 31.
public struct AgeFacts: Hashable, Sendable {
    /// The ages that law asks for.
    public enum Limit: Int, CaseIterable, Hashable, Sendable { case eight = 8, fourteen = 14, eighteen = 18 }

    public let mark: Mark
    /// The day on which they hold.
    public let asOf: CivilDate
    /// `nil` where the entry does not say.
    public let under8: Bool?
    public let under14: Bool?
    public let under18: Bool?

    private func isUnder(_ limit: Limit) -> Bool? {
        switch limit {
        case .eight: under8
        case .fourteen: under14
        case .eighteen: under18
        }
    }

    /// Whether the person is younger than `years` on `date`, as far as these facts prove it.
    ///
    /// Somebody who is not yet 8 on a day is not yet 14 for six more years, and somebody who is 14 is 18 four years later; so
    /// one known limit answers for the others, moved by the difference. On the edge, where a birthday on 29 February could
    /// fall on either side, nothing is claimed.
    ///
    /// - Parameter years: 8, 14 or 18; of any other number nothing is known.
    /// - Returns: `nil` where it does not follow; never to be taken as favourable.
    public func isUnder(_ years: Int, on date: CivilDate) -> Bool? {
        var answers: Set<Bool> = []
        for limit in Limit.allCases {
            guard let isUnder = isUnder(limit), let order = Self.order(date, from: asOf, movedByYears: years - limit.rawValue)
            else { continue }
            let isSameLimit = limit.rawValue == years
            if isUnder && (order < 0 || order == 0 && isSameLimit) { answers.insert(true) }
            if !isUnder && (order > 0 || order == 0 && isSameLimit) { answers.insert(false) }
        }
        // Facts that contradict each other prove nothing.
        return answers.count == 1 && Limit(rawValue: years) != nil ? answers.first : nil
    }

    /// Negative before, zero on, positive after `start` moved by whole years; compared by number, so that no such day need exist.
    private static func order(_ date: CivilDate, from start: CivilDate, movedByYears years: Int) -> Int? {
        let (a, b) = ((date.year, date.month, date.day), (start.year + years, start.month, start.day))
        return a < b ? -1 : a == b ? 0 : 1
    }
}

extension AgeFacts {
    /// - Parameter data: the member `ageFacts`; `nil` without a day, as age facts then mean nothing.
    init?(_ data: Payload, _ mark: Mark) {
        guard let asOf = data.date("asOf") else { return nil }
        self.init(
            mark: mark, asOf: asOf, under8: data.flag("under8"), under14: data.flag("under14"), under18: data.flag("under18"))
    }
}
