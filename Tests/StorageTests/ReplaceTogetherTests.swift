import Storage
import TestSupport
import Testing

@Test("two threads that replace one file never show a torn one, and neither fails")
func replaceTogether() throws {
    let folder = TemporaryFolder()
    let path = folder.file("head")
    try Files.replace(path, [UInt8](repeating: 0, count: 50_000))
    let errors = Lock<[StoreError]>([]), running = Lock(2)
    let writers = (1...2).map { n in
        Thread {
            for _ in 0..<100 {
                do throws(StoreError) {
                    try Files.replace(path, [UInt8](repeating: UInt8(n), count: 50_000))
                } catch {
                    errors.withLock { $0.append(error) }
                }
            }
            running.withLock { $0 -= 1 }
        }
    }
    var torn = 0
    while running.withLock({ $0 }) > 0 {
        if try Files.read(path).count != 50_000 { torn += 1 }
    }
    for writer in writers { writer.join() }
    #expect(torn == 0)
    #expect(errors.withLock { $0 } == [])
}
