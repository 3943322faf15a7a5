internal import COpenSSL

/// A hash of 256 bits on one reused context, with the prefixes that DESIGN.md section 3 gives each kind of digest.
///
/// SHA-256 wherever nothing else is said. Not Sendable: one per thread. The algorithm is fetched once; a look-up per digest costs more than hashing a node.
/// libcrypto: `EVP_DigestInit_ex2`, `EVP_DigestUpdate`, `EVP_DigestFinal_ex`.
@safe public struct Hasher256: ~Copyable {
    public enum Algorithm: String, CaseIterable, Hashable, Sendable {
        /// FIPS 180-4.
        case sha256
        /// GB/T 32905: for the second root only.
        case sm3
    }

    private let context: OpaquePointer
    private let algorithm: OpaquePointer

    public init(_ algorithm: Algorithm = .sha256) {
        let name = algorithm == .sha256 ? "SHA256" : "SM3"
        unsafe (context, self.algorithm) = (EVP_MD_CTX_new()!, EVP_MD_fetch(nil, name, nil)!)
    }

    deinit {
        unsafe EVP_MD_CTX_free(context)
        unsafe EVP_MD_free(algorithm)
    }

    /// SHA-256 of `text`: of a stored line, its entry digest.
    @inline(__always)
    public mutating func digest(of text: Span<UInt8>) -> Digest {
        unsafe text.withUnsafeBufferPointer { unsafe digest($0.baseAddress, $0.count) }
    }

    /// SHA-256 of three pieces, one behind the other.
    public mutating func digest(of first: Span<UInt8>, _ second: Span<UInt8>, _ third: Span<UInt8>) -> Digest {
        unsafe expect(EVP_DigestInit_ex2(context, algorithm, nil))
        update(first)
        update(second)
        update(third)
        return finish()
    }

    private mutating func update(_ piece: Span<UInt8>) {
        unsafe piece.withUnsafeBufferPointer { unsafe expect(EVP_DigestUpdate(context, $0.baseAddress, $0.count)) }
    }

    /// SHA-256(0x00 ‖ d): leaf of the log tree. RFC 6962 section 2.1; the prefix keeps a leaf from posing as a node.
    @inline(__always)
    public mutating func leaf(_ entry: Digest) -> Digest {
        var input = InlineArray<33, UInt8>(repeating: 0)
        return unsafe withUnsafeMutableBytes(of: &input) { buffer in
            unsafe buffer.storeBytes(of: entry.bytes, toByteOffset: 1, as: SIMD32<UInt8>.self)
            return unsafe digest(buffer.baseAddress, 33)
        }
    }

    /// SHA-256(0x00 ‖ text): leaf over bytes of any length, as the tree of a seal has them. RFC 6962 section 2.1.
    public mutating func leaf(of text: Span<UInt8>) -> Digest {
        var prefix: UInt8 = 0
        unsafe expect(EVP_DigestInit_ex2(context, algorithm, nil))
        unsafe expect(EVP_DigestUpdate(context, &prefix, 1))
        unsafe text.withUnsafeBufferPointer { unsafe expect(EVP_DigestUpdate(context, $0.baseAddress, $0.count)) }
        return finish()
    }

    /// SHA-256(0x01 ‖ left ‖ right): inner node. RFC 6962 section 2.1.
    @inline(__always)
    public mutating func node(_ left: Digest, _ right: Digest) -> Digest { pair(0x01, left, right) }

    /// SHA-256(0x02 ‖ previous ‖ entry): digest of a stream with one more entry. DESIGN.md section 3.
    @inline(__always)
    public mutating func stream(_ previous: Digest, _ entry: Digest) -> Digest { pair(0x02, previous, entry) }

    @inline(__always)
    private mutating func pair(_ prefix: UInt8, _ left: Digest, _ right: Digest) -> Digest {
        var input = InlineArray<65, UInt8>(repeating: 0)
        return unsafe withUnsafeMutableBytes(of: &input) { buffer in
            unsafe buffer.storeBytes(of: prefix, as: UInt8.self)
            unsafe buffer.storeBytes(of: left.bytes, toByteOffset: 1, as: SIMD32<UInt8>.self)
            unsafe buffer.storeBytes(of: right.bytes, toByteOffset: 33, as: SIMD32<UInt8>.self)
            return unsafe digest(buffer.baseAddress, 65)
        }
    }

    @inline(__always)
    private mutating func digest(_ base: UnsafeRawPointer?, _ count: Int) -> Digest {
        unsafe expect(EVP_DigestInit_ex2(context, algorithm, nil))
        unsafe expect(EVP_DigestUpdate(context, base, count))
        return finish()
    }

    @inline(__always)
    private mutating func finish() -> Digest {
        var result = Digest()
        unsafe withUnsafeMutableBytes(of: &result.bytes) {
            unsafe expect(EVP_DigestFinal_ex(context, $0.bindMemory(to: UInt8.self).baseAddress, nil))
        }
        return result
    }

    @inline(__always)
    private func expect(_ result: Int32) { precondition(result == 1, "libcrypto digest call failed") }
}
