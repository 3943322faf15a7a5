import Storage
import TestSupport
import Testing

private struct Refusal: Error, Hashable { var number: Int }

@Test("threads that read together see the same state, whatever is committed meanwhile")
func equalSnapshots() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.set("n", 0, in: table)
    let isOver = Lock(false), failure = Lock<(any Error)?>(nil), commits = Lock(0)
    let writer = Thread {
        do {
            while !isOver.withLock({ $0 }) {
                let n = commits.withLock {
                    $0 += 1; return $0
                }
                try environment.set("n", n, in: table)
                commits.notify()
            }
        } catch {
            failure.withLock { $0 = error }
        }
    }
    var states: Set<Int> = []
    for round in 1...60 {
        let seen = Lock<[[Int]]>([])
        try environment.readConcurrently(3) { thread, transaction in
            for _ in 0..<3 {
                let value = try transaction.number("n", in: table)!
                seen.withLock { $0.append([transaction.snapshotNumber, value]) }
            }
        }
        let all = seen.withLock { $0 }
        #expect(all.count == 9)
        #expect(Set(all).count == 1)
        states.insert(all[0][0])
        // The writer gets on between two rounds.
        if round % 10 == 0 {
            let before = commits.withLock { $0 }
            #expect(commits.wait(milliseconds: 60_000) { $0 > before ? true : nil } == true)
        }
    }
    isOver.withLock { $0 = true }
    writer.join()
    #expect(failure.withLock { $0 } == nil)
    #expect(states.count > 1)
}

@Test("each thread gets its number, the caller 0, and all run at the same time", arguments: [1, 2, 5])
func numbers(count: Int) throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store(0..<10, in: table)
    let caller = threadNumber()
    let seen = Lock<[Int]>([])
    let barrier = Barrier(count: count)
    try environment.readConcurrently(count) { number, transaction in
        #expect((threadNumber() == caller) == (number == 0))
        let rows = try transaction.size(of: table).rows
        #expect(rows == 10)
        #expect(barrier.wait())
        seen.withLock { $0.append(number) }
    }
    #expect(seen.withLock { $0.sorted() } == Array(0..<count))
    #expect(try environment.resizeMap(to: 0))
}

@Test("an error of one thread is thrown once all have ended")
func errorOfOne() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    _ = try environment.openTables(["t"])
    let ended = Lock(0)
    for failing in 0..<3 {
        ended.withLock { $0 = 0 }
        #expect(throws: Refusal(number: failing)) {
            try environment.readConcurrently(3) { number, _ in
                ended.withLock { $0 += 1 }
                if number == failing { throw Refusal(number: number) }
            }
        }
        #expect(ended.withLock { $0 } == 3)
        #expect(try environment.resizeMap(to: 0))
    }
}

@Test("more threads than reader slots is an error that gives every slot back")
func tooManyThreads() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let slots = try environment.info().maximumReaders
    #expect(throws: StoreError(.readersFull, "mdb_txn_begin")) {
        try environment.readConcurrently(slots + 1) { _, _ in Issue.record("a thread ran") }
    }
    #expect(try environment.resizeMap(to: 0))
    try environment.readConcurrently(2) { _, _ in }
}
