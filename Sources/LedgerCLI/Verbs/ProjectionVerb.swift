internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Projections
internal import Storage

/// The read models themselves: how they stand, and whether they are right.
struct ProjectionVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "projection",
            abstract: tr("Read models: how they stand, build them anew, audit them.", "读模型：现状、重建与核验。"),
            discussion: tr(
                "Read models are folded from the log into DIR/views/. They can be thrown away at any time.\n  deedlog projection list\n  deedlog projection verify",
                "读模型由日志推导，存于账本目录的 views/，可随时删除重建。\n  deedlog projection list\n  deedlog projection verify"),
            subcommands: [ProjectionList.self, ProjectionRebuild.self, ProjectionVerify.self])
    }

    /// The model of this name.
    ///
    /// - Throws: ``LedgerError`` `usage` with the names there are.
    static func model(_ name: String) throws -> any ReadModel.Type {
        if let model = ReadModels.named(name) { return model }
        let all = ReadModels.all.map { $0.name }.joined(separator: ", ")
        throw LedgerError(.usage, [tr("no read model is called \(name): \(all)", "没有名为 \(name) 的读模型：\(all)")])
    }
}

struct ProjectionList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "list", abstract: tr("How each read model stands. Changes nothing.", "显示各读模型的现状，不作任何更改。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let ledger = try ledger.open()
        let size = try ledger.head()?.size ?? 0
        let views = try ViewReader(ledger, mayWrite: false).views
        let states = try views?.states() ?? ReadModels.all.map { ($0, nil) }
        var table = TableText(
            [
                tr("model", "读模型"), tr("version", "版本"), tr("entries", "条数"), tr("behind", "落后"), tr("rows", "行数"),
                tr("digest", "摘要"),
            ],
            right: [1, 2, 3, 4], spare: [5])
        for (model, state) in states {
            let isOther = state.map { $0.version != model.version } ?? true
            if common.json {
                var one = JSONText()
                one.put("model", model.name)
                one.put("version", UInt64(model.version))
                if let state, !isOther {
                    one.put("position", state.position)
                    one.put("rows", state.rows)
                    one.put("digest", state.digest)
                } else {
                    for name in ["position", "rows", "digest"] { one.putNull(name) }
                }
                Output.standard.line(one.text)
            } else {
                let shown = isOther ? nil : state
                table.add([
                    model.name, "\(model.version)", shown.map { grouped($0.position) } ?? "-",
                    shown.map { grouped(size - min(size, $0.position)) } ?? tr("not built", "未建"),
                    shown.map { grouped($0.rows) } ?? "-", shown?.digest ?? "-",
                ])
            }
        }
        if !common.json { Output.standard.raw(table.text) }
        Output.standard.flush()
    }
}

struct ProjectionRebuild: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "rebuild",
            abstract: tr("Build read models anew beside the live ones, then swap.", "在现用读模型之外重建，完成后切换。"),
            discussion: tr(
                "Given up with Ctrl-C, the old ones stay in use.\n  deedlog projection rebuild\n  deedlog projection rebuild deals\n  deedlog projection rebuild --subject deal/D-0001",
                "按 Ctrl-C 中止时，原有读模型继续使用。\n  deedlog projection rebuild\n  deedlog projection rebuild deals\n  deedlog projection rebuild --subject deal/D-0001"
            ))
    }

    @Argument(help: ArgumentHelp(tr("Only this one.", "仅此一个。"), valueName: "model"))
    var model: String?
    @Option(name: .long, help: ArgumentHelp(tr("Only the rows of one deal, listing or observed thing.", "仅某一交易、房源或观测对象的行。")))
    var subject: String?
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if model != nil && subject != nil {
            throw ValidationError(tr("name a model or a subject, not both", "读模型与主题只能择一"))
        }
    }

    func run() throws {
        let models = try model.map { [try ProjectionVerb.model($0)] } ?? ReadModels.all
        let thing = try subject.map { subject in
            guard let thing = Thing(subject: subject), ReadModels.things.contains(where: { $0.kind == thing.kind }) else {
                throw LedgerError(.usage, [tr("no read model tells of \(subject)", "没有读模型涉及 \(subject)")])
            }
            return thing
        }
        let views = try Views(try ledger.open(), forWriting: true)
        let interrupt = Interrupt()
        if let thing {
            try views.rebuild(thing)
        } else {
            try views.rebuild(models, while: { !interrupt.isRaised })
            try views.catchUp(while: { !interrupt.isRaised })
        }
        if interrupt.isRaised {
            Talk.note(tr("given up; what was there before is in use", "已中止；原有读模型继续使用"))
            throw ExitCode(130)
        }
        for (model, state) in try views.states() where models.contains(where: { $0.name == model.name }) {
            guard let state else { continue }
            if common.json {
                var one = JSONText()
                one.put("model", model.name)
                one.put("position", state.position)
                one.put("rows", state.rows)
                one.put("digest", state.digest)
                Output.standard.line(one.text)
            } else {
                Output.standard.line("\(model.name)  \(grouped(state.rows))  \(state.digest)")
            }
        }
        Output.standard.flush()
    }
}

