internal import CanonicalJSON
internal import HomeSale
public import Ledger
internal import Proofs
internal import Storage

/// The read models of one ledger in `DIR/views/`: an environment of its own, that can be thrown away at any time.
///
/// Each model has two tables, with an index each where members are asked for often, of which one is live: a rebuild fills the other and swaps in one commit, so that whoever reads never
/// sees half of one. Rows, position and digest change in one commit. docs/VIEWS.md.
public final class Views: Sendable {
    /// Address space, not disk.
    private static let mapBytes = 1 << 38
    public static let folderName = "views"

    let ledger: Ledger
    let environment: Environment
    /// As far as this process followed: the next step goes on from there.
    let market = Lock(KnownMarket())
    /// Likewise, from the first entry of a party on.
    let partyDeals = Lock(PartyDeals())
    /// Held while tables beside the live ones are filled: two that rebuild would fill the same. `nil` where nobody may write.
    let rebuilding: FileLock?
    private let meta: Table
    /// By model: both of its tables; none where the folder is of a program that did not know it, and may not be written.
    private let tables: [String: [ViewTables]]

    public var mayWrite: Bool { environment.access == .readWrite }

    /// Opens the views of a ledger; they are made where they may be and are not.
    ///
    /// - Throws: ``StoreError`` `noSuchFile` where there are none and none may be made.
    public init(_ ledger: Ledger, forWriting: Bool) throws {
        self.ledger = ledger
        let folder = "\(ledger.folder)/\(Self.folderName)"
        if forWriting { try Files.createFolders(folder) }
        // What was killed while it made them may have left an empty file, or one without a commit: nothing was there yet.
        let nothing = StoreError(.noSuchFile, folder)
        if !forWriting && Files.size(folder + "/data.mdb") ?? 0 == 0 { throw nothing }
        let access: Environment.Access = forWriting ? .readWrite : ledger.isReadWithoutLock ? .readWithoutLock : .read
        environment = try Environment(
            path: folder, access: access, mapBytes: Self.mapBytes, tables: 4 * ReadModels.all.count + 8)
        if !forWriting, try environment.info().lastTransaction == 0 { throw nothing }
        rebuilding = forWriting ? try FileLock(path: folder + "/rebuild.lock") : nil
        meta = try environment.openTables(["views"])[0]
        var tables: [String: [ViewTables]] = [:]
        for model in ReadModels.all { tables[model.name] = try Self.pair(of: model, environment) }
        self.tables = tables
    }

    /// Both tables of a model; `nil` where they are not there and may not be made.
    private static func pair(of model: any ReadModel.Type, _ environment: Environment) throws(StoreError) -> [ViewTables]? {
        let names = (0..<2).map { "\(model.name).\($0)" }, indexed = model.indexed
        do throws(StoreError) {
            let rows = try environment.openTables(names)
            if indexed.isEmpty { return rows.map { ViewTables(rows: $0, index: nil) } }
            let indexes = try environment.openTables(names.map { "\($0).index" })
            return zip(rows, indexes).map { ViewTables(rows: $0, index: ViewIndex(indexed, $1)) }
        } catch  where error.code == .notFound && environment.access != .readWrite {
            return nil
        }
    }

    func tables(of model: any ReadModel.Type, _ generation: Int) -> ViewTables {
        guard let pair = tables[model.name] else { preconditionFailure("no tables of \(model.name)") }
        return pair[generation]
    }

    /// How a model stands; `nil` where it was never built.
    func state(_ model: any ReadModel.Type, _ transaction: borrowing some Transaction & ~Copyable) throws -> ViewState? {
        if tables[model.name] == nil { return nil }
        return try transaction.value(Array(model.name.utf8).span, in: meta).flatMap { ViewState(stored: $0) }
    }

    func put(_ state: ViewState, of model: any ReadModel.Type, _ transaction: inout WriteTransaction) throws {
        let value = state.stored
        try transaction.put(Array(model.name.utf8).span, value.span, in: meta)
    }

    /// How every model stands, in their order.
    public func states() throws -> [(model: any ReadModel.Type, state: ViewState?)] {
        try environment.read { transaction in try ReadModels.all.map { ($0, try state($0, transaction)) } }
    }

