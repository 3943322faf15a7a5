internal import Proofs
internal import Storage

/// Every checkpoint of one log that this machine was shown, in files of the state folder.
///
/// One is kept before anything is concluded from it, as `SIZE-ROOT.seen`, and renamed to `SIZE-ROOT` once it is known to agree with all
/// others. Those that agree form a chain: each is a beginning of the next, so that a new one need only be held against its neighbours.
struct SeenCheckpoints {
    let state: StateFolder
    let origin: String
    /// By size; all agree with each other.
    private(set) var agreed: [PublishedNote] = []
    /// Not yet held against the others.
    private(set) var open: [PublishedNote] = []

    private static let openSuffix = ".seen"

    /// - Throws: ``LedgerError`` `noteUnreadable` for a record that is damaged: passing over it would forget what it proves.
    init(_ state: StateFolder, origin: String) throws {
        (self.state, self.origin) = (state, origin)
        let folder = state.seenPath(origin)
        guard Files.exists(folder) else { return }
        for name in try Files.names(folder) where name.contains("-") && !name.hasSuffix(".new") {
            let path = "\(folder)/\(name)"
            guard let bytes = try Files.read(path, longest: PublishedNote.longestBytes) else { continue }
            let note = try PublishedNote(bytes, path: path)
            guard note.checkpoint.origin.utf8.elementsEqual(origin.utf8) else { throw LedgerError(.noteUnreadable, [path]) }
            if name.hasSuffix(Self.openSuffix) { open.append(note) } else { agreed.append(note) }
        }
        agreed.sort { $0.checkpoint.size < $1.checkpoint.size }
        open.sort { $0.checkpoint.size < $1.checkpoint.size }
    }

    func contains(_ checkpoint: Checkpoint) -> Bool { (agreed + open).contains { $0.checkpoint == checkpoint } }

    /// The nearest that agree, on either side; one of the same size counts as below.
    func neighbours(of checkpoint: Checkpoint) -> (below: PublishedNote?, above: PublishedNote?) {
        (agreed.last { $0.checkpoint.size <= checkpoint.size }, agreed.first { $0.checkpoint.size > checkpoint.size })
    }

    /// Keeps a checkpoint, durably.
    mutating func keep(_ note: PublishedNote) throws {
        try Files.createFolders(state.seenPath(origin))
        try Files.replace(path(note) + Self.openSuffix, Array(note.note.text.utf8))
        open.append(note)
    }

    /// Notes that a checkpoint agrees with all others.
    mutating func agree(_ note: PublishedNote) throws {
        try Files.rename(path(note) + Self.openSuffix, to: path(note))
        open.removeAll { $0 == note }
        agreed.insert(note, at: agreed.firstIndex { $0.checkpoint.size > note.checkpoint.size } ?? agreed.count)
    }

    private func path(_ note: PublishedNote) -> String {
        "\(state.seenPath(origin))/\(StateFolder.recordName(note.checkpoint))"
    }
}

extension StateFolder {
    /// Where `monitor` keeps the checkpoints of `origin`.
    public func seenPath(_ origin: String) -> String { "\(path)/seen/\(name(origin))" }
}
