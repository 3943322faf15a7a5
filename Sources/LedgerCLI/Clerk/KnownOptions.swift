internal import ArgumentParser
internal import HomeSale
internal import Ledger

/// As of when a clerk asks. DESIGN.md section 6: two time axes, never mixed.
struct KnownOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(tr("As recorded at that point.", "按该位置已登记的内容。"), valueName: "ref|size|time"))
    var asOf: String?
    @Option(
        name: .long,
        help: ArgumentHelp(tr("As it was on that business date.", "按该业务日期的情况。"), valueName: "date"))
    var effective: String?

    func validate() throws {
        if asOf != nil && effective != nil { throw ValidationError(Self.mixed) }
    }

    /// What is said to somebody who names a point on both axes.
    static var mixed: String {
        tr(
            "--as-of goes by when something was recorded, --effective by when it happened: give one of them",
            "--as-of 按登记先后，--effective 按业务日期：只能择一")
    }

    /// What every verb's help says of the two.
    static var words: String {
        tr(
            """
            --as-of goes back in what was recorded: an entry (index, SUBJECT:r, HEAD~n) with itself, size:N, an instant, or a \
            date with all of its day. --effective takes only what had happened by that date, as corrections made it read since.
            """,
            """
            --as-of 回到当时已登记的内容：条目（序号、SUBJECT:r、HEAD~n，含该条）、size:N、时刻，或日期（含当日全天）。\
            --effective 只取该日及以前发生的事实，并计入其后的更正。
            """)
    }

    func point(of source: ClerkSource) throws -> KnownPoint {
        if let effective { return try source.known(effectiveOn: effective) }
        return try asOf.map(source.known(asOf:)) ?? source.knownNow()
    }
}
