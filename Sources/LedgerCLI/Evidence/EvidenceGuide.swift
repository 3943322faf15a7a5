/// `HOWTO.md` of a bag, in two languages: how to check it, and what it answers of what a court asks.
enum EvidenceGuide {
    static func english(_ deal: String, hasTimestamp: Bool) -> String {
        let stamp =
            hasTimestamp
            ? """
            3. The time, with the authority's root certificate, got from the authority:

                   openssl ts -verify -in data/checkpoint.tsr -data data/proof/checkpoint -CAfile ROOT.pem

            """
            : """
            3. The time: this bag has no timestamp, so only the operator's clock says when.

            """
        return """
            # How to check this bag

            Evidence about the deal `\(deal)`, written by deedlog. 中文：HOWTO.zh-CN.md. Everything that counts is in `data/proof/`: the
            exact lines (`entries.jsonl`), the signed checkpoint of the log, a path into its tree for each line (`proofs/`), and the seal
            (`seal.entry`, `streams.json`) that counts the lines. `evidence.json` says how the deal stands and which line says so;
            `report.html` shows it. Both follow from the lines: where they differ, the lines count.

            1. Nothing changed since it was packed:

                   sha256sum -c tagmanifest-sha256.txt && sha256sum -c manifest-sha256.txt

            2. Nothing changed since it was signed, and nothing left out. The log's key comes from the operator or the court's own file, not
               from this bag; read `data/check.py` first, it is short:

                   python3 data/check.py VERIFIERKEY

               or with the program: `deedverify . --policy POLICY [--ca ROOT.pem]`. `data/policy` and `data/log-key.pem` only say which key
               the operator names; whoever wrote the bag wrote them too.
            \(stamp)
            ## What it answers

            Provisions of the Supreme People's Court on online litigation (人民法院在线诉讼规则) and on civil evidence (民事诉讼证据规定).

            | asked | what the bag shows |
            |---|---|
            | art. 16: consistent since stored | lines, paths, checkpoint and seal: a changed, missing or added line is found by steps 1 and 2 |
            | art. 17: qualified and neutral platform, no interest in the case | signatures of witnesses on the checkpoint and the authority's timestamp are others' words than the operator's; without them the operator alone speaks |
            | art. 17: clean, safe, reliable system; process, encryption, transmission, verification | report, section "environment"; formats are public: RFC 6962, C2SP, RFC 3161, RFC 8493 |
            | art. 18: true before it was stored | `attestation`, `actor`, `role`, `occurred` against `time`, `evidence` digests and `signature` of each line: `direct` with a signature is the authority's own word, `declared` a party's; this the log records and cannot make true |
            | evidence rules 93, 94: intact, ordinary course, custody | the order of the log and its times; who held the bag since is for the holder to write down |

            Not shown: that what a line says is true, that no line was recorded after the checkpoint, and what the program's own rules refused.

            """
    }

    static func chinese(_ deal: String, hasTimestamp: Bool) -> String {
        let stamp =
            hasTimestamp
            ? """
            3. 时间。根证书须向时间戳机构索取：

                   openssl ts -verify -in data/checkpoint.tsr -data data/proof/checkpoint -CAfile ROOT.pem

            """
            : """
            3. 时间。本证据包没有可信时间戳，时间仅以运营方时钟为据。

            """
        return """
            # 如何核验本证据包

            交易 `\(deal)` 的证据，由 deedlog 导出。English: HOWTO.md。核心内容均在 `data/proof/`：条目原文（`entries.jsonl`）、日志的已签名检查点、
            每条通向其树根的路径（`proofs/`），以及载明条数的封账（`seal.entry`、`streams.json`）。`evidence.json` 说明交易状态及各项出自哪一条，
            `report.html` 为其展示。二者均由条目推导；如有出入，以条目为准。

            1. 打包后未被改动：

                   sha256sum -c tagmanifest-sha256.txt && sha256sum -c manifest-sha256.txt

            2. 签名后未被改动，且无一遗漏。日志公钥应取自运营方或法院留存，而非取自本包；请先阅读 `data/check.py`，篇幅很短：

                   python3 data/check.py 公钥

               或使用程序：`deedverify . --policy 策略文件 [--ca ROOT.pem]`。`data/policy` 与 `data/log-key.pem` 仅说明运营方所称的公钥，与本包出自同一人之手。
            \(stamp)
            ## 与法院审查要点的对应

            《人民法院在线诉讼规则》与《最高人民法院关于民事诉讼证据的若干规定》。

            | 审查要点 | 本包所示 |
            |---|---|
            | 第十六条：上链后一致、未经篡改 | 条目、路径、检查点与封账：任何改动、缺失或增加均会在第 1、2 步发现 |
            | 第十七条：存证平台资质与中立性、与当事人有无利害关系 | 检查点上的见证人联署、机构的时间戳，均为运营方以外者所作；没有这些，则仅为运营方一方之言 |
            | 第十七条：系统清洁、安全、可靠、可用；过程、加密、传输、验证方式 | 报告「环境」一节；格式均公开：RFC 6962、C2SP、RFC 3161、RFC 8493 |
            | 第十八条：上链前的真实性 | 每条的 `attestation`（证明方式）、`actor`、`role`、`occurred` 与 `time` 之差、`evidence` 摘要与 `signature`：`direct` 且有签名者为有权机关直接作出，`declared` 为当事人陈述；日志只作记录，不能使其成为真实 |
            | 证据规定第九十三、九十四条：完整、正常业务活动中形成、保管 | 日志次序与时间；导出后由何人保管，应由持有人另行记载 |

            不能证明：条目所述为真、检查点之后没有新增条目、以及被程序规则拒绝的内容。

            """
    }
}
