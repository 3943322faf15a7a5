internal import Glibc

/// Ctrl-C and SIGTERM as something to look at, so that a running batch is finished first: the handler writes one byte
/// into a pipe, which every wait of the program also waits for.
struct Interrupt {
    /// Readable once a signal came.
    let descriptor: Int32

    init() {
        var ends: [Int32] = [-1, -1]
        precondition(unsafe pipe(&ends) == 0, "pipe failed")
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        descriptor = ends[0]
        unsafe interruptPipe = ends[1]
        for number in [SIGINT, SIGTERM] {
            var action = sigaction()
            unsafe action.__sigaction_handler.sa_handler = { _ in
                var byte: UInt8 = 1
                _ = unsafe write(interruptPipe, &byte, 1)
            }
            action.sa_flags = SA_RESTART
            unsafe sigaction(number, &action, nil)
        }
    }

    var isRaised: Bool {
        var file = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return unsafe poll(&file, 1, 0) > 0
    }

    /// What a shell expects of a program that Ctrl-C ended.
    static let exitStatus: Int32 = 130
}

/// The writing end; a handler can reach nothing but a global.
private nonisolated(unsafe) var interruptPipe: Int32 = -1
