internal import ArgumentParser

/// Trusted time: what a time-stamping authority says of a checkpoint. No network: files go to it and come back by any way.
struct TimestampVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "timestamp",
            abstract: tr("Trusted time for a checkpoint (RFC 3161).", "为检查点取得可信时间戳（RFC 3161）。"),
            discussion: tr(
                """
                The authority sees a digest of the checkpoint, never a line. What it answers lies beside the checkpoint, and shows \
                that every entry below its size existed at that time.
                  deedlog timestamp request cp                       writes cp.tsq: send it to the authority
                  deedlog timestamp attach cp answer.tsr             checks the answer, writes cp.tsr
                  deedlog timestamp verify cp --ca authority.pem
                Timestamp last: a cosignature added later changes the file.
                """,
                """
                时间戳机构只看到检查点的摘要，看不到任何条目。其答复存于检查点旁，证明该条数以内的全部条目当时已存在。
                  deedlog timestamp request cp                       写出 cp.tsq，发送给机构
                  deedlog timestamp attach cp answer.tsr             核对答复，写出 cp.tsr
                  deedlog timestamp verify cp --ca authority.pem
                请最后加盖时间戳：其后再加联署会改变文件。
                """),
            subcommands: [TimestampRequestVerb.self, TimestampAttach.self, TimestampVerify.self])
    }
}

/// The checkpoint that a timestamp is about.
struct CheckpointArgument: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            tr("A checkpoint, as `deedlog checkpoint` printed it.", "检查点文件，即 `deedlog checkpoint` 的输出。"), valueName: "checkpoint"),
        completion: .file())
    var path: String
}
