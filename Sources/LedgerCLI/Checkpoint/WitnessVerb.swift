internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct WitnessVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "witness", abstract: tr("Be a witness of other logs: make a key, serve.", "作为其他日志的见证人：生成密钥、提供服务。"),
            discussion: tr(
                "A witness cosigns checkpoints, each an extension of the one before. Two ledgers may witness each other. docs/WITNESSES.md tells how; `checkpoint cosign` does it over files.",
                "见证人联署检查点，每份均由前一份延伸而来；两个账本可互为见证。详见 docs/zh-CN/WITNESSES.md；经由文件联署用 `checkpoint cosign`。"),
            subcommands: [WitnessInit.self, WitnessServe.self])
    }
}

struct WitnessInit: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "init",
            abstract: tr("Make a witness's key, unless there is one, and print what verifies it.", "生成见证人密钥（如尚无），并输出验证公钥。"),
            discussion: tr(
                "The key is for this name and for nothing else: a cosignature does not say under which name it was given. One that audits, whose name ends in /audited, needs a key of its own.",
                "此密钥专用于此名称：联署本身并不说明所用名称。名称以 /audited 结尾的审计见证人须另有密钥。"))
    }

    @OptionGroup var witness: WitnessOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
        let path = try witness.key ?? StateFolder.ofUser().witnessKeyPath(witness.name)
        // Before a key is made for a name that cannot be.
        _ = try Witness.verifierKey(witness.name, SigningKey.generate())
        let key = Files.exists(path) ? try KeyFile.read(path) : try KeyFile.create(path)
        let verifier = try Witness(name: witness.name, key: key, logs: LogPolicy(logs: []), state: try StateFolder.ofUser())
            .verifierKey
        if common.json {
            var answer = JSONText()
            answer.put("witness", witness.name)
            answer.put("key", path)
            answer.put("verifierKey", verifier.text)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(tr("witness   \(witness.name)", "见证人    \(witness.name)"))
            Output.standard.line(tr("key       \(path)", "密钥      \(path)"))
            Output.standard.line(tr("verifier  \(verifier.text)", "验证公钥  \(verifier.text)"))
        }
        Output.standard.flush()
    }
}
