internal import ArgumentParser

/// Where the log's signing key is.
struct SigningKeyOption: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(tr("The signing key; by default in the state folder.", "签名密钥；默认位于状态目录。"), valueName: "file"),
        completion: .file())
    var key: String?
}
