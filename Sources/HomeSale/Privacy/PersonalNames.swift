internal import CanonicalJSON

/// Member names that say of themselves that a person's datum stands under them. Asked of free-form members, where no schema does.
enum PersonalNames {
    /// Lower case, without `_`, `-` and spaces.
    private static let words: Set<String> = [
        "idnumber", "idno", "idcard", "idcardno", "identitynumber", "identitycard", "citizenid", "passport", "passportno",
        "birthdate", "birthday", "dateofbirth", "phone", "phoneno", "phonenumber", "mobile", "mobilephone", "mobileno",
        "telephone", "tel", "contactphone", "email", "wechat", "bankcard", "bankaccount", "cardno", "cardnumber", "accountno",
        "accountnumber", "fullname", "realname", "ownername", "sellername", "buyername", "contactname", "clientname",
        "tenantname", "spousename", "guardianname", "homeaddress", "residentialaddress",
        "姓名", "业主姓名", "卖方姓名", "买方姓名", "联系人", "联系人姓名", "身份证", "身份证号", "身份证号码", "证件号", "证件号码", "护照号",
        "出生日期", "生日", "电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "邮箱", "电子邮箱", "微信", "微信号", "银行卡",
        "银行卡号", "银行账号", "住址", "家庭住址", "户籍地址",
    ]

    /// The free-form members of each type, by ``EventName/ordinal``; most have none.
    private static let freeForm = Catalogue.all.map { type in type.members.filter { $0.kind == .open } }

    static func contains(_ name: String) -> Bool {
        words.contains(name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " })
    }

    /// The path of the first such member in the free-form members of a payload; `nil` where there is none, or nothing is free-form.
    static func firstPath(_ data: [UInt8], of name: EventName) -> String? {
        for member in freeForm[name.ordinal] {
            var found: String?
            forEachMember(data.span, 0) { name, value in
                if found == nil, String(copying: data.span.extracting(name)) == member.name {
                    found = firstPath(data.span, value.lowerBound, "." + member.name)
                }
            }
            if let found { return found }
        }
        return nil
    }

    /// The path of the first member of the free-form value at `start` that has such a name and holds something unsealed.
    ///
    /// - Parameter path: of the value itself.
    static func firstPath(_ text: Span<UInt8>, _ start: Int, _ path: String) -> String? {
        var found: String?
        switch byte(text, start) {
        case 0x7B:
            forEachMember(text, start) { name, value in
                if found != nil { return }
                let word = stringValue(text, (name.lowerBound - 1)..<(name.upperBound + 1))
                let own = "\(path).\(word)"
                if contains(word), !isSealedOrNothing(text, value.lowerBound) {
                    found = own
                } else {
                    found = firstPath(text, value.lowerBound, own)
                }
            }
        case 0x5B:
            var number = 0
            forEachElement(text, start) { value in
                if found == nil { found = firstPath(text, value.lowerBound, "\(path)[\(number)]") }
                number += 1
            }
        default: break
        }
        return found
    }

    private static func isSealedOrNothing(_ text: Span<UInt8>, _ start: Int) -> Bool {
        matches(text, start, "null") || matches(text, start, "\"\"") || matches(text, start, "{\"$personal\":")
            || matches(text, start, "{\"$sealed\":")
    }
}
