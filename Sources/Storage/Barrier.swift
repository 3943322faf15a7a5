/// Where threads of one piece of work wait for each other; one that fails lets the others go.
public final class Barrier: Sendable {
    private struct State {
        var arrived = 0
        var generation = 0
        var isBroken = false
    }

    private let count: Int
    private let state = Lock(State())

    public init(count: Int) { self.count = count }

    /// Waits until all threads are here.
    ///
    /// - Returns: `false` where one of them gave up.
    public func wait() -> Bool {
        let generation: Int? = state.withLock { state in
            state.arrived += 1
            if state.arrived < count { return state.generation }
            state.arrived = 0
            state.generation += 1
            return nil
        }
        guard let generation else {
            state.notify()
            return state.withLock { !$0.isBroken }
        }
        let isSound = state.wait { state -> Bool? in
            if state.isBroken { return false }
            return state.generation != generation ? true : nil
        }
        return isSound ?? false
    }

    /// Lets everybody go who waits or will.
    public func giveUp() {
        state.withLock { $0.isBroken = true }
        state.notify()
    }
}
