import Foundation
import Testing

@testable import HomeSale

private struct Source: Sendable {
    let map: String, file: String
    let tally: Tally
}

private func source(
    _ map: String, _ file: String, _ rows: Int, _ duplicates: Int, _ twice: Int, _ rejected: [RowRejection.Code: Int] = [:]
) -> Source {
    let accepted = rows - rejected.values.reduce(0, +)
    return Source(
        map: map, file: file,
        tally: Tally(rows: rows, accepted: accepted, duplicates: duplicates, twice: twice, rejected: rejected))
}

private let sources = [
    source("ningbo-lianjia-2023", "ningbo-lianjia-2023/listings.csv", 2_268, 135, 2),
    source("beijing-lianjia-sold-2016", "beijing-lianjia-sold-2016/sold.csv.gz", 11_059, 0, 0),
    source("shanghai-lianjia-2022", "shanghai-lianjia-2022/listings.csv.gz", 13_354, 874, 281),
    source("shanghai-lianjia-2022.huangpu", "shanghai-lianjia-2022/raw/huangpu.gb18030.csv", 107, 21, 0),
    source("hangzhou-shanghai-sold-2016", "hangzhou-shanghai-sold-2016/sh_lianjia_chengjiao_20161021.jsonl", 90, 0, 0),
    source(
        "beijing-listings-2018-2021.lianjia-2018", "beijing-listings-2018-2021/lianjia-2018.csv.gz", 18_940, 974, 0,
        [.cellUnreadable: 15]),
    source(
        "beijing-listings-2018-2021.lianjia-2021", "beijing-listings-2018-2021/lianjia-2021.csv.gz", 27_216, 0, 42,
        [.headerRepeated: 1]),
    source(
        "beijing-lianjia-sold-2010-2018-sample", "beijing-lianjia-sold-2010-2018-sample/sold-coded.csv.gz", 25_327, 0, 0,
        [.cellMissing: 7]),
]

@Test(
    "the real sources give their counts, and the privacy guard finds nobody in them", .enabled(if: sourcesFolder != nil),
    arguments: sources)
private func realSource(source: Source) throws {
    let map = try readMap(source.map)
    let bytes = try readSource(try #require(sourcesFolder).appendingPathComponent(source.file), map.encoding)
    var withoutYear = 0
    var hits = 0
    let found = try tally(map, bytes) { reading in
        guard case .observation(let observation) = reading else { return }
        if observation.fields[.builtYear] == nil { withoutYear += 1 }
        if String(decoding: observation.data, as: UTF8.self).contains("{\"length\":") { hits += 1 }
    }
    #expect(found == source.tally)
    #expect(hits == 0)
    if source.map == "shanghai-lianjia-2022" { #expect(withoutYear == 530) }
}
