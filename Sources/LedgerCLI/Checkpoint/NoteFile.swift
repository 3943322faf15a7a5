internal import Ledger
internal import Proofs
internal import Storage

/// A checkpoint in a file: alone, or in a request to a witness, which proves more.
struct NoteFile {
    let path: String
    let note: SignedNote
    let checkpoint: Checkpoint
    /// `nil` where the file holds a checkpoint alone.
    let request: AddCheckpointRequest?

    /// - Throws: ``LedgerError`` `fileNotFound`, `noteUnreadable`.
    init(_ path: String) throws {
        let bytes = try readWhole(path)
        request = AddCheckpointRequest(bytes)
        guard let note = request?.note ?? String(validating: bytes, as: UTF8.self).flatMap({ SignedNote($0) }),
            let checkpoint = Checkpoint(body: note.body)
        else { throw LedgerError(.noteUnreadable, [path]) }
        (self.path, self.note, self.checkpoint) = (path, note, checkpoint)
    }
}

/// A file from outside, of at most a mebibyte: no note, request or policy is longer.
///
/// - Throws: ``LedgerError`` `fileNotFound`.
func readWhole(_ path: String) throws -> [UInt8] {
    do throws(StoreError) {
        if let bytes = try Files.read(path, longest: 1 << 20) { return bytes }
    } catch {
        throw LedgerError(.fileNotFound, [path, "\(error)"])
    }
    throw LedgerError(.fileNotFound, [path, tr("no such file", "没有此文件")])
}

/// Seconds since 1970 as an instant, as far as there are years for it: whoever signs may claim any.
func instant(ofSeconds seconds: UInt64) -> String {
    let last: UInt64 = 253_402_300_799
    return seconds <= last ? CivilTime.text(ofMilliseconds: Int64(seconds) * 1000) : tr("after the year 9999", "9999 年之后")
}

/// Seconds since 1970.
func nowSeconds() -> UInt64 { UInt64(max(0, Surroundings.system.wallMilliseconds() / 1000)) }
