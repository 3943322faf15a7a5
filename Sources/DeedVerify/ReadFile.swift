internal import Glibc

/// The bytes of a file; `nil` where it cannot be read or is longer than any proof or entry.
func readFile(_ path: String) -> [UInt8]? {
    let longest = 1 << 20
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe read(file, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count >= 0 else { return nil }
        if count == 0 { return bytes }
        bytes += buffer[..<count]
        guard bytes.count <= longest else { return nil }
    }
}
