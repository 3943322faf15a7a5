/// The DER of a value that libcrypto writes with a function of the `i2d_` kind.
func writeDER(_ write: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32) -> [UInt8] {
    let count = write(nil)
    precondition(count > 0, "libcrypto could not write a value that it holds")
    var out = [UInt8](repeating: 0, count: Int(count))
    unsafe out.withUnsafeMutableBufferPointer { buffer in
        var place = buffer.baseAddress
        precondition(unsafe write(&place) == count)
    }
    return out
}

/// Hands `der` to a function of libcrypto's `d2i_` kind.
///
/// - Returns: whether it took every byte; where it did not, nothing may be made of what it read.
func readDER(_ der: [UInt8], _ read: (UnsafeMutablePointer<UnsafePointer<UInt8>?>, Int) -> Void) -> Bool {
    unsafe der.withUnsafeBufferPointer { buffer in
        guard let start = buffer.baseAddress else { return false }
        var place: UnsafePointer<UInt8>? = unsafe start
        unsafe read(&place, buffer.count)
        return unsafe place == start + buffer.count
    }
}
