import CReference
import Glibc
import Ledger
import Proofs
import Storage

/// The same entries for both sides: draft texts for the ledger, finished lines for the C program, and a ledger made by each.
///
/// The lines are those that the ledger itself made of the drafts. The C program then makes a ledger of the lines, and the two
/// are compared row by row over all tables: both do the same work, or nothing is measured.
@safe final class Corpus {
    private var draftBytes: [UInt8] = []
    private var draftEnds: [Int] = [0]
    private(set) var isChinese: [Bool] = [false]
    /// Entry 0 and then one line per draft.
    let lines: UnsafeMutablePointer<cref_line>
    private let lineBytes: UnsafeMutablePointer<UInt8>
    let count: Int
    private(set) var streamOfEntry: [UInt32] = []
    /// Subjects of streams that have all their entries.
    private(set) var subjects: [String] = []
    private(set) var streamCount = 0
    let seed: UInt64
    let folder: ScratchFolder
    var ledgerPath: String { folder.path + "/ledger" }
    var referencePath: String { folder.path + "/reference" }

    init(_ options: Options, _ folder: ScratchFolder) throws {
        self.folder = folder
        seed = options.seed
        var workload = Workload(seed: seed, perStream: options.perStream, activeStreams: options.activeStreams)
        for _ in 0..<options.entries {
            isChinese.append(workload.append(to: &draftBytes))
            draftEnds.append(draftBytes.count)
        }
        count = options.entries + 1
        unsafe lines = .allocate(capacity: count)
        unsafe lines.initialize(repeating: cref_line(), count: count)

        let drafts = Drafts(draftBytes, draftEnds)
        _ = try appendDrafts(drafts, options.entries, batch: 10_000, to: folder.path + "/ledger", seed: seed)
        let made = Reference(opening: folder.path + "/ledger")
        unsafe lineBytes = made.export(lines, count)
        try findAttributes(options.perStream)
        try Files.createFolders(referencePath)
        let reference = Reference(creating: referencePath)
        _ = unsafe reference.append(lines, 1, batch: 1)
        _ = unsafe reference.append(lines + 1, count - 1, batch: 10_000)
        let differences = made.differences(from: reference)
        precondition(differences == 0, "\(differences) rows of the two ledgers differ")
    }

    deinit {
        unsafe lines.deallocate()
        unsafe free(lineBytes)
    }

    var drafts: Drafts { Drafts(draftBytes, draftEnds) }

    /// Lends the line of entry `index`.
    func withLine<R>(_ index: Int, _ body: (Span<UInt8>) throws -> R) rethrows -> R {
        try body(unsafe UnsafeBufferPointer(start: lines[index].bytes, count: Int(lines[index].count)).span)
    }

    var lineLengths: (least: Int, mean: Double, most: Int, total: Int) {
        var least = Int.max
        var most = 0
        var total = 0
        for k in 1..<count {
            let length = unsafe Int(lines[k].count)
            least = min(least, length)
            most = max(most, length)
            total += length
        }
        return (least, Double(total) / Double(count - 1), most, total)
    }

    /// Tells the C program what a parser would find, and which stream each entry is on.
    private func findAttributes(_ perStream: Int) throws {
        var numbers: [[UInt8]: UInt32] = [:]
        var counts: [Int] = []
        streamOfEntry.reserveCapacity(count)
        for k in 0..<count {
            let subject = try withLine(k) { line in
                let entry = try parseEntryLine(line)
                func place(_ attribute: Attribute) -> (UInt16, UInt16) {
                    (UInt16(entry.range(attribute).lowerBound), UInt16(entry.range(attribute).count))
                }
                unsafe lines[k].time = entry.timeMilliseconds
                unsafe (lines[k].subject, lines[k].subject_bytes) = place(.subject)
                unsafe (lines[k].key, lines[k].key_bytes) = place(.key)
                unsafe (lines[k].type, lines[k].type_bytes) = place(.type)
                return Array(copying: line.extracting(entry.range(.subject)))
            }
            let number = numbers[subject] ?? UInt32(counts.count)
            if Int(number) == counts.count {
                numbers[subject] = number
                counts.append(0)
            }
            counts[Int(number)] += 1
            streamOfEntry.append(number)
        }
        streamCount = counts.count
        subjects = numbers.filter { counts[Int($0.value)] == perStream }.sorted { $0.value < $1.value }
            .map { String(decoding: $0.key, as: UTF8.self) }
    }
}

/// Draft texts in one piece of memory.
struct Drafts: Sendable {
    let bytes: [UInt8]
    let ends: [Int]

    init(_ bytes: [UInt8], _ ends: [Int]) {
        self.bytes = bytes
        self.ends = ends
    }

    var count: Int { ends.count - 1 }
    subscript(_ number: Int) -> Range<Int> { ends[number]..<ends[number + 1] }
}
