/// SplitMix64: the same numbers for the same seed on any machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Drafts of deals: many streams at once, keys stated, 30% with Chinese text. They become lines of 500 to 750 bytes.
struct Workload {
    private var random: SeededRandom
    private let perStream: Int
    private var streams: [(serial: Int, count: Int)]
    private var serials: Int
    private var number = 0

    static let types = [
        "deal.offerStated", "deal.offerTaken", "deal.depositPaid", "deal.loanGranted", "deal.taxDeclared", "deal.taxAssessed",
        "deal.priceAgreed", "deal.listingSeen", "deal.escrowOpened", "deal.escrowFilled", "deal.titleChecked", "deal.keysHanded",
    ]
    private static let chinese = Array("买卖双方约定金首付款资监管过户登记税费贷银行房屋面积楼层朝向交钥匙").map { Array(String($0).utf8) }
    private static let words = [
        "escrow", "deposit", "notary", "balance", "register", "mortgage", "floor", "survey", "tax", "keys",
    ]

    init(seed: UInt64, perStream: Int, activeStreams: Int) {
        random = SeededRandom(seed)
        self.perStream = perStream
        streams = (0..<activeStreams).map { ($0, 0) }
        serials = activeStreams
    }

    /// Appends the next draft to `out`.
    ///
    /// - Parameter sorted: `data` in canonical form; otherwise its members are in another order, with spaces.
    /// - Returns: whether it has Chinese text.
    mutating func append(to out: inout [UInt8], sorted: Bool = true) -> Bool {
        let slot = Int(random.next() % UInt64(streams.count))
        let serial = streams[slot].serial
        streams[slot].count += 1
        if streams[slot].count == perStream {
            streams[slot] = (serials, 0)
            serials += 1
        }
        let isChinese = random.next() % 10 < 3
        let actor = padded(Int(random.next() % 400), 4)
        let key = padded(number, 12) + hex(random.next())
        let type = Self.types[Int(random.next() % 12)]
        number += 1
        out.append(contentsOf: "{\"actor\":\"broker-\(actor)\",\"attestation\":\"direct\",\"data\":".utf8)
        appendData(isChinese, sorted, &out)
        out.append(contentsOf: ",\"key\":\"\(key)\",\"occurred\":\"2026-02-27\",\"role\":\"broker\",".utf8)
        out.append(contentsOf: "\"subject\":\"deal/NB2026-\(padded(serial, 8))\",\"type\":\"\(type)\"}".utf8)
        return isChinese
    }

    /// An object of 60 to 300 bytes; of 220 to 300 where it holds Chinese, so that this is 30% of the line's bytes.
    private mutating func appendData(_ isChinese: Bool, _ sorted: Bool, _ out: inout [UInt8]) {
        let wanted = isChinese ? 220 + Int(random.next() % 81) : 62 + Int(random.next() % 239)
        let amount = 100_000_000 + Int(random.next() % 900_000_000)
        let isLong = wanted >= 140 && !isChinese
        let parties = [random.next(), random.next()].map { "\"party-\(padded(Int($0 % 9000), 4))\"" }.joined(separator: ",")
        let fixed = isLong ? 92 : 40
        var note: [UInt8] = []
        while note.count < wanted - fixed {
            let left = wanted - fixed - note.count
            if isChinese && left >= 3 {
                note += Self.chinese[Int(random.next() % UInt64(Self.chinese.count))]
            } else {
                note += Array(Self.words[Int(random.next() % 10)].utf8.prefix(left))
                if note.count < wanted - fixed { note.append(0x20) }
            }
        }
        let text = String(decoding: note, as: UTF8.self)
        let step = random.next() % 10
        var members = ["\"amountFen\":\(amount)"]
        if isLong { members.append("\"final\":false") }
        members.append("\"note\":\"\(text)\"")
        if isLong { members.append("\"parties\":[\(parties)]") }
        members.append("\"step\":\(step)")
        let object = sorted ? members.joined(separator: ",") : members.reversed().joined(separator: ", ")
        out.append(contentsOf: "{\(object)}".utf8)
    }

    private func padded(_ value: Int, _ digits: Int) -> String {
        let text = String(value)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }

    private func hex(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.utf8.count) + text
    }
}
