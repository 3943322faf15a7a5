internal import CanonicalJSON
internal import Ledger

extension EntryFault {
    /// Why a text is no draft, in the user's language.
    var words: String {
        guard Language.current == .chinese else { return description }
        switch cause {
        case .unknownMember: return "未知成员"
        case .ledgerMember: return "只能由账本设置的成员"
        case .missing(let attribute): return "缺少 `\(attribute.name)`"
        case .grammar(let attribute): return "`\(attribute.name)` 格式不符"
        case .expectation: return "`expect` 须为 \"new\"、\"any\" 或版本号"
        case .tooLong: return "该行将超过 65535 字节"
        case .json(let cause): return cause.chinese
        }
    }
}

extension Fault.Cause {
    fileprivate var chinese: String {
        switch self {
        case .endOfText: "文本在值中间结束"
        case .unexpectedByte: "此处不应有的字节"
        case .byteOrderMark: "字节顺序标记"
        case .textAfterValue: "值之后还有文本"
        case .controlCharacter: "未转义的控制字符"
        case .illFormedUTF8: "不是 UTF-8 的字节"
        case .badEscape: "未知的转义"
        case .loneSurrogate: "不成对的代理码元"
        case .escapeNotShortest: "不是规范形式的转义"
        case .fraction: "小数：数字须为整数"
        case .exponent: "指数：数字须为整数"
        case .minusZero: "负零"
        case .leadingZero: "前导零或加号"
        case .integerRange: "超出 ±(2^53-1) 的整数"
        case .tooDeep: "嵌套超过 32 层"
        case .duplicateMember: "重复的成员名"
        case .memberOrder: "成员名次序有误"
        case .spaceNotCanonical: "规范文本中的空白"
        }
    }
}
