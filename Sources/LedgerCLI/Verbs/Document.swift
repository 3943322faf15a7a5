internal import ArgumentParser
internal import CanonicalJSON
internal import Ledger
internal import Proofs
internal import Storage

struct Document: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "document", abstract: tr("Tie files to entries by their digests.", "以摘要将文件与条目对应。"),
            discussion: tr(
                "The ledger never holds a document, only its SHA-256. A file that was changed by one byte is another document.",
                "账本不存文件，只存其 SHA-256。改动一个字节即为另一文件。"),
            subcommands: [DocumentDigest.self, DocumentFind.self])
    }

    /// SHA-256 of a whole file, in hex.
    static func digest(_ path: String) throws -> String {
        let bytes: [UInt8]
        do throws(StoreError) { bytes = try Files.read(path) } catch { throw LedgerError(.fileNotFound, [path, "\(error)"]) }
        var hasher = Hasher256()
        return hasher.digest(of: bytes.span).hex
    }
}

struct DocumentDigest: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(commandName: "digest", abstract: tr("Print a file's SHA-256.", "输出文件的 SHA-256。"))
    }

    @Argument(help: ArgumentHelp(tr("The file.", "文件。"), valueName: "file"), completion: .file())
    var file: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        let digest = try Document.digest(file)
        if common.json {
            var answer = JSONText()
            answer.put("digest", digest)
            answer.put("file", file)
            Output.standard.line(answer.text)
        } else {
            Output.standard.line(digest)
        }
        Output.standard.flush()
    }
}

struct DocumentFind: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "find", abstract: tr("List the entries that name a file.", "列出引用某文件的条目。"),
            discussion: tr(
                "Prints every entry whose data hold the file's SHA-256, verbatim with --json. Exit 3 where there is none.",
                "列出内容含该文件 SHA-256 的条目，--json 时原样输出。没有则退出码为 3。"))
    }

    @Argument(help: ArgumentHelp(tr("The file.", "文件。"), valueName: "file"), completion: .file())
    var file: String

    @OptionGroup var ledger: LedgerOption
    @OptionGroup var common: CommonOptions

    func run() throws {
        let digest = try Document.digest(file)
        let wanted = Array("\"\(digest)\"".utf8)
        var table = EntryTable()
        var count = 0
        try ledger.open().forEachEntry(LogQuery()) { index, line in
            guard let entry = try? parseEntryLine(line), Self.holds(line, entry.range(.data), wanted) else { return true }
            count += 1
            if common.json { Output.standard.line(line) } else { table.add(index, line) }
            return true
        }
        guard count > 0 else {
            throw LedgerError(.notFound, [tr("an entry that holds \(digest) (\(file))", "含 \(digest)（\(file)）的条目")])
        }
        if !common.json { Output.standard.raw(table.text) }
        Output.standard.flush()
    }

    /// Whether `wanted`, a quoted digest, stands as a value somewhere in `range`.
    private static func holds(_ line: Span<UInt8>, _ range: Range<Int>, _ wanted: [UInt8]) -> Bool {
        var i = range.lowerBound
        while i + wanted.count <= range.upperBound {
            if line[i] == 0x22 && matches(line, i, wanted) { return true }
            i += 1
        }
        return false
    }
}