struct ProjectionVerify: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: tr("Fold the log afresh and compare every row, both ways.", "由日志重新推导，逐行双向核对。"),
            discussion: tr(
                "A row that the log does not say, and one that it says and is not there, is a finding: exit 2. A model that is absent, behind or of another version is none.",
                "日志未载而有、日志所载而无的行均为差异，退出码 2。读模型缺失、落后或版本不同不算差异。"))
    }

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let verdicts = try ViewCheck.run(try ledger.open())
        if verdicts.isEmpty {
            Talk.note(tr("no read models are there; the next question builds them", "尚无读模型，下次查询时自动建立"))
        }
        for verdict in verdicts { ViewCheck.say(verdict, isJSON: common.json) }
        Output.standard.flush()
        if verdicts.contains(where: { $0.finding != nil }) { throw ExitCode(2) }
    }
}

/// The audit of all read models, for `verify` and `projection verify`.
enum ViewCheck {
    /// Audits what is there and changes nothing; where there are no views there is nothing to say.
    static func run(_ ledger: Ledger) throws -> [ViewVerdict] {
        let reader = try ViewReader(ledger, mayWrite: false)
        if let error = reader.unreadable { return [ViewVerdict(unreadable: "\(error)")] }
        return try reader.views?.audit() ?? []
    }

    static func say(_ verdict: ViewVerdict, isJSON: Bool) {
        if isJSON {
            Output.standard.line(json(verdict).text)
            return
        }
        let standing =
            switch verdict.standing {
            case .sound: tr("sound", "正确")
            case .broken: tr("BROKEN", "有差异")
            case .absent: tr("not built", "未建")
            case .otherVersion: tr("of another version", "版本不同")
            case .behind: tr("sound, behind the log", "正确，落后于日志")
            }
        let count = tr(
            "\(grouped(verdict.rows)) \(verdict.rows == 1 ? "row" : "rows"), \(grouped(verdict.position)) entries",
            "\(grouped(verdict.rows)) 行，\(grouped(verdict.position)) 条")
        Output.standard.line(pairs([(verdict.model, "\(standing)  (\(count))")]).trimmed)
        if let finding = verdict.finding {
            Output.standard.line("  \(finding.kind.rawValue)  \(finding.key)")
            Verify.say(expected: finding.expected, found: finding.found)
        }
    }

    static func json(_ verdict: ViewVerdict) -> JSONText {
        var one = JSONText()
        one.put("model", verdict.model)
        one.put("standing", verdict.standing.rawValue)
        one.put("position", verdict.position)
        one.put("rows", verdict.rows)
        if let finding = verdict.finding {
            one.put("kind", finding.kind.rawValue)
            one.put("key", finding.key)
            one.put("expected", finding.expected)
            one.put("found", finding.found)
        }
        return one
    }
}

extension String {
    /// Without the line's end.
    fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
