import Proofs
import Testing

@testable import Vault

@Suite("Primitives of the vault")
struct CryptoTests {
    @Test("HMAC-SHA-256 is that of RFC 4231, cases 1, 2, 6")
    func hmac() {
        let cases: [(key: [UInt8], text: [UInt8], code: String)] = [
            (
                Array(repeating: 0x0B, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                Array(repeating: 0xAA, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ]
        var hash = KeyedHash()
        for one in cases {
            #expect(hash.code(one.key.span, one.text.span).hex == one.code)
            // In two pieces, on the context that was used.
            let half = one.text.count / 2
            let (head, tail) = (Array(one.text[..<half]), Array(one.text[half...]))
            #expect(hash.code(one.key.span, head.span, tail.span).hex == one.code)
        }
    }

    @Test("HKDF-SHA-256 is that of RFC 5869, cases 1 and 3, as far as 32 bytes")
    func hkdf() {
        var hash = KeyedHash()
        let input = [UInt8](repeating: 0x0B, count: 22), salt = [UInt8](0...12), info = [UInt8](0xF0...0xF9)
        let extracted = hash.extract(salt: salt.span, input.span)
        #expect(extracted.withSpan { Digest($0).hex } == "077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")
        #expect(
            hash.expand(extracted, info.span).withSpan { Digest($0).hex }
                == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf")
        let unsalted = hash.extract(salt: [UInt8]().span, input.span)
        let none: [UInt8] = []
        #expect(
            hash.expand(unsalted, none.span).withSpan { Digest($0).hex }
                == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d")
        // No salt is a salt of zeros.
        let zeros = [UInt8](repeating: 0, count: 32)
        #expect(hash.extract(salt: zeros.span, input.span).withSpan { Digest($0) } == unsalted.withSpan { Digest($0) })
    }

    @Test("AES-256-GCM is that of the GCM specification, cases 15 and 16, and opens only what it sealed")
    func gcm() throws {
        let key = try #require(secret("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
        let nonce = try #require(bytes(hex: "cafebabefacedbaddecaf888"))
        let text = try #require(
            bytes(
                hex:
                    "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
            ))
        let bound = try #require(bytes(hex: "feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        var cipher = ValueCipher()
        var row: [UInt8] = []
        cipher.seal(text.span, key, nonce: nonce.span, bound: bound.span, into: &row)
        #expect(hexText(row[12..<28]) == "76fc6ece0f4e1768cddf8853bb2d551b")
        #expect(hexText(row[28...]).hasPrefix("522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"))
        #expect(cipher.open(row.span, key, bound: bound.span) == text)
        for place in row.indices {
            var changed = row
            changed[place] ^= 0x10
            #expect(cipher.open(changed.span, key, bound: bound.span) == nil)
        }
        for count in 0..<row.count {
            let cut = Array(row[..<count])
            #expect(cipher.open(cut.span, key, bound: bound.span) == nil)
        }
        let other = bound + [0]
        #expect(cipher.open(row.span, key, bound: other.span) == nil)
        #expect(cipher.open(row.span, .random(), bound: bound.span) == nil)
        // Still good after all that.
        #expect(cipher.open(row.span, key, bound: bound.span) == text)
        // Also with the key's schedule still there, and after another key's.
        let first = row
        for other in [key, .random(), key] {
            cipher.seal(text.span, other, nonce: nonce.span, bound: bound.span, into: &row)
            #expect((row == first) == (other === key))
        }
        var empty: [UInt8] = []
        cipher.seal([UInt8]().span, key, nonce: nonce.span, bound: [UInt8]().span, into: &empty)
        #expect(cipher.open(empty.span, key, bound: [UInt8]().span) == [])
    }

    @Test("AES key wrap is that of RFC 3394 section 4.6, and unwraps nothing that was changed")
    func wrap() throws {
        let wrapping = try #require(secret("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f"))
        let key = try #require(secret("00112233445566778899aabbccddeeff000102030405060708090a0b0c0d0e0f"))
        let wrapped = KeyWrap.wrap(key, under: wrapping)
        #expect(hexText(wrapped) == "28c9f404c4b810f4cbccb35cfb87f8263f5786e2d80ed326cbc7f0e71a99f43bfb988b9b7a02dd21")
        let back = KeyWrap.unwrap(wrapped.span, under: wrapping)
        #expect(back?.withSpan { Digest($0) } == key.withSpan { Digest($0) })
        for place in wrapped.indices {
            var changed = wrapped
            changed[place] ^= 1
            #expect(KeyWrap.unwrap(changed.span, under: wrapping) == nil)
        }
        #expect(KeyWrap.unwrap(wrapped.span, under: key) == nil)
        let cut = Array(wrapped.dropLast())
        #expect(KeyWrap.unwrap(cut.span, under: wrapping) == nil)
    }

    @Test(
        "a key in hex is 64 digits, with line ends at most",
        arguments: [
            "", "00", String(repeating: "g", count: 64), String(repeating: "0", count: 63), String(repeating: "0", count: 66),
            "\n" + String(repeating: "0", count: 64),
        ])
    func malformed(text: String) {
        #expect(secret(text) == nil)
        #expect(secret(String(repeating: "Af", count: 32) + "\r\n") != nil)
    }

    private func secret(_ hex: String) -> SecretKey? {
        let units = Array(hex.utf8)
        return SecretKey(hex: units.span)
    }
}
