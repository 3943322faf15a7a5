internal import CanonicalJSON
internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage
internal import Vault

/// Everything held about a person, in files that anybody can read: lines of the log as they are stored, values with what proves them.
/// 个人信息保护法 45.
struct PartyFolder {
    struct Counts {
        var entries = 0, values = 0, unopened = 0, consents = 0, accesses = 0
    }

    let path: String
    let ledger: Ledger
    let record: PartyRecord

    /// - Throws: ``LedgerError`` `folderNotEmpty`, `valueBroken`, `inputOutput`.
    func write(_ vault: Vault?) throws -> Counts {
        if Files.exists(path), (try? Files.names(path))?.isEmpty != true { throw LedgerError(.folderNotEmpty, [path]) }
        var counts = Counts()
        // Before anything is written: what does not fit ends it.
        var values = try values(vault, &counts)
        defer { wipe(&values) }
        let entries = try lines(record.indexes)
        let accesses = try lines(accesses())
        let consents = try consents()
        counts.entries = record.indexes.count
        counts.accesses = accesses.lazy.filter { $0 == 0x0A }.count
        counts.consents = consents.count
        do throws(StoreError) {
            try Files.createFolders(path)
            try Files.create(path + "/entries.jsonl", entries)
            try Files.create(path + "/values.jsonl", values)
            try Files.create(path + "/consents.jsonl", consents.flatMap { $0 + [0x0A] })
            try Files.create(path + "/accesses.jsonl", accesses)
            try Files.create(path + "/INDEX.md", Array(index(counts).utf8))
        } catch {
            throw LedgerError(wrapping: error, path)
        }
        return counts
    }

    private func lines(_ indexes: [UInt64]) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for index in indexes {
            guard let line = try ledger.line(index) else { throw LedgerError(.storedRowBroken, ["entries", String(index)]) }
            bytes += line + [0x0A]
        }
        return bytes
    }

    /// One object a commitment, by index; what no longer opens says so.
    private func values(_ vault: Vault?, _ counts: inout Counts) throws -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, value) in record.values {
            let opened = try vault?.open(value) ?? .missing
            if case .value = opened { counts.values += 1 } else { counts.unopened += 1 }
            bytes += JSONWriter.object { writer in
                writer.member("commitment", value.commitment.hex)
                writer.member("entry", String(index))
                writer.member("info", json: value.info)
                if case .value(_, let opening) = opened { writer.member("opening", opening.hex) }
                writer.member("pointer", value.pointer)
                switch opened {
                case .value(let text, _):
                    writer.member("state", "open")
                    writer.member("value", json: text)
                case .erased: writer.member("state", "erased")
                case .missing: writer.member("state", "missing")
                }
            }
            bytes.append(0x0A)
        }
        return bytes
    }

    private func consents() throws -> [[UInt8]] {
        let state = try ledger.withReader { try $0.facts(of: .party, record.party) }
            .reduce(into: PartyState(id: record.party)) { $0.apply($1) }
        return state.consents.map { consent in
            JSONWriter.object { writer in
                writer.member("entry", String(consent.mark.index))
                writer.member("fields", consent.fields)
                if let from = consent.from { writer.member("from", "\(from)") }
                writer.member("purpose", consent.purpose)
                writer.member("recipients", consent.recipients)
                writer.member("separateConsent", consent.isSeparate)
                if let until = consent.until { writer.member("until", "\(until)") }
                if let withdrawn = consent.withdrawn { writer.member("withdrawnOn", "\(withdrawn.on)") }
            }
        }
    }

    /// Who asked for the person's data, with the answer.
    private func accesses() throws -> [UInt64] {
        var indexes: [UInt64] = []
        let subject = Array("access/\(record.party)".utf8)
        _ = try ledger.forEachLine(of: subject.span) { index, _ in indexes.append(index) }
        return indexes
    }

    private func index(_ counts: Counts) -> String {
        let rows = [
            ("entries.jsonl", counts.entries, tr("lines of the log that name you, as they are stored", "日志中提及您的各行，原样")),
            (
                "values.jsonl", counts.values + counts.unopened,
                tr("your values, each with its commitment and opening", "您的原值，附承诺值与开启值")
            ),
            ("consents.jsonl", counts.consents, tr("what you consented to, and until when", "您同意的事项与期限")),
            ("accesses.jsonl", counts.accesses, tr("who asked for your data, and was answered how", "谁查阅过您的信息及答复")),
        ]
        var text = tr(
            "# What \(ledger.origin) holds about \(record.party)\n\n", "# \(ledger.origin) 所持有的 \(record.party) 的信息\n\n")
        text += tr("| file | lines | what |\n|---|---|---|\n", "| 文件 | 行数 | 内容 |\n|---|---|---|\n")
        for row in rows { text += "| \(row.0) | \(row.1) | \(row.2) |\n" }
        text += tr(
            """

            Each line is one JSON object. A value fits its commitment where this prints it, VALUE being the value as it stands, quotes included:

                printf %s 'VALUE' | openssl dgst -sha256 -mac HMAC -macopt hexkey:OPENING

            The commitment stands in the entry of that number, at the pointer. Keep this folder to yourself: whoever has an opening can show
            what was committed to.
            To correct something, ask for an entry that corrects it; the old one stays readable to nobody but those entitled. To erase it, ask
            for `deedlog party erase`; what the law has kept is kept until the day that the answer names.

            """,
            """

            每行为一个 JSON 对象。下列命令若输出其承诺值，即说明原值相符；VALUE 为原值原样，含引号：

                printf %s 'VALUE' | openssl dgst -sha256 -mac HMAC -macopt hexkey:OPENING

            承诺值位于该序号条目的所示指针处。请自行妥善保管本目录：持有开启值者即可证明所承诺的内容。
            如需更正，请要求登记更正条目；如需删除，请要求执行 `deedlog party erase`，法定须保存的保存至答复所载之日。

            """)
        return text
    }
}
