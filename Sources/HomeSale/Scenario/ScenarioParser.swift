/// Reads scenarios. Pure: other files come from whoever calls.
///
/// The text is read line by line; the first thing that is no scenario is thrown, with its line and column. Names of types,
/// roles, members, rules and outcomes that there are not are faults too, and the nearest ones are named.
public struct ScenarioParser {
    /// The text of an included file by its name, such as `base/contract-signed`; `nil` where there is none.
    private let load: (String) throws -> String?
    private var included: Set<String> = []
    private var items: [Scenario.Item] = []
    private var stepCount = 0
    private var lastDate: CivilDate?
    /// Entries per stream so far, and the last one of each type on it, by `SUBJECT:TYPE`.
    private var counts: [String: Int] = [:]
    private var lastOfType: [String: Int] = [:]

    private init(load: @escaping (String) throws -> String?) { self.load = load }

    /// - Parameters:
    ///   - file: how the text is called in faults.
    ///   - load: reads an included file.
    /// - Throws: ``ScenarioFault``, or what `load` threw.
    public static func parse(_ text: String, file: String, load: @escaping (String) throws -> String? = { _ in nil }) throws
        -> Scenario
    {
        var parser = ScenarioParser(load: load)
        let head = try parser.read(text, file, [file])
        return Scenario(
            title: Wording(head.titles["en"] ?? "", head.titles["zh"] ?? ""), roles: head.roles.map(\.role),
            includes: head.includes,
            items: parser.items)
    }

    private struct Head {
        var titles: [String: String] = [:]
        var roles: [(role: Role, place: ScenarioPlace)] = []
        var includes: [String] = []
        /// No line but those of the head was read so far.
        var isOpen = true
        var acted: Set<Role> = []
    }

