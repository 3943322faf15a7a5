internal import CLMDB

/// Where the values of a table lie whose keys are the numbers from 0 on, 8 bytes each: a value can be lent again without a search.
///
/// Holds for one snapshot: ``Environment/values(_:_:)`` takes it for no other. Memory: 8 bytes a value.
public struct ValuePlaces: Sendable {
    fileprivate let environment: Environment
    fileprivate let snapshotNumber: Int
    fileprivate let mapMoves: Int
    /// By number: the address in 48 bits, above the length in 16.
    fileprivate var places: [UInt64] = []

    fileprivate static let lengthBits: UInt64 = 16
    fileprivate static let longest = 0xFFFF
}

/// Values by where they lie, for the transaction that they were got with and no longer.
@safe public struct PlacedValues {
    private let places: [UInt64]
    private static let cacheLineBytes = 64
    /// What of a value is asked for ahead: the rest follows by itself while it is read.
    private static let nearBytes = 256

    fileprivate init(_ places: [UInt64]) { self.places = places }

    /// How many there are: the values of the numbers below.
    public var count: UInt64 { UInt64(places.count) }

    /// Lends a value to `body`.
    @inline(__always)
    public func withValue<R>(at number: UInt64, _ body: (Span<UInt8>) throws -> R) rethrows -> R {
        try body(unsafe bytes(number).span)
    }

    /// Has memory bring the beginning of a value, which will be asked for soon.
    public func bringNear(_ number: UInt64) {
        guard let start = unsafe bytes(number).baseAddress else { return }
        for offset in stride(from: 0, to: min(unsafe bytes(number).count, Self.nearBytes), by: Self.cacheLineBytes) {
            unsafe clmdb_prefetch(start + offset)
        }
    }

    @inline(__always)
    private func bytes(_ number: UInt64) -> UnsafeBufferPointer<UInt8> {
        let place = places[Int(number)]
        return unsafe UnsafeBufferPointer(
            start: UnsafePointer(bitPattern: UInt(place >> ValuePlaces.lengthBits)), count: Int(place) & ValuePlaces.longest)
    }
}

extension Environment {
    /// Notes where the values below a number lie. Stops where a key is missing, or a value is too long to be noted.
    public func places(of table: Table, below bound: UInt64, _ transaction: borrowing ReadTransaction) throws -> ValuePlaces {
        var noted = ValuePlaces(environment: self, snapshotNumber: transaction.snapshotNumber, mapMoves: mapMoves)
        try transaction.withCursor(table) { cursor in
            var isThere = try cursor.first()
            while isThere, UInt64(noted.places.count) < bound {
                let number = UInt64(noted.places.count)
                guard let place = cursor.withRow({ ValuePlaces.place(of: $1, if: $0, is: number) }) else { return }
                noted.places.append(place)
                isThere = try cursor.next()
            }
        }
        return noted
    }

    /// The values of places that were noted in the state which a transaction sees; `nil` for those of any other.
    ///
    /// A committed state never changes. Its pages stay where they are while it is the newest or somebody reads it, and the map
    /// itself does not move while a transaction is open.
    public func values(_ places: ValuePlaces, _ transaction: borrowing ReadTransaction) -> PlacedValues? {
        let isSame = places.environment === self && places.mapMoves == mapMoves
        return isSame && places.snapshotNumber == transaction.snapshotNumber ? PlacedValues(places.places) : nil
    }
}

extension ValuePlaces {
    fileprivate static func place(of value: Span<UInt8>, if key: Span<UInt8>, is number: UInt64) -> UInt64? {
        guard value.count <= longest, key.count == 8 else { return nil }
        let own = unsafe key.bytes.unsafeLoadUnaligned(fromByteOffset: 0, as: UInt64.self)
        guard own.bigEndian == number else { return nil }
        let address = unsafe value.withUnsafeBufferPointer { UInt64(UInt(bitPattern: $0.baseAddress)) }
        return address < 1 << (64 - lengthBits) ? address << lengthBits | UInt64(value.count) : nil
    }
}
