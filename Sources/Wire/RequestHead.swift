/// The first lines of a request, up to the empty one: method, target, and of the headers what decides how to read on. RFC 9112.
///
/// Strict where leniency lets two readers see two requests: lines end in CR LF, no folding, one length, no transfer coding.
struct RequestHead: Hashable, Sendable {
    let method: String
    let path: String
    /// Bytes of the body.
    let bodyCount: Int
    let keepsOpen: Bool
    /// The client waits to be told that it may send the body.
    let asksToContinue: Bool

    static let longestHead = 16 << 10
    private static let mostHeaders = 64

    /// - Parameter bytes: the lines with their ends, without the empty one.
    /// - Throws: the reply that refuses the request.
    init(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
        var lines = try Self.lines(bytes)[...]
        guard let first = lines.popFirst() else { throw Refusal(400, "no request line") }
        let words = first.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, words[0].allSatisfy({ (0x41...0x5A).contains($0) }), words[0].count <= 16,
            words[1].first == 0x2F, words[1].allSatisfy({ (0x21...0x7E).contains($0) })
        else { throw Refusal(400, "malformed request line") }
        let version = words[2]
        guard version.elementsEqual("HTTP/1.1".utf8) || version.elementsEqual("HTTP/1.0".utf8) else {
            throw Refusal(version.starts(with: "HTTP/".utf8) ? 505 : 400, "HTTP/1.1, please")
        }
        let isNew = version.last == 0x31
        var hosts = 0, keeps = isNew, continues = false
        var count: Int?
        guard lines.count <= Self.mostHeaders else { throw Refusal(431, "too many headers") }
        for line in lines {
            let (name, value) = try Self.header(line)
            switch name {
            case "host": hosts += 1
            case "content-length":
                guard count == nil, value.count <= 12, !value.isEmpty, value.allSatisfy({ (0x30...0x39).contains($0) }),
                    let number = Int(Self.text(value))
                else { throw Refusal(400, "malformed Content-Length") }
                count = number
            case "transfer-encoding": throw Refusal(501, "no transfer coding, please: Content-Length")
            case "connection":
                let words = Self.text(value).lowercased()
                if words.contains("close") { keeps = false } else if words.contains("keep-alive") { keeps = true }
            case "expect": continues = Self.text(value).lowercased() == "100-continue"
            default: break
            }
        }
        guard hosts == 1 || !isNew && hosts == 0 else { throw Refusal(400, "one Host, please") }
        method = Self.text(words[0])
        guard count != nil || method != "POST" && method != "PUT" else { throw Refusal(411, "Content-Length, please") }
        path = Self.text(words[1].prefix { $0 != 0x3F })
        (bodyCount, keepsOpen, asksToContinue) = (count ?? 0, keeps, continues)
    }

    /// Why a request is not read on; the connection ends with it.
    struct Refusal: Error, Hashable, Sendable {
        let status: Int
        let reason: String

        init(_ status: Int, _ reason: String) { (self.status, self.reason) = (status, reason) }

        var reply: WireReply { WireReply(status: status, reason + "\n") }
    }

    private static func lines(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var rest = bytes
        while let feed = rest.firstIndex(of: 0x0A) {
            guard feed > rest.startIndex, rest[feed - 1] == 0x0D else { throw Refusal(400, "lines end in CR LF") }
            lines.append(rest[..<(feed - 1)])
            rest = rest[(feed + 1)...]
        }
        guard rest.isEmpty else { throw Refusal(400, "lines end in CR LF") }
        return lines
    }

    private static func header(_ line: ArraySlice<UInt8>) throws(Refusal) -> (name: String, value: ArraySlice<UInt8>) {
        guard let colon = line.firstIndex(of: 0x3A), colon > line.startIndex, line[..<colon].allSatisfy(isTokenByte) else {
            throw Refusal(400, "malformed header")
        }
        var value = line[(colon + 1)...]
        while let first = value.first, first == 0x20 || first == 0x09 { value.removeFirst() }
        while let last = value.last, last == 0x20 || last == 0x09 { value.removeLast() }
        guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else { throw Refusal(400, "malformed header") }
        return (text(line[..<colon]).lowercased(), value)
    }

    /// RFC 9110 section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
