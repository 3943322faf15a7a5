internal import ArgumentParser
internal import Ledger
internal import Proofs
internal import Storage

struct Version: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(abstract: tr("Show versions of program, format and libraries.", "显示程序、格式与库的版本。"))
    }

    @OptionGroup var common: CommonOptions

    func run() throws {
        if common.json {
            var answer = JSONText()
            answer.put("deedlog", versionText)
            answer.put("format", Ledger.format)
            answer.put("lmdb", Environment.libraryVersion)
            answer.put("openssl", SecureRandom.libraryVersion)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line("deedlog \(versionText), format \(Ledger.format)")
            Output.standard.line(Environment.libraryVersion)
            Output.standard.line(SecureRandom.libraryVersion)
        }
        Output.standard.flush()
    }
}
