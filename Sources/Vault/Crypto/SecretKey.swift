internal import COpenSSL
internal import Proofs

/// A key of 256 bits at one place in memory, wiped when nobody holds it any more. libcrypto: `OPENSSL_cleanse`.
///
/// Never copied into an array, never printed.
@safe public final class SecretKey: @unchecked Sendable {
    static let count = 32
    let bytes: UnsafeMutablePointer<UInt8>

    /// Filled by `body`, which gets 32 bytes of zeros.
    init(_ body: (UnsafeMutablePointer<UInt8>) throws -> Void) rethrows {
        unsafe bytes = .allocate(capacity: Self.count)
        unsafe bytes.initialize(repeating: 0, count: Self.count)
        try unsafe body(bytes)
    }

    deinit {
        unsafe OPENSSL_cleanse(bytes, Self.count)
        unsafe bytes.deallocate()
    }

    convenience init(_ digest: Digest) {
        unsafe self.init { bytes in
            digest.withSpan { digest in
                for k in 0..<Self.count { unsafe bytes[k] = digest[k] }
            }
        }
    }

    /// A fresh key. libcrypto: `RAND_priv_bytes`.
    public static func random() -> SecretKey {
        unsafe SecretKey { bytes in
            precondition(unsafe RAND_priv_bytes(bytes, Int32(count)) == 1, "RAND_priv_bytes failed")
        }
    }

    /// The key that 64 hex digits stand for, with line ends behind them; `nil` for anything else.
    public convenience init?(hex text: Span<UInt8>) {
        var end = text.count
        while end > 0, text[end - 1] == 0x0A || text[end - 1] == 0x0D { end -= 1 }
        guard end == 2 * Self.count else { return nil }
        var isHex = true
        unsafe self.init { bytes in
            for k in 0..<Self.count {
                guard let high = nibble(text[2 * k]), let low = nibble(text[2 * k + 1]) else {
                    isHex = false
                    return
                }
                unsafe bytes[k] = high << 4 | low
            }
        }
        if !isHex { return nil }
    }

    /// 64 hex digits and a line end: what the file of a master key holds. The caller wipes it.
    func hexLine() -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(2 * Self.count + 1)
        for k in 0..<Self.count {
            let byte = unsafe bytes[k]
            text.append(hexDigit(byte >> 4))
            text.append(hexDigit(byte & 0x0F))
        }
        text.append(0x0A)
        return text
    }

    func withSpan<R, E: Error>(_ body: (Span<UInt8>) throws(E) -> R) throws(E) -> R {
        try body(unsafe UnsafeBufferPointer(start: bytes, count: Self.count).span)
    }
}

private func nibble(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x57
    case 0x41...0x46: digit - 0x37
    default: nil
    }
}

private func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }
