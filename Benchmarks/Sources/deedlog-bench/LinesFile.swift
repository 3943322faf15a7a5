import Foundation
import Ledger

/// Writes what is stored, a line an entry, as `deedlog log` prints it.
func writeLines(of ledger: Ledger, to path: String) throws {
    guard FileManager.default.createFile(atPath: path, contents: nil), let file = FileHandle(forWritingAtPath: path) else {
        throw UsageError(text: "\(path) cannot be written")
    }
    var bytes: [UInt8] = []
    try ledger.forEachEntry(LogQuery()) { _, line in
        for place in line.indices { bytes.append(line[place]) }
        bytes.append(0x0A)
        if bytes.count > 1 << 20 {
            try file.write(contentsOf: Data(bytes))
            bytes.removeAll(keepingCapacity: true)
        }
        return true
    }
    try file.write(contentsOf: Data(bytes))
    try file.close()
}
