internal import Glibc

/// A thread of our own, for work that blocks: LMDB's write transactions, and checks that fill a core.
public final class Thread: @unchecked Sendable {
    private let identifier: pthread_t
    private let joined = Lock(false)

    /// Starts `body` on a new thread.
    public init(_ body: @escaping @Sendable () -> Void) { identifier = Thread.start(body) }

    /// Waits for the end of the thread.
    public func join() {
        joined.withLock { done in
            guard !done else { return }
            pthread_join(identifier, nil)
            done = true
        }
    }

    /// Starts `body` on a thread that nobody waits for.
    public static func detach(_ body: @escaping @Sendable () -> Void) { pthread_detach(start(body)) }

    private static func start(_ body: @escaping @Sendable () -> Void) -> pthread_t {
        let box = unsafe Unmanaged.passRetained(Body(body))
        var identifier = pthread_t()
        let code = unsafe pthread_create(
            &identifier, nil,
            { argument in
                let body = unsafe Unmanaged<Body>.fromOpaque(argument!).takeRetainedValue()
                body.run()
                return nil
            }, box.toOpaque())
        precondition(code == 0, "pthread_create failed: \(code)")
        return identifier
    }

    private final class Body: Sendable {
        let run: @Sendable () -> Void
        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }
}
