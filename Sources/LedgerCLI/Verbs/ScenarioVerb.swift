internal import ArgumentParser
internal import Glibc
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

struct ScenarioVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "scenario", abstract: tr("Sales told as texts: run one, or list them.", "以文本写成的交易场景：运行或列出。"),
            discussion: tr(
                "A scenario says step by step what happens in a sale and what should become of each step. fixtures/scenarios/README.md describes the format.",
                "场景逐步写明交易中发生的事及每一步应有的结果。格式见 fixtures/scenarios/README.md。"),
            subcommands: [ScenarioRun.self, ScenarioList.self])
    }
}

struct ScenarioRun: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "run", abstract: tr("Put a fresh ledger through a scenario.", "以新账本运行一个场景。"),
            discussion: tr(
                "Judges every step by the rules that guard real ledgers. Exit 0 where all is as the text says, 5 where something differs, 65 where the text is no scenario.",
                "每一步均按真实账本的规则判定。与文本一致时退出码为 0，有差异为 5，文本有误为 65。"))
    }

    @Argument(help: ArgumentHelp(tr("The scenario.", "场景文件。"), valueName: "file"), completion: .file())
    var file: String
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("Keep the ledger in this folder; its key is put beside it.", "将账本保留于此目录，密钥置于其旁。"), valueName: "dir"),
        completion: .directory)
    var keep: String?

    @OptionGroup var common: CommonOptions

    func run() throws {
        let scenario = try ScenarioFile.read(file)
        let report = try inFolder { folder, key in
            try ScenarioRunner.run(scenario, folder: folder, origin: "scenario.example/\(stem)", key: key)
        }
        if common.json { answer(report) } else { table(scenario, report) }
        Output.standard.flush()
        if !report.differences.isEmpty { throw ExitCode(LedgerError.Code.rejected.exitStatus) }
    }

    /// The file's name in letters that an origin may hold.
    private var stem: String {
        let name = file.split(separator: "/").last.map(String.init) ?? file
        return String(name.dropLast(name.hasSuffix(ScenarioFile.ending) ? ScenarioFile.ending.count : 0))
            .map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") ? String($0) : "-" }.joined()
    }

    private func inFolder(_ body: (String, SigningKey) throws -> ScenarioReport) throws -> ScenarioReport {
        if let keep {
            let folder = keep.count > 1 && keep.hasSuffix("/") ? String(keep.dropLast()) : keep
            try Ledger.checkMayCreate(folder: folder, origin: "scenario.example/\(stem)")
            let path = folder + ".pem"
            return try body(folder, Files.exists(path) ? try KeyFile.read(path) : try KeyFile.create(path))
        }
        let temporary = environmentValue("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var random = SecureRandom()
        let name = random.sixteen()
        let folder = "\(temporary)/deedlog-scenario-\(hexText((0..<8).map { name[$0] }))"
        defer { Files.removeFolder(folder) }
        return try body(folder, SigningKey.generate())
    }

    private func table(_ scenario: Scenario, _ report: ScenarioReport) {
        Output.standard.line(tr(scenario.title.english, scenario.title.chinese))
        var table = TableText(
            [
                tr("line", "行"), tr("day", "日期"), tr("role", "角色"), tr("subject", "流"), tr("step", "步骤"), tr("outcome", "结果"),
                tr("as told", "相符"),
            ], right: [0], spare: [2])
        for row in report.rows {
            let step = row.step
            let title = step.name.map { Catalogue.type(of: $0).title }
            table.add([
                place(step), "\(step.date)", roleWord(step.role), step.subject,
                title.map { tr(step.type, $0.chinese) } ?? step.type, outcomeWord(row.found),
                row.isExpected ? tr("yes", "是") : tr("NO", "否"),
            ])
        }
        Output.standard.raw(table.text)
        for difference in report.differences {
            Output.standard.line(
                tr(
                    "\(difference.place): expected \(difference.expected), found \(difference.found)",
                    "\(difference.place)：应为 \(difference.expected)，实为 \(difference.found)"))
        }
        let steps = report.rows.count, fields = report.comparedFields, count = report.differences.count
        Output.standard.line(
            count == 0
                ? tr("\(steps) steps and \(fields) fields as told", "\(steps) 步、\(fields) 项状态均与文本相符")
                : tr("\(count) differences in \(steps) steps and \(fields) fields", "\(steps) 步、\(fields) 项状态中有 \(count) 处差异"))
    }

    /// The line; with the file where it is an included one.
    private func place(_ step: ScenarioStep) -> String {
        step.place.file == file ? "\(step.place.line)" : "\(step.place.file):\(step.place.line)"
    }

    private func outcomeWord(_ outcome: ScenarioOutcome) -> String {
        switch outcome {
        case .stored: tr("stored", "已登记")
        case .refused(let rule): tr("refused \(rule)", "拒绝 \(rule)")
        case .notPermitted(let rule): tr("not permitted \(rule)", "无权限 \(rule)")
        case .malformed: tr("malformed", "格式有误")
        case .conflict: tr("conflict", "冲突")
        case .duplicate: tr("duplicate", "重复")
        case .failed(let code): tr("failed \(code)", "失败 \(code)")
        }
    }

    private func roleWord(_ role: String) -> String { Role(rawValue: role).map { tr(role, $0.wording.chinese) } ?? role }

    private func answer(_ report: ScenarioReport) {
        for row in report.rows {
            var answer = JSONText()
            answer.put("file", row.step.place.file)
            answer.put("line", row.step.place.line)
            answer.put("date", "\(row.step.date)")
            answer.put("role", row.step.role)
            answer.put("subject", row.step.subject)
            answer.put("type", row.step.type)
            answer.put("expected", "\(row.step.outcome)")
            answer.put("found", "\(row.found)")
            if let index = row.index { answer.put("index", index) }
            Output.standard.line(answer.text)
        }
        var answer = JSONText()
        answer.put("steps", report.rows.count)
        answer.put("fields", report.comparedFields)
        answer.put(
            "differences",
            objects: report.differences.map { difference in
                var one = JSONText()
                one.put("file", difference.place.file)
                one.put("line", difference.place.line)
                one.put("expected", difference.expected)
                one.put("found", difference.found)
                return one
            })
        Output.standard.line(answer.text)
    }
}

struct ScenarioList: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "list", abstract: tr("List scenarios with their titles.", "列出场景及标题。"))
    }

    @Argument(help: ArgumentHelp(tr("Where they are.", "所在目录。"), valueName: "folder"), completion: .directory)
    var folder = "fixtures/scenarios"

    @OptionGroup var common: CommonOptions

    func run() throws {
        var table = TableText([tr("file", "文件"), tr("title", "标题"), tr("roles", "角色"), tr("steps", "步数")], right: [3])
        for path in try ScenarioFile.all(under: folder) {
            let scenario = try ScenarioFile.read(path)
            if common.json {
                var answer = JSONText()
                answer.put("file", path)
                answer.put("title", tr(scenario.title.english, scenario.title.chinese))
                answer.put("roles", scenario.roles.map(\.rawValue))
                answer.put("steps", scenario.steps.count)
                Output.standard.line(answer.text)
            } else {
                let roles = scenario.roles.map { tr($0.rawValue, $0.wording.chinese) }.joined(separator: " ")
                table.add([path, tr(scenario.title.english, scenario.title.chinese), roles, "\(scenario.steps.count)"])
            }
        }
        if !common.json { Output.standard.raw(table.text) }
        Output.standard.flush()
    }
}
