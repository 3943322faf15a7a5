internal import CanonicalJSON
internal import Storage

extension ActorRegistry {
    /// The actors of a log, and what does not hold of what it says of them.
    ///
    /// Cost: six look-ups, and one for each entry about actors. Entries of another form are passed over: `verify` names them by
    /// their lines, and whether the type index has them all is checked beside it.
    static func read(
        below size: UInt64, _ cursors: inout LedgerCursors
    ) throws -> (registry: ActorRegistry, flaws: [(index: UInt64, flaw: ActorFlaw)]) {
        var places: Set<UInt64> = []
        for type in ActorChange.types {
            for index in try indexes(ofType: type, &cursors) where index < size { places.insert(index) }
        }
        var registry = ActorRegistry(), flaws: [(index: UInt64, flaw: ActorFlaw)] = []
        for index in places.sorted() {
            guard try cursors[.entries].seek(Row.entry(index).span) else { continue }
            let found = cursors[.entries].withRow { _, line in (try? parseEntryLine(line)).flatMap { ActorEntry(line: line, $0) }
            }
            guard let found else { continue }
            if let flaw = registry.take(found, at: index) { flaws.append((index, flaw)) }
        }
        return (registry, flaws)
    }
}

extension Ledger {
    /// The actors of the ledger as it is now.
    public func actorRegistry() throws(LedgerError) -> ActorRegistry {
        do {
            return try environment.read { transaction in
                try transaction.withCursors(tables.all) { try ActorRegistry.read(below: .max, &$0).registry }
            }
        } catch {
            throw LedgerError(wrapping: error, folder)
        }
    }
}
