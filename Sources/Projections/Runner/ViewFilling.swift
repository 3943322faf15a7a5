internal import Storage

/// The table of a model that is being built, row by row.
final class ViewFilling {
    let model: any ThingModel.Type
    let tables: ViewTables
    private var change: ViewChange

    init(_ model: any ThingModel.Type, _ generation: Int, _ tables: ViewTables) {
        (self.model, self.tables) = (model, tables)
        change = ViewChange(version: model.version, generation, tables)
    }

    func add(_ told: ToldThing, _ transaction: inout WriteTransaction) throws {
        try change.add(told.thing, try model.rows(of: told), &transaction)
    }

    func state(at position: UInt64) -> ViewState { change.state(at: position) }
}
