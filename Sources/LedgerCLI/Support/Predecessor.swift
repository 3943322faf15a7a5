internal import Ledger
internal import Proofs
internal import Storage

/// The old ledger, or a checkpoint of it, that a successor's entry 0 is held against.
struct Predecessor {
    let path: String

    /// What contradicts `stated`; nothing where it fits.
    ///
    /// - Throws: ``LedgerError`` `undecided` where a checkpoint is of another size, or no key of the old ledger is known.
    func fault(of stated: Continuation?, _ state: StateFolder?) throws -> VerifyFault? {
        guard let stated else {
            return VerifyFault(.ledgerContinues, 0, expected: "`continues`", found: "a ledger that is no successor")
        }
        return Files.exists(path + "/ledger.json") ? try folderFault(stated) : try checkpointFault(stated, state)
    }

    private func folderFault(_ stated: Continuation) throws -> VerifyFault? {
        let old = try Ledger(folder: path), size = try old.head()?.size ?? 0
        guard old.origin.utf8.elementsEqual(stated.origin.utf8), size >= stated.size else {
            return fault(stated, expected: "at most \(size) entries of \(old.origin)")
        }
        let root = try old.root(at: stated.size)
        return root == stated.root ? nil : fault(stated, expected: "root \(root)")
    }

    private func checkpointFault(_ stated: Continuation, _ state: StateFolder?) throws -> VerifyFault? {
        let (note, given) = try readCheckpoint(path)
        guard given.origin.utf8.elementsEqual(stated.origin.utf8) else { return fault(stated, expected: given.origin) }
        guard let trusted = try state?.trust(given.origin) else {
            throw LedgerError(
                .undecided,
                [tr("no key of \(given.origin) is known here: verify the old ledger first", "本机没有 \(given.origin) 的公钥：请先核验旧账本")])
        }
        let keys = ([trusted.verifierKey] + (trusted.earlierKeys ?? [])).compactMap { VerifierKey($0) }
        let standings = keys.map { note.standing(of: $0) }
        if standings.contains(.broken) {
            return VerifyFault(.checkpointSignature, nil, expected: "a signature of \(given.origin)", found: "another (\(path))")
        }
        guard standings.contains(.verified) else {
            throw LedgerError(
                .undecided, [tr("the checkpoint is not signed by \(trusted.verifierKey)", "检查点没有 \(trusted.verifierKey) 的签名")])
        }
        guard given.size == stated.size else {
            throw LedgerError(
                .undecided,
                [
                    tr(
                        "the checkpoint is of \(given.size) entries, the successor goes on from \(stated.size): give the old ledger's folder",
                        "检查点为 \(given.size) 条，后继账本承接 \(stated.size) 条：请给出旧账本目录")
                ])
        }
        return given.root == stated.root ? nil : fault(stated, expected: "root \(given.root)")
    }

    private func fault(_ stated: Continuation, expected: String) -> VerifyFault {
        VerifyFault(
            .ledgerContinues, 0, expected: "\(expected) (\(path))",
            found: "\(stated.size) entries of \(stated.origin) with root \(stated.root)")
    }
}
