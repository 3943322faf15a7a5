internal import HomeSale
internal import Ledger
internal import Proofs
internal import Storage

/// `report.html` of a bag: for reading, in Chinese with English beside it. It follows from the lines and proves nothing by itself.
struct EvidenceReport {
    let state: EvidenceState
    /// The proved lines, as stored.
    let lines: [[UInt8]]
    let seal: Seal
    let key: VerifierKey
    let timestamp: TimestampToken?

    var html: String {
        let title = "存证报告 Evidence report: deal/\(state.deal)"
        return """
            <!DOCTYPE html>
            <html lang="zh-CN"><head><meta charset="utf-8"><title>\(escaped(title))</title>
            <style>\(Self.style)</style></head><body>
            <h1>\(escaped(title))</h1>
            <p>本报告由条目推导，供阅读；核验方法见 HOWTO.zh-CN.md。如有出入，以 proof/entries.jsonl 为准。<br>
            This report follows from the entries and is for reading; HOWTO.md says how to check them.</p>
            <h2>标识 Identification</h2>
            \(table([], identification))
            <h2>条目 Entries</h2>
            \(table(["序号 id", "登记时间 recorded (UTC)", "发生日 occurred", "事项 step", "登记人 actor", "证明方式 attestation", "SHA-256"], lines.map(row)))
            <h2>交易状态 State</h2>
            \(table(["项 field", "取值 value", "条目 entry", "登记人 actor"], state.fields.map(row)))
            <h2>环境 Environment</h2>
            \(table([], environment))
            </body></html>

            """
    }

    private static let style = """
        body{font:10pt "Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei","Microsoft YaHei",sans-serif;margin:2em}
        h1{font-size:16pt}h2{font-size:12pt;margin-top:1.5em}
        table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:2px 5px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
        @page{size:A4 landscape;margin:12mm}
        """

    private var identification: [[String]] {
        let checkpoint = state.checkpoint
        var rows = [
            ["交易 deal", state.deal], ["账本 ledger", checkpoint.origin], ["日志公钥 verifier key", key.text],
            ["检查点条数 size", String(checkpoint.size)], ["检查点根 root, SHA-256, RFC 6962", checkpoint.root.hex],
            ["封账条目 seal", String(seal.id)], ["封账截至 sealed size", String(seal.size)], ["封账根 seal root", seal.root.hex],
            ["条目数 entries", String(lines.count)],
        ]
        if let timestamp {
            rows.append(["可信时间戳 timestamp, RFC 3161", timestamp.time])
            rows.append(["时间戳机构 authority", "\(timestamp.authority), \(timestamp.policy), \(timestamp.serial)"])
        } else {
            rows.append(["可信时间戳 timestamp", "无 none"])
        }
        return rows
    }

    private var environment: [[String]] {
        [
            ["软件 software", "deedlog \(versionText), format \(Ledger.format)"],
            ["程序库 libraries", "\(Environment.libraryVersion), \(SecureRandom.libraryVersion)"],
            ["时钟 clock", "条目时间取自运营方时钟，不早于前一条；entry times are the operator's clock, never before the entry before"],
            ["算法 algorithms", "SHA-256, Ed25519, RFC 6962"],
        ]
    }

    private func row(_ line: [UInt8]) -> [String] {
        var hasher = Hasher256()
        let digest = hasher.digest(of: line.span).hex
        guard let entry = try? parseEntryLine(line.span) else { return ["?", "", "", "", "", "", digest] }
        func text(_ attribute: Attribute) -> String { attributeText(line.span, entry, attribute) }
        let type = text(.type)
        let title = EventName(rawValue: type).map { Catalogue.type(of: $0).title }
        return [
            String(entry.index), text(.time), text(.occurred), title.map { "\($0.chinese) \($0.english) (\(type))" } ?? type,
            "\(text(.actor)) (\(text(.role)))", text(.attestation), digest,
        ]
    }

    private func row(_ blame: DealHistory.Blame) -> [String] {
        [blame.field.path, blame.field.value.text, String(blame.step.fact.index), blame.step.fact.actor]
    }

    private func table(_ header: [String], _ rows: [[String]]) -> String {
        func cells(_ row: [String], _ tag: String) -> String {
            "<tr>" + row.map { "<\(tag)>\(escaped($0))</\(tag)>" }.joined() + "</tr>\n"
        }
        return "<table>\n" + (header.isEmpty ? "" : cells(header, "th")) + rows.map { cells($0, "td") }.joined() + "</table>"
    }

    private func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
