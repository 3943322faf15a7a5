import Foundation
import TestSupport
import Testing

@testable import Proofs

private let message = Array("example.cn/one\n3\nAAAA\n".utf8)

/// Each byte's lowest bit and highest bit turned over, and each cut.
private func damaged(_ bytes: [UInt8], _ use: ([UInt8]) -> Void) {
    for place in bytes.indices {
        for bit in [UInt8(0x01), 0x80] {
            var copy = bytes
            copy[place] ^= bit
            use(copy)
        }
        use(Array(bytes[..<place]))
    }
}

@Suite("Timestamps, RFC 3161") struct TimestampTests {
    @Test("an authority's stamp is read and holds, and openssl agrees", arguments: Hasher256.Algorithm.allCases)
    func holds(_ algorithm: Hasher256.Algorithm) throws {
        let office = TimestampOffice(name: "/O=测试/CN=时间戳服务")
        let request = TimestampRequest(TimestampImprint(of: message, algorithm), nonce: 0x0102_0304_0506_0708)
        #expect(TimestampRequest(der: request.der) == request && request.nonce == [1, 2, 3, 4, 5, 6, 7, 8])
        let answer = office.answer(request.der), response = try #require(TimestampResponse(der: answer))
        let token = try #require(response.token)
        #expect(response.isGranted && office.confirms(answer, of: message))
        #expect(token.imprint == request.imprint && token.nonce == request.nonce && token.policy == "1.2.3.4.1")
        #expect(token.authority.contains("CN=时间戳服务"), "\(token.authority)")
        #expect(abs(Date().timeIntervalSince1970 - Double(token.seconds)) < 600 && token.time.hasSuffix("Z"))
        let authorities = try #require(TimestampAuthorities(pem: office.rootPEM))
        #expect(token.standing(under: authorities) == .sound)
        #expect(TimestampToken(der: token.der)?.standing(under: authorities) == .sound)
        #expect(TimestampToken(file: answer) == token && TimestampToken(file: token.der) == token)
    }

    @Test("another root, another purpose and a certificate that had ended are told apart") func standings() throws {
        let office = TimestampOffice(), other = TimestampOffice()
        let request = TimestampRequest(TimestampImprint(of: message, .sha256), nonce: 7)
        func standing(_ maker: TimestampOffice, _ judge: TimestampOffice) throws -> TimestampToken.Standing? {
            TimestampToken(file: maker.answer(request.der))?.standing(
                under: try #require(TimestampAuthorities(pem: judge.rootPEM)))
        }
        #expect(try standing(office, office) == .sound)
        #expect(try standing(office, other) == .unknown)
        let ended = TimestampOffice(days: -1)
        #expect(try standing(ended, ended) == .broken)
        #expect(TimestampAuthorities(pem: []) == nil && TimestampAuthorities(pem: Array("no PEM\n".utf8)) == nil)
        let both = office.rootPEM + other.rootPEM
        #expect(TimestampAuthorities(pem: both)?.certificates.count == 2)
        // Cut anywhere in the second one, behind the line with which it begins.
        for count in 2..<(other.rootPEM.count - 28) {
            #expect(TimestampAuthorities(pem: Array(both.dropLast(count))) == nil, "without the last \(count) bytes")
        }
    }

    @Test("no damaged byte of a response is taken for the sound one, and none traps") func hostile() throws {
        let office = TimestampOffice()
        let request = TimestampRequest(TimestampImprint(of: message, .sm3), nonce: .max)
        let answer = office.answer(request.der)
        let whole = try #require(TimestampToken(file: answer))
        let authorities = try #require(TimestampAuthorities(pem: office.rootPEM))
        var sound = 0, seen = 0
        damaged(answer) { bytes in
            seen += 1
            guard let token = TimestampToken(file: bytes) else { return }
            guard token.standing(under: authorities) == .sound else { return }
            sound += 1
            // Bytes that nothing covers may differ: status words, certificates beside the signer's. What was stamped may not.
            #expect(token.imprint == whole.imprint && token.time == whole.time && token.serial == whole.serial)
            #expect(token.nonce == whole.nonce && token.policy == whole.policy)
        }
        #expect(seen == answer.count * 3 && sound < seen / 3, "\(sound) of \(seen)")
        #expect(TimestampToken(file: answer + [0]) == nil)
        damaged(request.der) { bytes in
            if let read = TimestampRequest(der: bytes) { #expect(read != request) }
        }
        damaged(office.rootPEM) { _ = TimestampAuthorities(pem: $0) }
    }

    @Test("a time is an instant of the calendar, in UTC, or nothing")
    func times() {
        func seconds(_ text: String) -> Int64? { TimestampTime(Array(text.utf8))?.seconds }
        #expect(seconds("19700101000000Z") == 0 && seconds("20000229235959Z") == 951_868_799)
        #expect(seconds("20260301020304Z") == 1_772_330_584 && seconds("21000301000000Z") == 4_107_542_400)
        #expect(TimestampTime(Array("20260301020304.5Z".utf8))?.text == "2026-03-01T02:03:04.5Z")
        for text in [
            "", "Z", "20260301020304", "20260229000000Z", "21000229000000Z", "20261301000000Z", "20260100000000Z",
            "20260101240000Z", "20260101006000Z", "20260101000060Z", "20260301020304.Z", "20260301020304.50Z",
            "20260301020304+0800", "2026030102030４Z", "19691231235959Z", "202603010203Z",
        ] { #expect(seconds(text) == nil, "\(text)") }
    }
}
