internal import Ledger
internal import Proofs
internal import Wire

/// What a witness answers over HTTP. C2SP tlog-witness, `add-checkpoint`.
struct WitnessDesk: Sendable {
    let witness: Witness

    /// Called on many threads at once; ``Witness/cosign(_:nowSeconds:)`` judges one request at a time.
    func answer(_ request: WireRequest) -> WireReply {
        guard request.path == "/add-checkpoint" else { return WireReply(status: 404, "no such place\n") }
        guard request.method == "POST" else { return WireReply(status: 405, "POST, please\n") }
        guard let asked = AddCheckpointRequest(request.body) else {
            return WireReply(status: 400, "no add-checkpoint request (C2SP tlog-witness)\n")
        }
        do {
            let answer = try witness.cosign(asked, nowSeconds: nowSeconds)
            let reply = Self.reply(answer)
            if !isOfStranger(answer) { note(asked, reply, answer) }
            return reply
        } catch {
            let failure = LedgerError(wrapping: error, witness.name)
            Complaint.say(failure)
            // Not cosigned, and nothing said of the log: the client may ask again.
            return WireReply(status: failure.code == .busy ? 503 : 500, "\(failure.code.rawValue)\n")
        }
    }

    static func reply(_ answer: Witness.Answer) -> WireReply {
        switch answer {
        case .cosigned(let note): WireReply(status: 200, note.signatures.suffix(1).map(\.line).joined())
        case .refused(.unknownOrigin, _): WireReply(status: 404, "no key of this origin is known\n")
        case .refused(.unsigned, _): WireReply(status: 403, "no known key of this origin signed\n")
        case .refused(.forked(let known), _), .refused(.behind(let known), _), .refused(.otherSize(let known), _):
            WireReply(status: 409, contentType: "text/x.tlog.size", "\(known)\n")
        case .refused(.inconsistent, _): WireReply(status: 422, "the proof does not lead to this tree\n")
        }
    }

    /// Whoever has no signature of a known log is not worth a line: they could write as many as they like.
    private func isOfStranger(_ answer: Witness.Answer) -> Bool {
        switch answer {
        case .refused(.unknownOrigin, _), .refused(.unsigned, _): true
        default: false
        }
    }

    private func note(_ asked: AddCheckpointRequest, _ reply: WireReply, _ answer: Witness.Answer) {
        var line = "\(reply.status) \(asked.checkpoint.origin) \(asked.checkpoint.size)"
        if case .refused(let refusal, let evidence) = answer {
            switch refusal {
            case .forked: line += tr(" ANOTHER TREE of this size was cosigned", " 此条数已联署另一棵树")
            case .behind(let known): line += tr(" behind \(known)", " 落后于 \(known)")
            case .inconsistent: line += tr(" NOT an extension", " 并非延伸而来")
            case .otherSize, .unknownOrigin, .unsigned: break
            }
            if !evidence.isEmpty { line += ": " + evidence.joined(separator: ", ") }
        }
        Talk.note(line)
    }
}
