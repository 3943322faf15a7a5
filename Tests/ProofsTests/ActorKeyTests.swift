import Testing

@testable import Proofs

@Suite("keys of actors") struct ActorKeyTests {
    @Test("SM2 signatures go into 64 bytes and back") func numbers() throws {
        for _ in 0..<300 {
            let der = SM2SigningKey.generate().sign([1, 2, 3])
            let pair = try #require(SM2Signature(der: der))
            #expect(pair.bytes.count == 64 && SM2Signature(pair.bytes)?.der == der)
        }
        let zero = SM2Signature([UInt8](repeating: 0, count: 64))
        #expect(zero?.der == [0x30, 6, 2, 1, 0, 2, 1, 0])
        let bad: [[UInt8]] = [
            [], [0x30], [0x30, 6, 2, 1, 1, 2, 1], [0x31, 6, 2, 1, 1, 2, 1, 1], [0x30, 6, 2, 9, 1, 2, 1, 1],
            [0x30, 7, 2, 1, 1, 2, 1, 1, 0], [0x30, 0x46] + [UInt8](repeating: 0x7F, count: 70),
        ]
        for der in bad { #expect(SM2Signature(der: der) == nil) }
    }

    @Test("a checker keeps keys apart, and takes no signature for another's") func checker() {
        let checker = SignatureChecker(), message: [UInt8] = [9, 8, 7]
        let keys = [ActorPrivateKey.generate(.sm2), .generate(.ed25519), .generate(.sm2), .generate(.ed25519)]
        for _ in 0..<3 {
            for one in keys {
                let signature = one.sign(message)
                for other in keys {
                    let isGood = checker.verifies(signature, message.span, by: other.publicKey)
                    #expect(isGood == (one.publicKey == other.publicKey))
                }
                let isMoved = checker.verifies(signature, [9, 8].span, by: one.publicKey)
                let isShort = checker.verifies(Array(signature.dropLast()), message.span, by: one.publicKey)
                #expect(!isMoved && !isShort)
            }
        }
    }

    @Test("keys are read as they are written, and a private one leaves nothing in the text it came from") func texts() {
        for algorithm in ActorAlgorithm.allCases {
            let key = ActorPrivateKey.generate(algorithm), text = key.publicKey.text
            #expect(ActorPublicKey(text: text) == key.publicKey && ActorPublicKey(text: text + "\n") == key.publicKey)
            #expect(ActorKeyID(key.publicKey.id.text) == key.publicKey.id)
            var pem = key.pem
            #expect(ActorPrivateKey(erasing: &pem)?.publicKey == key.publicKey && pem.allSatisfy { $0 == 0 })
            let words = text.split(separator: " ").map(String.init)
            let other = algorithm == .sm2 ? "ed25519" : "sm2"
            for bad in [
                "", words[0], words[1], " " + text, text + " ", text + "\n\n", "rsa " + words[1], other + " " + words[1],
                words[0] + "  " + words[1], text.dropLast() + "A",
            ] { #expect(ActorPublicKey(text: bad) == nil, "\(bad)") }
        }
        for bad in ["", "0123456789abcde", "0123456789abcdeg", "0123456789ABCDEF", "0123456789abcdef0"] {
            #expect(ActorKeyID(bad) == nil)
        }
        // A point that is not on the curve is no key.
        #expect(ActorPublicKey(.sm2, [4] + [UInt8](repeating: 1, count: 64)) == nil)
    }
}
