/// The file `lines/size`: how many entries have their lines there, so that nobody takes lines for complete that a crash cut off.
struct LinesSize: Hashable {
    let size: UInt64

    init(size: UInt64) { self.size = size }

    /// - Returns: `nil` for anything but a decimal number and a line feed.
    init?(_ bytes: [UInt8]) {
        guard bytes.last == 0x0A, let text = String(validating: bytes.dropLast(), as: UTF8.self), let size = UInt64(text),
            String(size).utf8.elementsEqual(text.utf8)
        else { return nil }
        self.size = size
    }

    var bytes: [UInt8] { Array("\(size)\n".utf8) }
}
