public import ArgumentParser
public import HomeSale

// Closed tables as options: a word that is none of theirs is a usage error that lists them.
extension Role: ExpressibleByArgument {}
extension Purpose: ExpressibleByArgument {}
extension PersonalResource: ExpressibleByArgument {}
extension AccessAction: ExpressibleByArgument {}
extension AccessToken.Revocation: ExpressibleByArgument {}
