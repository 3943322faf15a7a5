internal import Ledger
internal import Proofs
internal import Wire

/// Asks one witness over HTTP to cosign a checkpoint of this ledger. C2SP tlog-witness.
struct WitnessCall {
    let ledger: Ledger
    let note: SignedNote
    let checkpoint: Checkpoint
    let policy: LogPolicy
    let timeoutSeconds: Int

    /// What became of it.
    enum Outcome {
        /// Cosignatures of the policy's witnesses, verified.
        case cosigned([SignedNote.Signature])
        /// It answered 200 without a cosignature of a witness of the policy.
        case stranger
        /// It says that it cosigned something that this checkpoint contradicts.
        case contradicts(String)
        /// It cosigned a larger tree already, of which this one may be the beginning.
        case behind(String)
        case refused(status: Int)
        case unreachable(String)

        /// One word for scripts.
        var word: String {
            switch self {
            case .cosigned: "cosigned"
            case .stranger: "unknownKey"
            case .contradicts: "contradicts"
            case .behind: "behind"
            case .refused: "refused"
            case .unreachable: "unreachable"
            }
        }
    }

    /// - Parameter oldSize: where the witness is thought to be; it says so where it is not.
    func ask(_ url: String, oldSize: UInt64) throws -> Outcome {
        var oldSize = oldSize
        // Once from where it was thought to be, once from where it says it is; once more where others asked meanwhile.
        for _ in 0..<3 {
            let proof = try ledger.consistency(from: oldSize, to: checkpoint.size)
            guard let request = AddCheckpointRequest(oldSize: oldSize, path: proof.path, note: note) else {
                throw LedgerError(.noteUnreadable, [url])
            }
            let response: WireResponse
            do throws(WireError) {
                response = try WireClient.post(
                    Self.place(url), body: Array(request.text.utf8), contentType: "text/plain; charset=utf-8",
                    timeoutSeconds: timeoutSeconds, longestBody: AddCheckpointRequest.longestText)
            } catch { return .unreachable(error.reason) }
            switch response.status {
            case 200: return cosignatures(response.body)
            case 409:
                guard let known = Self.size(response) else { return .refused(status: 409) }
                let (size, here) = (grouped(known), grouped(checkpoint.size))
                // It saw a later one, which need not contradict this.
                if known > checkpoint.size {
                    return .behind(
                        tr("it cosigned \(size) entries, this checkpoint has \(here)", "其已联署 \(size) 条，本检查点为 \(here) 条"))
                }
                if known == oldSize {
                    guard known == checkpoint.size else { return .refused(status: 409) }
                    return .contradicts(tr("it cosigned another tree of \(size) entries", "其已联署另一棵 \(size) 条的树"))
                }
                oldSize = known
            case 422:
                let size = grouped(oldSize)
                return .contradicts(tr("the tree of \(size) entries that it cosigned is another", "其已联署的 \(size) 条之树与此不同"))
            default: return .refused(status: response.status)
            }
        }
        return .refused(status: 409)
    }

    private static func place(_ url: String) -> String { (url.hasSuffix("/") ? String(url.dropLast()) : url) + "/add-checkpoint" }

    private static func size(_ response: WireResponse) -> UInt64? {
        guard response.contentType?.hasPrefix("text/x.tlog.size") == true,
            let text = String(validating: response.body, as: UTF8.self), text.hasSuffix("\n"), let size = UInt64(text.dropLast()),
            size < 1 << 63
        else { return nil }
        return "\(size)\n" == text ? size : nil
    }

    /// The lines of the answer that are the policy's witnesses' over this note; others are passed over, a broken one spoils it.
    private func cosignatures(_ body: [UInt8]) -> Outcome {
        guard let text = String(validating: body, as: UTF8.self), let answered = SignedNote(note.body + "\n" + text) else {
            return .refused(status: 200)
        }
        var found: [SignedNote.Signature] = []
        for witness in policy.witnesses {
            switch answered.standing(of: witness.key) {
            case .verified: found += answered.signed(by: [witness.key]).signatures
            case .broken: return .refused(status: 200)
            case .absent: break
            }
        }
        return found.isEmpty ? .stranger : .cosigned(found)
    }
}
