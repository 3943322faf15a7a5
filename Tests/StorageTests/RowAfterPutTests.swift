import Storage
import TestSupport
import Testing

@Test("a cursor that replaced a value finds the new one")
func rowAfterReplace() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store(0..<3, in: table)
    try environment.write { transaction in
        try transaction.withCursor(table) { cursor in
            let one = key(1), new = key(77)
            #expect(try cursor.seek(one.span))
            try cursor.replaceValue(new.span)
            #expect(try cursor.seek(one.span))
            #expect(cursor.row == Row(key: one, value: new))
        }
    }
}

@Test("a cursor that put a row finds it beside the one it stood on")
func rowAfterPut() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.store([1, 3], in: table)
    try environment.write { transaction in
        try transaction.withCursor(table) { cursor in
            let one = key(1), two = key(2)
            #expect(try cursor.seek(one.span))
            try cursor.put(two.span, two.span)
            #expect(try cursor.seek(two.span))
            #expect(cursor.row == Row(key: two, value: two))
        }
    }
}

@Test("a cursor that was not moved since it wrote shows no row, and traps")
func noRowAfterPut() async {
    await #expect(processExitsWith: .failure) { try showRowAfterPut() }
}

private func showRowAfterPut() throws {
    let folder = TemporaryFolder()
    let environment = try Environment(folder.path)
    let table = try environment.openTables(["t"])[0]
    try environment.write { transaction in
        try transaction.withCursor(table) { cursor in
            let two = key(2)
            try cursor.put(two.span, two.span)
            cursor.withRow { _, value in precondition(value.count > 0) }
        }
    }
}
