// swift-tools-version: 6.2
import PackageDescription

/// As in the main package.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .strictMemorySafety(),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "deedlog-benchmarks",
    // Named, since otherwise a path goes by its folder, whatever the clone is called.
    dependencies: [.package(name: "deedlog", path: "..")],
    targets: [
        // The release configuration compiles C with -O2, for the same baseline x86-64 or arm64 that Swift compiles for.
        .target(name: "CReference", linkerSettings: [.linkedLibrary("lmdb"), .linkedLibrary("crypto")]),
        .executableTarget(
            name: "deedlog-bench",
            dependencies: [
                "CReference", .product(name: "Ledger", package: "deedlog"), .product(name: "HomeSale", package: "deedlog"),
                .product(name: "Projections", package: "deedlog"), .product(name: "Vault", package: "deedlog"),
            ],
            swiftSettings: settings),
    ],
    cLanguageStandard: .gnu17
)
