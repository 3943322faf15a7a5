internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Projections

/// What the briefs claim, beside what the log says of it.
struct ClaimsVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "claims",
            abstract: tr("Figures that the briefs quote, beside what the log says.", "文稿引用的数字与日志所载的对照。"),
            discussion: "  deedlog claims list --source A13\n  deedlog claims show A13.1",
            subcommands: [ClaimsList.self, ClaimsShow.self])
    }

    /// What the rows of the read model say at a point of the log.
    static func findings(
        _ claims: [Claim], _ ledger: LedgerOption, asOf: String?
    ) throws -> (findings: ClaimFindings, answer: ViewAnswer) {
        let source = try ClerkSource(ledger)
        let size = try asOf.map(source.point)
        let answer = try ViewReader(source.ledger, mayWrite: true).rows(ClaimsModel.self, asOf: size)
        return (ClaimFindings(rows: answer.rows, for: claims), answer)
    }

    /// `as of the first 40 entries (read model)`.
    static func place(_ answer: ViewAnswer) -> String {
        let size = grouped(answer.position)
        let how = answer.source == .view ? tr("read model", "读模型") : tr("folded from the log", "由日志推导")
        return tr("as of the first \(size) entries (\(how))", "截至前 \(size) 条（\(how)）")
    }
}

struct ClaimsList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: tr("List the claims and what became of them.", "列出各项主张及其核实情况。"),
            discussion: tr(
                "None is believed: a claim is unverified until the log has data, and many a log of deals cannot tell.\n  deedlog claims list --source A13\n  deedlog claims list --status measured --csv > claims.csv",
                "主张一概不予采信：日志有数据之前均为“未核实”，许多主张无法由交易日志判明。\n  deedlog claims list --source A13\n  deedlog claims list --status measured --csv > claims.csv"
            ))
    }

    @Option(
        name: .long,
        help: ArgumentHelp(tr("Only one row of the briefs, or one brief: A13, B.", "仅文稿的某一条目或某一文稿：A13、B。"), valueName: "row"))
    var source: String?
    @Option(name: .long, help: ArgumentHelp("unverified, cannotTell, measured", valueName: "status"))
    var status: String?
    @Option(name: .long, help: ArgumentHelp(tr("As recorded at that point.", "按该位置已登记的内容。"), valueName: "ref|size|time"))
    var asOf: String?
    @Flag(name: .long, help: ArgumentHelp(tr("As CSV for spreadsheets.", "以 CSV 输出。")))
    var csv = false
    @Flag(
        name: .long,
        help: ArgumentHelp(tr("A byte order mark before CSV, which old Excel asks for.", "CSV 前加字节序标记，供旧版 Excel 识别。")))
    var bom = false
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if bom && !csv { throw ValidationError(tr("--bom goes with --csv", "--bom 须与 --csv 同用")) }
        if let status, ClaimStatus(rawValue: status) == nil {
            throw ValidationError("--status: " + ClaimStatus.allCases.map(\.rawValue).joined(separator: ", "))
        }
    }

    func run() throws {
        let claims = Claims.all.filter { claim in source.map { claim.source == $0 || claim.source.prefix(1) == $0 } ?? true }
        if claims.isEmpty, let source {
            throw LedgerError(.usage, [tr("the briefs have no figures at \(source)", "文稿的 \(source) 处没有数字")])
        }
        let (findings, answer) = try ClaimsVerb.findings(claims, ledger, asOf: asOf)
        let pictures = claims.map { ClaimPicture(answer: findings.answer($0)) }
            .filter { picture in status.map { picture.answer.status.rawValue == $0 } ?? true }
        if common.json {
            for picture in pictures { Output.standard.line(picture.json.text) }
            var end = JSONText()
            end.put("rows", pictures.count)
            end.put("size", answer.position)
            end.put("source", answer.source.rawValue)
            Output.standard.line(end.text)
        } else if csv {
            Output.standard.raw(text(pictures))
        } else {
            print(pictures, answer)
        }
        Output.standard.flush()
    }

    private func text(_ pictures: [ClaimPicture]) -> String {
        var csv = CSVText(header: ClaimPicture.members, byteOrderMark: bom)
        for picture in pictures {
            let values = picture.values
            csv.add(values.map(ViewQuery.cell), isText: values.map { if case .integer = $0 { false } else { true } })
        }
        return csv.text
    }

    private func print(_ pictures: [ClaimPicture], _ answer: ViewAnswer) {
        var table = TableText(
            [
                tr("claim", "主张"), tr("metric", "指标"), tr("the brief says", "文稿所称"), tr("the log says", "日志所载"),
                tr("deals", "交易数"), tr("met", "达到"),
            ],
            right: [4], spare: [4])
        for picture in pictures {
            let claim = picture.answer.claim
            table.add([
                claim.id, tr(claim.metric), picture.briefSays, picture.logSays,
                picture.answer.deals == 0 ? "" : String(picture.answer.deals), picture.verdict,
            ])
        }
        Output.standard.raw(table.text)
        func count(_ status: ClaimStatus) -> Int { pictures.count { $0.answer.status == status } }
        let (measured, open, untold) = (count(.measured), count(.unverified), count(.cannotTell))
        Output.standard.line(
            tr(
                "\(measured) measured, \(open) unverified, \(untold) that the log cannot tell; ",
                "已测得 \(measured) 项，未核实 \(open) 项，无法判明 \(untold) 项；") + ClaimsVerb.place(answer))
    }
}

