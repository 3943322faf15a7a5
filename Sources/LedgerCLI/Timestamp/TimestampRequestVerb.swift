internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct TimestampRequestVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "request",
            abstract: tr("Write a request for a time-stamping authority.", "写出发往时间戳机构的请求。"),
            discussion: tr(
                "Asks with a fresh nonce and for the authority's certificate. Send it as application/timestamp-query, or by hand.",
                "请求含新的随机数，并要求附上机构证书。以 application/timestamp-query 发送，或人工递交。"))
    }

    enum DigestName: String, ExpressibleByArgument, CaseIterable {
        case sha256, sm3
    }

    @OptionGroup var checkpoint: CheckpointArgument
    @Option(name: .long, help: ArgumentHelp(tr("What the authority sees of the file.", "交给机构的摘要算法。")))
    var digest = DigestName.sha256
    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(tr("Where to write; by default CHECKPOINT.tsq.", "写出位置；默认为 检查点.tsq。"), valueName: "file"))
    var output: String?
    @OptionGroup var common: CommonOptions

    func run() throws {
        let message = try TimestampFiles.checkpoint(checkpoint.path)
        var random = SecureRandom()
        let fresh = random.sixteen()
        let nonce = (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(fresh[$1]) }
        let request = TimestampRequest(TimestampImprint(of: message, digest == .sm3 ? .sm3 : .sha256), nonce: nonce)
        let path = output ?? checkpoint.path + ".tsq"
        // An earlier request is of no use once there is another.
        try Files.replace(path, request.der, mode: 0o644)
        if common.json {
            var answer = JSONText()
            answer.put("request", path)
            answer.put("digest", digest.rawValue)
            answer.put("imprint", request.imprint.digest.hex)
            answer.put("nonce", hexText(request.nonce))
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(
                tr(
                    "request over \(digest.rawValue) \(request.imprint.digest.hex): \(path)",
                    "请求（\(digest.rawValue) \(request.imprint.digest.hex)）：\(path)"))
        }
        Output.standard.flush()
    }
}
