internal import ArgumentParser
internal import Glibc
internal import Ledger

/// The command line: `deedlog VERB …`. One file per verb; what fails is said in one form. DESIGN.md section 7.
@main
struct Deedlog: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "deedlog",
            abstract: tr("An event-sourced ledger for second-hand home sales.", "存量房交易的事件日志账本。"),
            discussion: tr(
                """
                Every step of a deal is one entry in an append-only, SHA-256-chained log that anybody can verify offline.
                Begin with:
                  deedlog init --ledger DIR --origin example.cn/city
                  echo '{"subject":"ext/a","type":"ext.note","data":{}}' | deedlog append --ledger DIR
                  deedlog log --ledger DIR --table
                  deedlog verify --ledger DIR
                """,
                """
                交易的每一步都是只可追加、以 SHA-256 相连的日志中的一条，任何人都可离线核验。
                开始使用：
                  deedlog init --ledger 目录 --origin example.cn/city
                  echo '{"subject":"ext/a","type":"ext.note","data":{}}' | deedlog append --ledger 目录
                  deedlog log --ledger 目录 --table
                  deedlog verify --ledger 目录
                """),
            version: versionText,
            subcommands: [
                Init.self, Append.self, Log.self, Show.self, HeadVerb.self, Verify.self, CheckpointVerb.self, SealVerb.self,
                ProveVerb.self, KeyVerb.self, ActorVerb.self, PolicyVerb.self, SealDraft.self, Succeed.self, TimestampVerb.self,
                SM3Verb.self, EvidenceVerb.self, FollowVerb.self,
                MonitorVerb.self, Import.self,
                Rehearse.self, Stats.self, Doctor.self, Version.self, Deal.self, Listing.self, Loan.self, Escrow.self,
                AgendaVerb.self, RiskVerb.self, ClaimsVerb.self, ComparablesVerb.self, ActorsVerb.self, ProjectionVerb.self,
                ExportVerb.self,
                Explain.self,
                AccessVerb.self, TokenVerb.self,
                DraftVerb.self, Document.self, Tick.self, ScenarioVerb.self,
                WitnessVerb.self, VaultVerb.self, PartyVerb.self,
            ])
    }

    static func main() {
        // A reader that went away is an end, not a crash.
        signal(SIGPIPE, SIG_IGN)
        umask(0o077)
        Complaint.guardAgainstBrokenPages()
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch {
            leave(error)
        }
    }

    /// Says what went wrong and ends with its exit code.
    private static func leave(_ error: any Error) -> Never {
        Output.standard.flush()
        if let exit = error as? ExitCode { Glibc.exit(exit.rawValue) }
        let status = Deedlog.exitCode(for: error).rawValue
        if let failure = error as? LedgerError {
            Complaint.say(failure)
            Glibc.exit(failure.code.exitStatus)
        }
        if isUsage(error), CommandLine.arguments.contains("--json"), status != 0 {
            Complaint.say(LedgerError(.usage, [Deedlog.message(for: error)]))
            Glibc.exit(64)
        }
        if isUsage(error), status != 0, Language.current == .chinese {
            Talk.say(inChinese(Deedlog.fullMessage(for: error)))
            Glibc.exit(64)
        }
        if isUsage(error) || status == 0 { Deedlog.exit(withError: error) }
        Complaint.say(LedgerError(wrapping: error, ""))
        Glibc.exit(LedgerError(wrapping: error, "").code.exitStatus)
    }

    /// The parser speaks English only; what frames a complaint is said in Chinese.
    private static func inChinese(_ message: String) -> String {
        message.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            for (english, chinese) in [("Error: ", "错误："), ("Usage: ", "用法：")] where line.hasPrefix(english) {
                return chinese + line.dropFirst(english.count)
            }
            let (start, end) = ("  See '", "' for more information.")
            guard line.hasPrefix(start), line.hasSuffix(end) else { return String(line) }
            return "  详见 `\(line.dropFirst(start.count).dropLast(end.count))`。"
        }.joined(separator: "\n")
    }

    private static func isUsage(_ error: any Error) -> Bool {
        Deedlog.exitCode(for: error) == .validationFailure || error is CleanExit || error is ValidationError
    }
}

let versionText = "0.1.0"
