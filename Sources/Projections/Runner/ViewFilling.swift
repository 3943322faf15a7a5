internal import Storage

/// The table of a model that is being built, row by row.
final class ViewFilling {
    let model: any ThingModel.Type
    let table: Table
    private var change: ViewChange

    init(_ model: any ThingModel.Type, _ generation: Int, _ table: Table) {
        (self.model, self.table) = (model, table)
        change = ViewChange(version: model.version, generation, table)
    }

    func add(_ told: ToldThing, _ transaction: inout WriteTransaction) throws {
        try change.add(told.thing, try model.rows(of: told), &transaction)
    }

    func state(at position: UInt64) -> ViewState { change.state(at: position) }
}