    /// Whether a row may be one that is asked for: lists and what is escaped are left to whoever reads them.
    private static func holds(_ json: Span<UInt8>, _ member: [UInt8], _ text: [UInt8]) -> Bool {
        var mayBe = text.elementsEqual("-".utf8)
        forEachMember(json, 0) { name, value in
            guard name.count == member.count, matches(json, name.lowerBound, member) else { return }
            switch json[value.lowerBound] {
            case 0x5B, 0x7B: mayBe = true
            case 0x22 where value.count == text.count + 2: mayBe = matches(json, value.lowerBound + 1, text)
            case 0x22: mayBe = value.contains { json[$0] == 0x5C }
            default: mayBe = value.count == text.count && matches(json, value.lowerBound, text)
            }
        }
        return mayBe
    }

    /// Lends every row of a model in the order of its keys, until `body` says stop.
    ///
    /// Cost: of all rows; of those with its value, where a condition is on a member that the model has an index of.
    /// - Parameter conditions: members that must be there with that text; looked at in the bytes, before anything is made of them.
    /// - Returns: the size of the log that the rows reflect; `nil` where the model is not built in this version.
    public func forEachRow(
        _ model: any ReadModel.Type, where conditions: [(member: String, text: String)] = [],
        _ body: (_ key: Span<UInt8>, _ json: Span<UInt8>) throws -> Bool
    ) throws -> UInt64? {
        let wanted = conditions.map { (member: Array($0.member.utf8), text: Array($0.text.utf8)) }
        return try environment.read { transaction in
            guard let state = try state(model, transaction), state.version == model.version else { return nil }
            let tables = tables(of: model, state.generation)
            func lend(_ key: Span<UInt8>, _ json: Span<UInt8>) throws -> Bool {
                try wanted.allSatisfy { Self.holds(json, $0.member, $0.text) } ? body(key, json) : true
            }
            // `-` asks for what is absent, which no index finds.
            let found = conditions.first { tables.index?.has($0.member) == true && $0.text != "-" }
            if let found, let index = tables.index {
                try transaction.forEachRow(in: tables.rows, by: index, ViewIndex.prefix(found.member, found.text), lend)
            } else {
                try transaction.forEachRow(in: tables.rows, lend)
            }
            return state.position
        }
    }

    /// The rows of one thing, in the order of their keys, and the size of the log that they reflect; `nil` where the model is not
    /// built in this version.
    func rows(_ model: any ThingModel.Type, of thing: Thing) throws -> (json: [[UInt8]], position: UInt64)? {
        try environment.read { transaction in
            guard let state = try state(model, transaction), state.version == model.version else { return nil }
            let rows = try transaction.rows(of: ViewKey.bytes([thing.id]), in: tables(of: model, state.generation).rows)
            return (rows.map(\.json), state.position)
        }
    }
}

/// How a read model stands.
public struct ViewState: Hashable, Sendable {
    public let version: UInt32
    /// The size of the log that it reflects.
    public let position: UInt64
    public let rows: UInt64
    /// 64 hex digits; see ``ViewDigest``.
    public let digest: String
    /// Which of its two tables is live.
    let generation: Int

    init(version: UInt32, position: UInt64, rows: UInt64, digest: ViewDigest, generation: Int) {
        (self.version, self.position, self.rows, self.generation) = (version, position, rows, generation)
        self.digest = digest.hex
    }

    init?(stored: [UInt8]) {
        guard let payload = JSONValue(parsing: stored), case .integer(let version)? = payload["version"],
            case .integer(let position)? = payload["position"], case .integer(let rows)? = payload["rows"],
            case .integer(let generation)? = payload["generation"], case .text(let digest)? = payload["digest"],
            (0...1).contains(generation), position >= 0, rows >= 0, version >= 0, version < 1 << 31,
            ViewDigest(hex: digest) != nil
        else { return nil }
        (self.version, self.position) = (UInt32(version), UInt64(position))
        (self.rows, self.digest, self.generation) = (UInt64(rows), digest, Int(generation))
    }

    var stored: [UInt8] {
        JSONWriter.object { writer in
            writer.member("digest", digest)
            writer.member("generation", Int64(generation))
            writer.member("position", Int64(position))
            writer.member("rows", Int64(rows))
            writer.member("version", Int64(version))
        }
    }
}
