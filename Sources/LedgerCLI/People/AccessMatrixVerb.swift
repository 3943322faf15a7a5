internal import ArgumentParser
internal import HomeSale
internal import Ledger
internal import Proofs

struct AccessMatrixVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "matrix", abstract: tr("Print the access matrix.", "输出权限矩阵。"),
            discussion: tr(
                """
                One row per role, action, resource and purpose; what no row names is denied. Every decision names the matrix by its \
                digest: `deedlog access matrix --canonical | sha256sum` prints it.
                  deedlog access matrix --role lenderOfficer
                """,
                """
                每个角色、操作、资源、目的各一行；未列出的一律拒绝。每次决定都以摘要指明所用矩阵：\
                `deedlog access matrix --canonical | sha256sum` 即得该摘要。
                  deedlog access matrix --role lenderOfficer
                """))
    }

    @Option(name: .long, help: ArgumentHelp(tr("Only this role's rows.", "仅此角色的行。")))
    var role: Role?
    @Flag(name: .long, help: ArgumentHelp(tr("The canonical bytes, without a line feed.", "原样输出规范字节，不加换行。")))
    var canonical = false
    @OptionGroup var common: CommonOptions

    func validate() throws {
        if canonical && role != nil { throw ValidationError(tr("--canonical is the whole matrix", "--canonical 输出整个矩阵")) }
    }

    func run() throws {
        let matrix = AccessMatrix.house, out = Output.standard
        defer { out.flush() }
        if canonical { return out.raw(matrix.canonical.span) }
        let rows = matrix.rows.filter { role == nil || $0.role == role }
        if common.json {
            for row in rows { out.line(object(row).text) }
            return
        }
        var table = TableText(
            [
                tr("role", "角色"), tr("action", "操作"), tr("resource", "资源"), tr("purpose", "目的"), tr("basis", "依据"),
                tr("sight", "可见"),
                "Brief B", tr("source", "出处"),
            ], spare: [7, 6])
        for row in rows {
            table.add([
                row.role.rawValue, row.action.rawValue, row.resource.rawValue, row.purpose.rawValue, tr(row.cover.wording),
                tr(row.sight.wording), row.brief?.rawValue ?? "", row.source,
            ])
        }
        out.raw(table.text)
        out.line(
            tr(
                "\(matrix.rows.count) rows, matrix \(matrix.digest.hex); everything else is denied",
                "共 \(matrix.rows.count) 行，矩阵 \(matrix.digest.hex)；其余一律拒绝"))
    }

    private func object(_ row: AccessRow) -> JSONText {
        var one = JSONText()
        one.put("role", row.role.rawValue)
        one.put("action", row.action.rawValue)
        one.put("resource", row.resource.rawValue)
        one.put("purpose", row.purpose.rawValue)
        one.put("basis", row.cover.word)
        one.put("sight", row.sight.rawValue)
        if let brief = row.brief { one.put("brief", brief.rawValue) }
        one.put("source", row.source)
        return one
    }
}
