internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Wire

struct WitnessServe: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "serve", abstract: tr("Cosign over HTTP (C2SP tlog-witness).", "通过 HTTP 联署（C2SP tlog-witness）。"),
            discussion: tr(
                "Prints its URL first, then serves until Ctrl-C or SIGTERM. It speaks no TLS and by default to this machine alone: put a proxy in front for others. Who may ask is decided by the log's signature, nothing else.",
                "先输出自身 URL，随后服务至 Ctrl-C 或 SIGTERM。不含 TLS，默认只对本机：对外请在前面设置代理。凭日志签名受理，别无其他凭证。"))
    }

    @OptionGroup var witness: WitnessOptions
    @OptionGroup var logs: LogsOption
    @Option(
        name: .long, help: ArgumentHelp(tr("Address and port, in numbers; port 0 takes a free one.", "监听地址与端口，用数字；端口 0 为任一空闲端口。"))
    )
    var listen = "127.0.0.1:0"
    @OptionGroup var common: CommonOptions

    func validate() throws { try witness.check(audited: false) }

    func run() throws {
        let desk = WitnessDesk(witness: try witness.open(logs: try logs.read()))
        let interrupt = Interrupt()
        var limits = WireServer.Limits()
        limits.longestBody = AddCheckpointRequest.longestText
        let server: WireServer
        do throws(WireError) { server = try WireServer(listen: listen, limits: limits) } catch {
            guard error.cause != .address else { throw ValidationError("--listen \(error)") }
            throw LedgerError(.inputOutput, [error.place, error.reason])
        }
        Output.standard.line("http://\(server.address)")
        Output.standard.flush()
        server.run(until: interrupt.descriptor) { desk.answer($0) }
    }
}
