import Foundation
import HomeSale

/// The package's folder, from the place of this file.
let packageFolder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// Where the real sources lie beside the package, or `nil`.
let sourcesFolder: URL? = {
    let folder = packageFolder.deletingLastPathComponent().appendingPathComponent("shared/data")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

func readMap(_ name: String) throws -> ObservationMap {
    let url = packageFolder.appendingPathComponent("fixtures/maps/\(name).json")
    return try ObservationMap(json: [UInt8](Data(contentsOf: url)))
}

/// The file's bytes in UTF-8: unpacked where it ends in `.gz`, transcoded where the map says GB18030.
func readSource(_ url: URL, _ encoding: ObservationMap.Encoding) throws -> [UInt8] {
    if url.pathExtension == "gz" { return try output(of: "gunzip", ["-c", url.path]) }
    if encoding == .gb18030 { return try output(of: "iconv", ["-f", "GB18030", "-t", "UTF-8", url.path]) }
    return [UInt8](try Data(contentsOf: url))
}

private func output(of tool: String, _ arguments: [String]) throws -> [UInt8] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [tool] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
    return [UInt8](data)
}

/// What an import of one file into an empty ledger counts.
struct Tally: Hashable {
    var rows = 0, accepted = 0, duplicates = 0, twice = 0
    var rejected: [RowRejection.Code: Int] = [:]

    var entries: Int { accepted - duplicates }
}

/// Reads a file in chunks of `chunkBytes` and counts as an import does; `inspect` sees each reading.
func tally(
    _ map: ObservationMap, _ bytes: [UInt8], chunkBytes: Int = 65_536, _ inspect: (ObservationReading) -> Void = { _ in }
) throws -> Tally {
    var result = Tally()
    var keys: Set<String> = []
    var identities: Set<String> = []
    var reader = ObservationReader(map: map, observedOn: map.observedOn ?? CivilDate("2024-01-01")!)
    let each: (ObservationReading) -> Void = { reading in
        result.rows += 1
        inspect(reading)
        switch reading {
        case .rejected(let rejection): result.rejected[rejection.code, default: 0] += 1
        case .observation(let observation):
            result.accepted += 1
            if !keys.insert(observation.key).inserted {
                result.duplicates += 1
            } else if !identities.insert(observation.subjectIdentity).inserted {
                result.twice += 1
            }
        }
    }
    var start = 0
    while start < bytes.count {
        let end = min(start + chunkBytes, bytes.count)
        try reader.feed(bytes.span.extracting(start..<end), each)
        start = end
    }
    try reader.finish(each)
    return result
}

/// A small generator, so that a failure names the seed to rerun. Splitmix64.
struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
