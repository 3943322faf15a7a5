internal import COpenSSL

/// Overwrites `bytes` with zeros, and the compiler may not leave that out; it stays as long as it was.
///
/// Only this copy goes: hand no secret to anything that keeps another. libcrypto: `OPENSSL_cleanse`.
public func wipe(_ bytes: inout [UInt8]) {
    unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
}
