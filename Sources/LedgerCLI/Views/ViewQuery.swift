internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Projections

/// What every list of a read model can be asked.
struct ViewOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("Only rows whose member is that value; repeat for more.", "仅成员等于该值的行；可重复。"), valueName: "member=value"))
    var `where`: [String] = []
    @Option(name: .long, help: ArgumentHelp(tr("In the order of this member.", "按此成员排序。"), valueName: "member"))
    var sort: String?
    @Flag(name: .long, help: ArgumentHelp(tr("The last first.", "倒序。")))
    var descending = false
    @Option(name: .long, help: ArgumentHelp(tr("At most so many rows.", "最多行数。"), valueName: "n"))
    var limit: Int?
    @Option(name: .long, help: ArgumentHelp(tr("Go on after an earlier answer.", "接续上次结果。"), valueName: "cursor"))
    var cursor: String?
    @OptionGroup var known: KnownOptions
    @Flag(name: .long, help: ArgumentHelp(tr("As CSV for spreadsheets.", "以 CSV 输出。")))
    var csv = false
    @Flag(
        name: .long,
        help: ArgumentHelp(tr("A byte order mark before CSV, which old Excel asks for.", "CSV 前加字节序标记，供旧版 Excel 识别。")))
    var bom = false

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit: 1…") }
        for condition in `where` where !condition.contains("=") {
            throw ValidationError(tr("--where \(condition): give member=value", "--where \(condition)：请用 成员=值"))
        }
        if bom && !csv { throw ValidationError(tr("--bom goes with --csv", "--bom 须与 --csv 同用")) }
    }
}

/// A list of a read model, from its options to its output.
struct ViewList: ParsableArguments {
    @OptionGroup var view: ViewOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    /// - Parameters:
    ///   - conditions: what a row must have besides what `--where` asks for.
    ///   - keeping: which of these rows count.
    func answer(
        _ model: any ReadModel.Type, _ columns: [ViewColumn], where conditions: [(member: String, text: String)] = [],
        keeping: ((JSONValue) -> Bool)? = nil
    ) throws {
        let query = try ViewQuery(model, view, ClerkSource(ledger), where: conditions, keeping: keeping)
        ViewTable.print(query, of: model, columns, view, isJSON: common.json)
    }
}

/// One answered question.
struct ViewQuery {
    let answer: ViewAnswer
    let rows: [JSONValue]
    /// Where the next page begins; `nil` after the last.
    let cursor: String?
    /// What the rows go by.
    let point: KnownPoint

    /// - Parameters:
    ///   - more: conditions besides those of the options.
    ///   - keeping: which rows count; asked of every row that meets the conditions.
    init(
        _ model: any ReadModel.Type, _ options: ViewOptions, _ source: ClerkSource,
        where more: [(member: String, text: String)] = [], keeping: ((JSONValue) -> Bool)? = nil
    ) throws {
        let conditions =
            more
            + options.where.map { condition -> (member: String, text: String) in
                let parts = condition.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                return (parts[0], parts[1])
            }
        let asked = try options.known.point(of: source)
        if asked.effective != nil, model is any TallyModel.Type {
            throw LedgerError(
                .usage,
                [
                    tr(
                        "\(model.name) counts what was recorded: give --as-of instead of --effective",
                        "\(model.name) 按已登记的条目统计：请用 --as-of，不用 --effective")
                ])
        }
        let reader = try ViewReader(source.ledger, mayWrite: true)
        // A misspelt member finds nothing, which nobody would notice.
        let known = Set(model.members)
        for name in conditions.map(\.member) + [options.sort].compactMap({ $0 }) where !known.contains(name) {
            let all = model.members.joined(separator: ", ")
            throw LedgerError(.usage, [tr("no member is called \(name): \(all)", "没有名为 \(name) 的成员：\(all)")])
        }
        let start = try options.cursor.map { cursor in
            guard let parts = Self.parts(cursor) else {
                throw LedgerError(.usage, [tr("`\(cursor)` is no cursor", "`\(cursor)` 不是游标")])
            }
            return parts
        }
        // In the order of the keys a page needs no more rows than it shows, and one to know of the next.
        let isOrdered = options.sort == nil && !options.descending && keeping == nil
        let most = isOrdered ? options.limit.map { (start?.place ?? 0) + $0 + 1 } ?? .max : .max
        answer = try reader.rows(
            model, asOf: options.known.asOf == nil ? nil : asked.size, effectiveOn: asked.effective, where: conditions,
            limit: most)
        // Without `--as-of` the log may have grown since it was asked.
        point = KnownPoint(
            size: answer.position, effective: asked.effective, instantMilliseconds: asked.instantMilliseconds)
        var rows = answer.rows
        if let keeping { rows = rows.filter(keeping) }
        if let member = options.sort {
            // A stable order: equal ones stay in the order of their keys.
            let unsorted = rows
            let places = unsorted.indices.sorted { a, b in
                let order = Self.order(unsorted[a][member], unsorted[b][member])
                if order == 0 { return a < b }
                return options.descending ? order > 0 : order < 0
            }
            rows = places.map { unsorted[$0] }
        } else if options.descending {
            rows.reverse()
        }
        // A page is of one state of the log: the cursor names it.
        var first = 0
        if let start {
            guard start.position == answer.position else {
                throw LedgerError(
                    .usage,
                    [
                        tr(
                            "the cursor belongs to another state of the log: add --as-of size:N with its N, or begin anew",
                            "该游标属于日志的另一状态：请加 --as-of size:N，或重新开始")
                    ])
            }
            first = min(start.place, rows.count)
        }
        let end = options.limit.map { min(rows.count, first + $0) } ?? rows.count
        self.rows = Array(rows[first..<end])
        cursor = end < rows.count ? "\(answer.position)-\(end)" : nil
    }

    private static func parts(_ cursor: String) -> (position: UInt64, place: Int)? {
        let parts = cursor.split(separator: "-")
        guard parts.count == 2, let position = UInt64(parts[0]), let place = Int(parts[1]), place >= 0 else { return nil }
        return (position, place)
    }

    static func cell(_ value: JSONValue) -> String {
        switch value {
        case .text(let text): text
        case .integer(let number): String(number)
        case .flag(let flag): flag ? "true" : "false"
        case .null: ""
        case .list(let elements): elements.map(cell).joined(separator: " ")
        case .object: String(decoding: value.bytes, as: UTF8.self)
        }
    }

    /// Numbers by size, texts by bytes, what is absent last.
    private static func order(_ a: JSONValue?, _ b: JSONValue?) -> Int {
        switch (a, b) {
        case (nil, nil): return 0
        case (nil, _): return 1
        case (_, nil): return -1
        case (.integer(let a)?, .integer(let b)?): return a < b ? -1 : a > b ? 1 : 0
        case (let a?, let b?):
            let (a, b) = (Array(cell(a).utf8), Array(cell(b).utf8))
            return a == b ? 0 : a.lexicographicallyPrecedes(b) ? -1 : 1
        }
    }
}