struct ClaimsShow: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "show",
            abstract: tr("Show a claim, what the log says, and the deals and entries behind it.", "显示一项主张、日志所载及其依据的交易与条目。"),
            discussion: "  deedlog claims show A13.1\n  deedlog claims show A13.1 --as-of 2026-03-01 --json")
    }

    @Argument(help: ArgumentHelp(tr("The claim, such as A13.1.", "主张编号，如 A13.1。"), valueName: "claim"))
    var claim: String
    @Option(name: .long, help: ArgumentHelp(tr("At most so many deals.", "最多列出的交易数。"), valueName: "n"))
    var limit = 20
    @Option(name: .long, help: ArgumentHelp(tr("As recorded at that point.", "按该位置已登记的内容。"), valueName: "ref|size|time"))
    var asOf: String?
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws { if limit < 1 { throw ValidationError("--limit: 1…") } }

    func run() throws {
        guard let claim = Claims.named(claim) else { throw LedgerError(.notFound, [claim]) }
        let (findings, answer) = try ClaimsVerb.findings([claim], ledger, asOf: asOf)
        let picture = ClaimPicture(answer: findings.answer(claim))
        let parts = picture.answer.finding?.parts ?? [], shown = parts.prefix(limit)
        if common.json {
            var one = picture.json
            one.put("parts", objects: shown.map(Self.json))
            one.put("more", parts.count - shown.count)
            one.put("size", answer.position)
            Output.standard.line(one.text)
        } else {
            Output.standard.raw(picture.head)
            if let measure = claim.test.measure, !shown.isEmpty {
                Output.standard.raw("\n" + Self.table(shown, measure.partUnit))
                let rest = parts.count - shown.count
                if rest > 0 { Output.standard.line(tr("and \(rest) more: --limit", "另有 \(rest) 笔：--limit")) }
            }
            Output.standard.line("\n" + ClaimsVerb.place(answer))
        }
        Output.standard.flush()
    }

    private static func json(_ part: ClaimFinding.Part) -> JSONText {
        var one = JSONText()
        one.put("deal", part.deal)
        one.put("value", Int(part.value))
        if let of = part.of { one.put("of", Int(of)) } else { one.putNull("of") }
        one.put("entries", part.entries.map(String.init))
        return one
    }

    private static func table(_ parts: ArraySlice<ClaimFinding.Part>, _ unit: ClaimUnit) -> String {
        var table = TableText([tr("deal", "交易"), tr("value", "值"), tr("entries", "依据条目")], right: [1])
        for part in parts {
            let value = ClaimWords.text(part.value, in: unit)
            table.add([
                part.deal, part.of.map { tr("\(value) of ", "\(value) / ") + ClaimWords.text($0, in: unit) } ?? value,
                part.entries.map(String.init).joined(separator: " "),
            ])
        }
        return table.text
    }
}
