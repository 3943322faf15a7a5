internal import Ledger
internal import Storage

/// How a failure is said: what, where, why and the next step; with `--json` as one object on standard error.
enum Complaint {
    static func say(_ error: LedgerError, stored: Int? = nil) {
        if isJSON {
            Talk.sayAfterAnswers(json(error, stored: stored))
            return
        }
        let (what, next) = error.words
        var text = "deedlog: "
        if let line = error.line {
            text +=
                tr("line \(line)", "第 \(line) 行") + (error.offset.map { tr(", byte \($0)", "，第 \($0) 字节") } ?? "") + tr(": ", "：")
        }
        text += what + " [\(error.code.rawValue)]"
        if let stored { text += "\n  " + tr("\(stored) drafts of this input are durable.", "本次输入中已有 \(stored) 条持久保存。") }
        if !next.isEmpty { text += "\n  " + next }
        Talk.sayAfterAnswers(text)
    }

    /// What is said where the store's file is cut off or its pages contradict themselves.
    ///
    /// - Parameter answer: goes to standard output, for verbs that owe one.
    static func guardAgainstBrokenPages(answer: String? = nil) {
        let reason = tr("its file is cut off, or its pages contradict themselves", "文件被截断，或其页面自相矛盾")
        let error = LedgerError(.notAFormat, [tr("the store", "存储"), reason])
        let text = isJSON ? json(error) : "deedlog: \(error.words.what) [\(error.code.rawValue)]"
        MapGuard.install(status: error.code.exitStatus, message: text, answer: answer)
    }

    private static var isJSON: Bool { CommandLine.arguments.contains("--json") }

    /// `{"error":{"code","exit","message",…}}`
    static func json(_ error: LedgerError, stored: Int? = nil) -> String {
        var inner = JSONText()
        inner.put("code", error.code.rawValue)
        inner.put("exit", Int(error.code.exitStatus))
        let (what, next) = error.words
        // A rule's own words end with a full stop.
        let isEnded = what.hasSuffix(".") || what.hasSuffix("。")
        inner.put("message", next.isEmpty ? what : what + (isEnded ? tr(" ", "") : tr(". ", "。")) + next)
        if let line = error.line { inner.put("line", line) }
        if let offset = error.offset { inner.put("offset", offset) }
        if let stored { inner.put("stored", stored) }
        if let found = error.found {
            var there = JSONText()
            there.put("subject", found.subject)
            if let revision = found.revision {
                there.put("revision", UInt64(revision))
            } else if found.index == nil {
                there.putNull("revision")
            }
            if let index = found.index { there.put("index", index) }
            inner.put("found", there)
        }
        if let refusal = error.refusal {
            inner.put("rule", refusal.rule)
            inner.put("source", refusal.source)
            inner.put("rests", refusal.rests.map(String.init))
            inner.put("missing", refusal.missing)
            if let recorded = refusal.recorded { inner.put("refusal", recorded) }
            if refusal.isDropped { inner.put("dropped", true) }
        }
        var outer = JSONText()
        outer.put("error", inner)
        return outer.text
    }
}
