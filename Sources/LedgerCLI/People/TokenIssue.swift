internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

struct TokenIssue: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "issue", abstract: tr("Issue a token; it is shown once.", "签发令牌；仅显示一次。"),
            discussion: tr(
                "Printed on standard output, or with -o written to a new file that only its owner may read. Whoever loses it gets another.",
                "输出到标准输出，或用 -o 写入仅所有者可读的新文件。遗失则另行签发。"))
    }

    @Option(
        name: .long, help: ArgumentHelp(tr("The program: the name that consents give.", "程序名称：同意中所列接收方。"), valueName: "actor"))
    var holder: String
    @Option(name: .long, help: ArgumentHelp(tr("As what it asks.", "角色。")))
    var role: Role
    @Option(name: .long, help: ArgumentHelp(tr("What for; may be given several times.", "目的；可多次给出。")))
    var purpose: [Purpose]
    @Option(
        name: .long,
        help: ArgumentHelp(
            tr("Whose data; may be given several times, everybody's if absent.", "当事人；可多次给出，缺省为全部。"), valueName: "id"))
    var party: [String] = []
    @Option(name: .long, help: ArgumentHelp(tr("First day; today if absent.", "起始日；缺省为今日。"), valueName: "date"))
    var from: String?
    @Option(
        name: .long, help: ArgumentHelp(tr("Last day, at most 366 days after the first.", "截止日，距起始日至多 366 天。"), valueName: "date")
    )
    var until: String
    @Option(
        name: .shortAndLong, help: ArgumentHelp(tr("A file that is made, mode 0600.", "新建的文件，权限 0600。"), valueName: "file"),
        completion: .file())
    var output: String?
    @Option(
        name: .long, help: ArgumentHelp(tr("Who runs it; where actors sign, --sign-as says it.", "执行人；须签名的账本由 --sign-as 表明。")))
    var actor = "operator"
    @OptionGroup var signing: SigningOptions
    @OptionGroup var writer: WriterOptions
    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    /// A token that nobody misses is found out of use within a year.
    private static let longestDays: Int32 = 366

    func run() throws {
        let first = try from.map(ClerkSource.date) ?? today(), last = try ClerkSource.date(until)
        guard first <= last, last.dayNumber - first.dayNumber <= Self.longestDays else {
            throw LedgerError(.usage, [tr("--until: from the first day up to 366 days later", "--until：自起始日起至多 366 天")])
        }
        for one in purpose where !AccessMatrix.house.rows.contains(where: { $0.role == role && $0.purpose == one }) {
            throw LedgerError(
                .usage,
                [
                    tr(
                        "the matrix gives \(role.rawValue) nothing for \(one.rawValue)",
                        "矩阵未就 \(one.rawValue) 授予 \(role.rawValue) 任何权限")
                ])
        }
        let (ledger, log, _, _) = try writer.open(ledger.folder())
        defer { log.close() }
        let signer = try signing.signer(ledger)
        var text = AccessToken.freshText()
        defer { wipe(&text) }
        guard let digest = AccessToken.digest(of: text) else { throw LedgerError(.unexpected, ["token"]) }
        let parties = party.isEmpty ? nil : party.map { ClerkSource.name($0, of: "party") }
        let token = AccessToken(
            digest: digest, holder: holder, role: role, purposes: purpose, parties: parties, from: first, until: last)
        try keep(text) {
            let entry = OwnEntry(
                subject: token.subject, type: AccessToken.issuedType, key: token.issuedKey, data: token.issuedData,
                actor: signer?.actor ?? actor)
            try OwnEntryWriter(writer: log, signer: signer).append([entry])
        }
        answer(token, text)
    }

    /// A file is there before the entry is, so that no token is issued that nobody has; without the entry it goes again.
    private func keep(_ text: [UInt8], _ issue: () throws -> Void) throws {
        guard let output else { return try issue() }
        var line = text + [0x0A]
        defer { wipe(&line) }
        if Files.exists(output) { throw LedgerError(.outputExists, [output]) }
        do throws(StoreError) { try Files.create(output, line) } catch { throw LedgerError(wrapping: error, output) }
        do { try issue() } catch {
            do throws(StoreError) { try Files.remove(output) } catch {
                Talk.say(tr("\(output) holds a token that was not issued: remove it", "\(output) 中的令牌未被签发，请删除"))
            }
            throw error
        }
    }

    private func answer(_ token: AccessToken, _ text: [UInt8]) {
        if common.json {
            var one = JSONText()
            one.put("id", token.id)
            one.put("digest", token.digest.hex)
            one.put("from", "\(token.from)")
            one.put("until", "\(token.until)")
            if let output { one.put("file", output) } else { one.put("token", String(decoding: text, as: UTF8.self)) }
            Output.standard.line(one.text)
        } else {
            Talk.note(
                tr(
                    "token \(token.id) for \(token.holder), \(token.from) to \(token.until)",
                    "令牌 \(token.id)，持有者 \(token.holder)，\(token.from) 至 \(token.until)")
            )
            if output == nil { Output.standard.line(text.span) }
        }
        Output.standard.flush()
    }
}