    private mutating func read(_ text: String, _ file: String, _ path: [String]) throws -> Head {
        var head = Head()
        var logical: [ScenarioWord] = []
        var number = 0
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            number += 1
            if Self.isHead(line) {
                try take(logical, &head)
                logical = []
                try takeHead(line, file, number, path, &head)
                continue
            }
            let words = try ScenarioLine.words(line, file, number)
            guard let first = words.first else { continue }
            if line.first == " " || line.first == "\t" {
                if logical.isEmpty { throw fault(first, "nothing before this line to go on with", "此行之前没有可续写的步骤") }
                logical += words
                continue
            }
            try take(logical, &head)
            logical = words
        }
        try take(logical, &head)
        for (language, name) in [("en", "title.en"), ("zh", "title.zh")] where head.titles[language] == nil {
            throw ScenarioFault(place: ScenarioPlace(file, 1, 1), wording: Wording("`\(name):` is missing", "缺少 `\(name):`"))
        }
        if let idle = head.roles.first(where: { !head.acted.contains($0.role) }) {
            throw ScenarioFault(
                place: idle.place,
                wording: Wording("\(idle.role.rawValue) does not act in this file", "\(idle.role.rawValue) 在本文件中没有步骤"))
        }
        return head
    }

    // MARK: The head

    /// Whether a line begins with a word and a colon.
    private static func isHead(_ line: Substring) -> Bool {
        guard let colon = line.firstIndex(of: ":"), let first = line.first, first.isLetter else { return false }
        return line[..<colon].allSatisfy { $0.isLetter || $0 == "." }
    }

    /// Takes up `title.en:`, `title.zh:` or `roles:`, which stand before the first step, or `include:`, which may stand anywhere:
    /// the steps of that file come there.
    private mutating func takeHead(_ line: Substring, _ file: String, _ number: Int, _ path: [String], _ head: inout Head) throws
    {
        let colon = line.firstIndex(of: ":") ?? line.startIndex
        let name = String(line[..<colon]), place = ScenarioPlace(file, number, 1)
        let names = ["title.en", "title.zh", "roles", "include"]
        guard names.contains(name) else {
            let hint = MemberFault.hint(name, among: names)
            throw ScenarioFault(
                place: place,
                wording: Wording("no header is called `\(name)`\(hint.english)", "没有名为 `\(name)` 的头部\(hint.chinese)"))
        }
        guard head.isOpen || name == "include" else {
            throw ScenarioFault(
                place: place, wording: Wording("`\(name):` stands before the first step", "`\(name):` 须位于第一个步骤之前"))
        }
        if name.hasPrefix("title.") {
            let title = line[line.index(after: colon)...].drop { $0 == " " }
            head.titles[String(name.suffix(2))] = String(title)
            return
        }
        // A blank in place of the header keeps the columns.
        let rest = String(repeating: " ", count: name.count + 1) + line[line.index(after: colon)...]
        for word in try ScenarioLine.words(rest[...], file, number) {
            if name == "include" {
                try include(word, path)
                head.includes.append(word.text)
            } else {
                head.roles.append((try role(word), word.place))
            }
        }
    }

    private mutating func include(_ word: ScenarioWord, _ path: [String]) throws {
        if path.contains(word.text) {
            throw fault(word, "\(word.text) includes itself: \(path.joined(separator: " > "))", "\(word.text) 循环包含自身")
        }
        // Two files may rest on the same beginning; its steps happen once.
        guard included.insert(word.text).inserted else { return }
        guard let text = try load(word.text) else { throw fault(word, "no file \(word.text)", "没有文件 \(word.text)") }
        _ = try read(text, word.text, path + [word.text])
    }

    private func role(_ word: ScenarioWord) throws(ScenarioFault) -> Role {
        if let role = Role(rawValue: word.text) { return role }
        let hint = MemberFault.hint(word.text, among: Role.allCases.map(\.rawValue))
        throw fault(word, "no role is called `\(word.text)`\(hint.english)", "没有名为 `\(word.text)` 的角色\(hint.chinese)")
    }

    // MARK: Steps and expectations

    private mutating func take(_ words: [ScenarioWord], _ head: inout Head) throws(ScenarioFault) {
        guard let first = words.first else { return }
        head.isOpen = false
        if first.text == "expect" {
            items.append(.expect(try Self.expectation(words)))
            return
        }
        guard let date = CivilDate(first.text) else {
            throw fault(first, "`\(first.text)` is neither a day nor `expect`", "`\(first.text)` 既不是日期，也不是 `expect`")
        }
        if let lastDate, date < lastDate { throw fault(first, "\(date) lies before \(lastDate)", "\(date) 早于 \(lastDate)") }
        lastDate = date
        stepCount += 1
        let known = lastOfType
        let values = MemberValue(date: date) { subject, type in known["\(subject):\(type)"].map { "\(subject):\($0)" } }
        let step = try ScenarioStepParser(words: words, date: date, number: stepCount, values: values).step()
        if let role = Role(rawValue: step.role) {
            guard head.roles.contains(where: { $0.role == role }) else {
                throw fault(words[1], "\(role.rawValue) is not among `roles:`", "`roles:` 中没有 \(role.rawValue)")
            }
            head.acted.insert(role)
        }
        if step.outcome == .stored {
            let revision = counts[step.subject, default: 0]
            counts[step.subject] = revision + 1
            lastOfType["\(step.subject):\(step.type)"] = revision
        }
        items.append(.step(step))
    }

    private static func expectation(_ words: [ScenarioWord]) throws(ScenarioFault) -> ScenarioExpectation {
        guard words.count > 2 else {
            throw fault(words[0], "expect SUBJECT path=value …", "格式：expect 流 路径=值 …")
        }
        guard let subject = StreamName(subject: words[1].text),
            subject.kind == .deal || subject.kind == .listing || subject.kind == .party
        else {
            throw fault(words[1], "`\(words[1].text)` is no deal, listing or party", "`\(words[1].text)` 不是交易、房源或当事人")
        }
        let fields = try words.dropFirst(2).map { word throws(ScenarioFault) in
            guard let equals = word.text.firstIndex(of: "="), equals > word.text.startIndex else {
                throw fault(word, "`\(word.text)` is no path=value", "`\(word.text)` 不是 路径=值")
            }
            return ExpectedField(
                place: word.place, path: String(word.text[..<equals]), text: String(word.text[word.text.index(after: equals)...]))
        }
        return ScenarioExpectation(place: words[0].place, subject: subject, fields: fields)
    }
}

/// A fault at a word.
func fault(_ word: ScenarioWord, _ english: String, _ chinese: String) -> ScenarioFault {
    ScenarioFault(place: word.place, wording: Wording(english, chinese))
}
