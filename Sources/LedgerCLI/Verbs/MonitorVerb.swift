internal import ArgumentParser
internal import Ledger
internal import Proofs

struct MonitorVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "monitor",
            abstract: tr(
                "Watch published checkpoints, and raise the first two that contradict each other.", "监视已发布的检查点，一旦有两份互相矛盾即报警。"),
            discussion: tr(
                """
                Keeps every checkpoint that a source shows, in the state folder, and holds it against all that were shown before, by hash tiles alone: no
                line of a deal is needed. Name several sources of one log to find out whether they are shown the same history.
                  deedlog monitor https://ledger.example.cn/tree /media/usb/tree --log VKEY
                Exit 2: two histories; both checkpoints are kept.
                """,
                """
                把来源出示的每份检查点保留在状态目录，并仅凭哈希瓦片与此前出示的全部检查点相比：不需要任何交易行。
                同一日志可给出多个来源，以查明各方看到的是否为同一份历史。
                  deedlog monitor https://ledger.example.cn/tree /media/usb/tree --log 公钥
                退出码 2：存在两份历史；两份检查点均予保留。
                """))
    }

    @Argument(help: ArgumentHelp(tr("Folders, or http or https URLs.", "目录，或 http/https 网址。"), valueName: "source"))
    var sources: [String]
    @Flag(name: .long, help: ArgumentHelp(tr("Look once and end.", "只看一次。")))
    var once = false
    @Option(name: .long, help: ArgumentHelp(tr("Seconds between looks.", "两次查看之间的秒数。"), valueName: "seconds"))
    var every = 10
    @OptionGroup var keys: LogKeyOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
        guard (1...86_400).contains(every) else { throw ValidationError("--every: 1…86400") }
        if keys.log == nil && keys.policy == nil { throw ValidationError(tr("give --log or --policy", "须给出 --log 或 --policy")) }
    }

    func run() throws {
        let interrupt = Interrupt()
        guard let policy = try keys.read() else { return }
        let monitor = Monitor(
            sources: sources.map(treeSource), policy: policy, state: try StateFolder.ofUser(),
            nowSeconds: nowSeconds)
        while true {
            let sightings = try monitor.round()
            for sighting in sightings where sighting.isNew || sighting.failure != nil || once { answer(sighting) }
            Output.standard.flush()
            // What is proved comes before what could not be decided.
            let failures = sightings.compactMap(\.failure)
            if let proved = failures.first(where: { $0.code.exitStatus == 2 }) { throw ExitCode(proved.code.exitStatus) }
            if once, let failure = failures.first { throw ExitCode(failure.code.exitStatus) }
            if once || interrupt.isRaised || waitFor(interrupt, seconds: every) { return }
        }
    }

    private func answer(_ sighting: Monitor.Sighting) {
        if let checkpoint = sighting.checkpoint {
            if common.json {
                var answer = JSONText()
                answer.put("source", sighting.source)
                answer.put("origin", checkpoint.origin)
                answer.put("size", checkpoint.size)
                answer.put("root", checkpoint.root.hex)
                answer.put("new", sighting.isNew)
                answer.put("agrees", sighting.failure == nil)
                Output.standard.line(answer.text)
            } else {
                let word = sighting.failure == nil ? tr("agrees", "一致  ") : tr("open  ", "未定  ")
                Output.standard.line(
                    tr(
                        "\(word)  \(sighting.source): \(grouped(checkpoint.size)) entries of \(checkpoint.origin), root \(checkpoint.root)",
                        "\(word)  \(sighting.source)：\(checkpoint.origin) 共 \(grouped(checkpoint.size)) 条，根 \(checkpoint.root)"))
            }
        }
        guard let failure = sighting.failure else { return }
        Output.standard.flush()
        Complaint.say(failure)
    }
}
