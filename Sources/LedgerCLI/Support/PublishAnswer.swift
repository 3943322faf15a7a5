internal import Ledger
internal import Proofs

/// `checkpoint --publish`: writes the tree and says what was done.
func publishTree(_ ledger: Ledger, _ note: SignedNote, to folder: String, withLines: Bool, isJSON: Bool) throws {
    let progress = Progress(total: Checkpoint(body: note.body)?.size, unit: tr("entries", "条"))
    let report = try ledger.publish(note, to: folder, withLines: withLines, state: .ofUser(), progress: { progress.show($0) })
    progress.end()
    if isJSON {
        var answer = JSONText()
        answer.put("origin", report.checkpoint.origin)
        answer.put("size", report.checkpoint.size)
        answer.put("root", report.checkpoint.root.hex)
        answer.put("before", report.sizeBefore)
        answer.put("lines", report.lines)
        answer.put("files", report.files)
        answer.put("bytes", report.bytes)
        answer.put("folder", folder)
        Output.standard.line(answer.text)
    } else {
        let size = grouped(report.checkpoint.size), new = grouped(report.checkpoint.size - report.sizeBefore)
        let files = grouped(UInt64(report.files)), lines = grouped(report.lines)
        Output.standard.line(
            tr(
                "published \(size) entries, \(new) new, in \(files) files: \(folder)",
                "已发布    共 \(size) 条，新增 \(new) 条，写入 \(files) 个文件：\(folder)"))
        if report.lines > 0 { Output.standard.line(tr("lines     of \(lines) entries", "各行      共 \(lines) 条")) }
    }
    Output.standard.flush()
}
