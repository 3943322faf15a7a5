import Storage
import TestSupport
import Testing

private struct Refusal: Error, Hashable {}

@Test("a lock gives its value to one thread at a time")
func lockExcludes() {
    let counter = Lock(0)
    let threads = (0..<4).map { _ in
        Thread { for _ in 0..<20_000 { counter.withLock { $0 += 1 } } }
    }
    for thread in threads { thread.join() }
    #expect(counter.withLock { $0 } == 80_000)
}

@Test("a lock is free again after a throw, and joining twice is joining")
func lockThrows() {
    let lock = Lock(1)
    #expect(throws: Refusal()) { try lock.withLock { _ in throw Refusal() } }
    #expect(throws: Refusal()) { try lock.wait { _ -> Int? in throw Refusal() } }
    #expect(throws: Refusal()) { try lock.wait(milliseconds: 0) { _ -> Int? in throw Refusal() } }
    let thread = Thread { lock.withLock { $0 = 2 } }
    thread.join()
    thread.join()
    #expect(lock.withLock { $0 } == 2)
}

@Test("a wait ends when the value is as wanted, with or without a time", arguments: [nil, 60_000] as [Int?])
func waitEnds(milliseconds: Int?) {
    let lock = Lock(0)
    let asked = Lock(false)
    let waiter = Thread {
        let result = lock.wait(milliseconds: milliseconds) { value -> String? in
            asked.withLock { $0 = true }
            asked.notify()
            return value == 3 ? "three" : nil
        }
        #expect(result == "three")
    }
    // From here on the waiter is in its wait: it holds the lock while it is asked.
    _ = asked.wait { $0 ? true : nil }
    for n in 1...3 {
        lock.withLock { $0 = n }
        lock.notify()
    }
    waiter.join()
    #expect(lock.withLock { $0 } == 3)
}

@Test("a wait may take what it waited for")
func waitTakes() {
    let queue = Lock<[Int]>([])
    let taken = Lock<[Int]>([])
    let threads = (0..<3).map { _ in
        Thread {
            for _ in 0..<100 {
                let item = queue.wait { $0.popLast() }!
                taken.withLock { $0.append(item) }
            }
        }
    }
    for item in 0..<300 {
        queue.withLock { $0.append(item) }
        queue.notify()
    }
    for thread in threads { thread.join() }
    #expect(taken.withLock { $0.sorted() } == Array(0..<300))
}

@Test("a wait whose time is over says so, not before", arguments: [0, 1, 30, 1001])
func waitIsOver(milliseconds: Int) {
    let lock = Lock(0)
    let clock = ContinuousClock()
    var result: Int? = 7
    let elapsed = clock.measure { result = lock.wait(milliseconds: milliseconds) { _ -> Int? in nil } }
    #expect(result == nil)
    #expect(elapsed >= .milliseconds(milliseconds))
}

@Test("a value that is there already needs no wait")
func noWait() {
    #expect(Lock(5).wait { $0 } == 5)
    #expect(Lock(5).wait(milliseconds: 0) { $0 } == 5)
}

@Test("nobody passes a barrier before all are there, round after round")
func barrier() {
    let count = 4, rounds = 200
    let barrier = Barrier(count: count)
    let arrived = Lock([Int](repeating: 0, count: rounds))
    let early = Lock(0)
    let threads = (0..<count).map { _ in
        Thread {
            for round in 0..<rounds {
                arrived.withLock { $0[round] += 1 }
                let isSound = barrier.wait()
                let all = arrived.withLock { $0[round] }
                if !isSound || all != count { early.withLock { $0 += 1 } }
            }
        }
    }
    for thread in threads { thread.join() }
    #expect(early.withLock { $0 } == 0)
}

@Test("a barrier of one holds nobody")
func barrierOfOne() {
    let barrier = Barrier(count: 1)
    #expect(barrier.wait())
    #expect(barrier.wait())
    barrier.giveUp()
    #expect(!barrier.wait())
}

@Test("one thread that gives up lets those go who wait and those who come later")
func barrierGivenUp() {
    let barrier = Barrier(count: 4)
    let results = Lock<[Bool]>([])
    let waiters = (0..<2).map { _ in
        Thread {
            let isSound = barrier.wait()
            results.withLock { $0.append(isSound) }
        }
    }
    barrier.giveUp()
    for thread in waiters { thread.join() }
    #expect(results.withLock { $0 } == [false, false])
    #expect(!barrier.wait())
    // The fourth to come would have opened it.
    #expect(!barrier.wait())
}
