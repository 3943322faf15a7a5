internal import ArgumentParser

/// What leaves the ledger for a court, a notary or a bank.
struct EvidenceVerb: ParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "evidence",
            abstract: tr("Bags of evidence that stand on their own.", "可独立核验的证据包。"),
            discussion: tr(
                "  deedlog evidence export D-0001 -o bag --checkpoint cp --ca authority.pem",
                "  deedlog evidence export D-0001 -o bag --checkpoint cp --ca authority.pem"),
            subcommands: [EvidenceExport.self])
    }
}
