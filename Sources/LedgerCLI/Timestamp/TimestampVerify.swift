internal import ArgumentParser
internal import Ledger
internal import Proofs

struct TimestampVerify: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "verify",
            abstract: tr("Check a checkpoint's timestamp against authorities that you trust.", "以所信任的机构核验检查点的时间戳。"),
            discussion: tr(
                """
                Certificates are judged as of the timestamp's own time; revocation is not looked up. Exit 0: it holds. 2: it does not. \
                6: a file cannot be read, or no certificate given leads to it.
                  deedlog timestamp verify cp cp.tsr --ca authority.pem
                  openssl ts -verify -in cp.tsr -data cp -CAfile authority.pem      the same, without this program
                """,
                """
                证书按时间戳自身的时间判断；不查询吊销。退出码 0：成立；2：不成立；6：文件无法读取，或不能追溯到所给证书。
                  deedlog timestamp verify cp cp.tsr --ca authority.pem
                  openssl ts -verify -in cp.tsr -data cp -CAfile authority.pem      不用本程序的同等核验
                """))
    }

    @OptionGroup var checkpoint: CheckpointArgument
    @Argument(
        help: ArgumentHelp(tr("The timestamp; by default CHECKPOINT.tsr.", "时间戳；默认为 检查点.tsr。"), valueName: "token"),
        completion: .file())
    var token: String?
    @Option(
        name: .long, help: ArgumentHelp(tr("Root certificates that you trust, PEM.", "所信任的根证书，PEM。"), valueName: "file"),
        completion: .file())
    var ca: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let path = token ?? checkpoint.path + ".tsr"
        let message = try TimestampFiles.checkpoint(checkpoint.path), token = try TimestampFiles.token(path)
        guard let ca else { throw LedgerError(.timestampUnknown, [path]) }
        let standing = token.standing(under: try TimestampFiles.authorities(ca))
        if standing == .unknown { throw LedgerError(.timestampUnknown, [path]) }
        guard standing == .sound else {
            throw LedgerError(.timestampBroken, [path, tr("its signature or certificate", "签名或证书不符")])
        }
        try TimestampFiles.checkImprint(token, path, of: message)
        if common.json {
            var answer = JSONText()
            answer.put("verdict", "ok")
            token.put(into: &answer)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(tr("ok  ", "通过  ") + token.words)
        }
        Output.standard.flush()
    }
}
