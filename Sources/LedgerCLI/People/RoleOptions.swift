internal import ArgumentParser
internal import HomeSale
internal import Ledger

/// Roles, and from when until when.
struct RoleOptions: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(tr("A role; again for more.", "角色；可重复。"), valueName: "role"))
    var role: [String]
    @Option(
        name: .long,
        help: ArgumentHelp(tr("First recording date that counts; by default today.", "起始登记日；默认当日。"), valueName: "date"))
    var from: String?
    @Option(
        name: .long, help: ArgumentHelp(tr("Last recording date that counts; by default none.", "截止登记日；默认无。"), valueName: "date"))
    var until: String?

    func validate() throws {
        if Set(role).count != role.count { throw ValidationError(tr("--role: each once", "--role 不得重复")) }
        guard let from = try day(from, "--from"), let until = try day(until, "--until"), until < from else { return }
        throw ValidationError(tr("--until is before --from", "--until 早于 --from"))
    }

    func grant(today: Int32) throws -> RoleGrant {
        let first = try day(from, "--from") ?? today, last = try day(until, "--until")
        if let last, last < first { throw LedgerError(.usage, [tr("--until is before --from", "--until 早于 --from")]) }
        return RoleGrant(roles: try Self.known(role), fromDay: first, untilDay: last)
    }

    /// - Throws: ``LedgerError`` `roleUnknown`.
    static func known(_ roles: [String]) throws -> [String] {
        for role in roles where Role(rawValue: role) == nil || role == Role.system.rawValue {
            throw LedgerError(.roleUnknown, [role, NearestNames.roles(to: role).joined(separator: ", ")])
        }
        return roles
    }

    private func day(_ text: String?, _ option: String) throws -> Int32? {
        guard let text else { return nil }
        let units = Array(text.utf8)
        guard units.count == 10, let day = CivilTime.parseDay(units.span, 0) else {
            throw ValidationError("\(option): YYYY-MM-DD")
        }
        return day
    }
}
